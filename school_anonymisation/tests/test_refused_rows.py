"""What the database refuses to change in one row, for whatever reason, stops neither the other rows nor the others."""

from odoo.tests import tagged

from .kit_tables import NAME, TablesCase

GONE = "For [anonymised]"
REFUSES = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.kept THEN RAISE 'not this one'; END IF; RETURN NEW; END $$
"""


@tagged("post_install", "-at_install")
class TestRefusedRows(TablesCase):
    def planted(self, table, columns="note text"):
        """Make a table of three rows with the name, of which the second is the one to be kept."""
        self.execute(f"CREATE TABLE {table} (id serial PRIMARY KEY, kept boolean, {columns})")
        for kept in (False, True, False):
            self.execute(f"INSERT INTO {table} (kept, note) VALUES (%s, %s)", kept, f"For {NAME}")  # noqa: S608

    def notes(self, table):
        return [note for (note,) in self.execute(f"SELECT note FROM {table} ORDER BY id")]  # noqa: S608

    def test_rows_that_a_check_or_a_trigger_refuses_stay_alone(self):
        self.planted("x_checked")
        self.execute("ALTER TABLE x_checked ADD CHECK (NOT kept OR note LIKE '%Ravn')")
        self.planted("x_guarded")
        self.execute(REFUSES.format(name="x_refuse"))
        self.execute("CREATE TRIGGER x BEFORE UPDATE ON x_guarded FOR EACH ROW EXECUTE FUNCTION x_refuse()")
        self.planted("x_free")
        self.erase(self.anna)
        self.assertEqual(self.notes("x_checked"), [GONE, f"For {NAME}", GONE])
        self.assertEqual(self.notes("x_guarded"), [GONE, f"For {NAME}", GONE])
        self.assertEqual(self.notes("x_free"), [GONE] * 3)
        self.assertEqual(self.questions(), {"x_checked": "unwritable", "x_guarded": "unwritable"})

    def test_what_waits_for_the_commit_to_refuse_does_so_before(self):
        self.planted("x_late")
        self.execute(REFUSES.format(name="x_refuse_late"))
        self.execute(
            "CREATE CONSTRAINT TRIGGER x AFTER UPDATE ON x_late DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION x_refuse_late()"
        )
        self.erase(self.anna)
        self.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.assertEqual(self.notes("x_late"), [GONE, f"For {NAME}", GONE])
        self.assertEqual(self.questions(), {"x_late": "unwritable"})

    def test_student_at_whom_something_refuses_at_the_commit_fails_alone(self):
        other = self.make_student("Ib Holm")
        self.execute(
            f"""
            CREATE FUNCTION x_keep() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN IF NEW.id = {self.anna.partner_id.id} THEN RAISE 'not her'; END IF; RETURN NEW; END $$;
            CREATE CONSTRAINT TRIGGER x AFTER UPDATE ON res_partner DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION x_keep()
            """
        )
        outcome = (self.anna | other)._anonymise("hand")
        self.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.assertEqual((list(outcome.failed), list(outcome.done)), (self.anna.ids, other.ids))
        self.assertIn("Ravn", self.anna.name)

    def test_values_that_must_be_unique_stay_so_whatever_makes_them(self):
        self.planted("x_short", "note text, code varchar(14) UNIQUE")
        self.execute("UPDATE x_short SET code = %s || id", NAME)
        self.planted("x_lower")
        self.execute("UPDATE x_lower SET note = note || repeat(' ', id); CREATE UNIQUE INDEX ON x_lower (lower(note))")
        self.planted("x_excluded")
        self.execute("UPDATE x_excluded SET note = note || repeat(' ', id)")
        self.execute("ALTER TABLE x_excluded ADD EXCLUDE (note WITH =)")
        self.erase(self.anna)
        for table, column in (("x_short", "code"), ("x_lower", "note"), ("x_excluded", "note")):
            rows = self.execute(f"SELECT {column} FROM {table}")  # noqa: S608
            self.assertEqual(len(set(rows)), 3, table)
            self.assertNotIn("Ravn", str(rows), table)
        self.assertFalse(self.questions())
