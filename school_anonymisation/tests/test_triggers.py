"""What a trigger of somebody else's writes while people are erased is looked for as well."""

from odoo.tests import tagged

from .kit_erasing import ErasureCase

NAME = "Åse O'Ravn"
KEEPS_WHAT_WAS = """
    CREATE TABLE x_kept (what text);
    CREATE FUNCTION x_keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO x_kept VALUES (OLD::text); RETURN NEW; END $$;
    CREATE TABLE x_notes (id serial PRIMARY KEY, note text);
    CREATE TRIGGER x AFTER UPDATE OR DELETE ON x_notes FOR EACH ROW EXECUTE FUNCTION x_keep();
    CREATE TRIGGER x AFTER UPDATE OR DELETE ON res_partner FOR EACH ROW EXECUTE FUNCTION x_keep()
"""


@tagged("post_install", "-at_install")
class TestTriggers(ErasureCase):
    def test_what_stood_in_a_row_before_goes_from_where_it_is_kept(self):
        self.env.cr.execute(KEEPS_WHAT_WAS)
        self.env.cr.execute("INSERT INTO x_notes (note) VALUES (%s), ('For Ib Holm')", [f"For {NAME}"])
        self.env.cr.execute("UPDATE x_notes SET note = note || '!'")
        self.anna._anonymise("hand")
        self.look_through_everything_else()
        self.env.cr.execute("SELECT what FROM x_kept ORDER BY what")
        kept = [what for (what,) in self.env.cr.fetchall()]
        self.assertNotIn("Ravn", str(kept))
        self.assertEqual(sum("For [anonymised]" in what for what in kept), 2)
        self.assertEqual(sum("For Ib Holm" in what for what in kept), 1)
        line = self.env["school.anonymisation.log"].search([("student_id", "=", self.anna.id)], limit=1)
        self.assertEqual((line.kind, line.leftovers), ("verified", 0))
