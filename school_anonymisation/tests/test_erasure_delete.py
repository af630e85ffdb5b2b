"""A record that is deleted takes along what hangs on it, and leaves what hangs on others."""

from odoo.addons.school_anonymisation.erasure.sql import PLACE, columns, delete_rows, run, update_rows, write_values
from odoo.tests import tagged
from odoo.tools import SQL

from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestDelete(ErasureCase):
    def belongings(self, record):
        """Plant what Odoo deletes with a record of ``record``'s model, by its name and id only."""
        named = {"res_model": record._name, "res_id": record.id}
        message = self.env["mail.message"].create(
            {
                "model": record._name,
                "res_id": record.id,
                "body": "Called",
                "attachment_ids": [(0, 0, {"name": "note.txt", "raw": b"a note", "res_model": "mail.compose.message"})],
            }
        )
        return [
            message,
            message.attachment_ids,
            self.env["mail.followers"].create({**named, "partner_id": self.guardian.id}),
            self.env["ir.attachment"].create({**named, "name": "form.txt", "raw": b"a form"}),
            self.env["ir.model.data"].create(
                {"module": "__import__", "name": f"link_{record.id}", "model": record._name, "res_id": record.id}
            ),
        ]

    def test_what_hangs_on_a_deleted_record_goes_with_it_and_nothing_else(self):
        theirs = self.belongings(self.link(self.anna, self.guardian))
        others = self.belongings(self.link(self.make_student("Ib Holm"), self.guardian))
        self.erase(self.anna)
        self.assertEqual([record for record in theirs if record.exists()], [])
        self.assertEqual([record for record in others if not record.exists()], [])

    def test_file_of_a_deleted_message_that_another_message_shows_too_stays(self):
        file = self.env["ir.attachment"].create({"name": "plan.txt", "raw": b"a plan", "res_model": False})
        for record in (self.anna, self.guardian):
            record.message_post(body="See the plan").attachment_ids = file
        self.erase(self.anna)
        self.assertTrue(file.exists())


@tagged("post_install", "-at_install")
class TestStatements(ErasureCase):
    def test_cells_that_a_row_does_not_name_stay(self):
        first, second = self.make_contact("First"), self.make_contact("Second")
        (first | second).write({"street": "Here", "city": "There"})
        self.env.flush_all()
        known = columns(self.env, ["res_partner"])["res_partner"]
        rows = [(first.id, {"street": "Gone"}), (second.id, {"city": None})]
        self.assertEqual(write_values(self.env, "res_partner", [known["street"], known["city"]], rows), 2)
        self.env.invalidate_all()
        self.assertEqual((first.street, first.city), ("Gone", "There"))
        self.assertEqual((second.street, second.city), ("Here", False))

    def test_rows_without_an_id_are_found_by_their_place(self):
        run(self.env, SQL("CREATE TABLE x_places (label text, content bytea)"))
        run(self.env, SQL("INSERT INTO x_places VALUES ('a', 'x'), ('b', 'y')"))
        [(place,)] = run(self.env, SQL("SELECT ctid FROM x_places WHERE label = 'a'"))
        known = columns(self.env, ["x_places"])["x_places"]
        write_values(self.env, "x_places", [known["content"]], [((place,), {"content": b"\x00\xff"})], key=PLACE)
        found = run(self.env, SQL("SELECT label, encode(content, 'hex') FROM x_places ORDER BY label"))
        self.assertEqual(found, [("a", "00ff"), ("b", "79")])

    def test_further_condition_narrows_what_is_written_and_deleted(self):
        first, second = self.make_contact("First"), self.make_contact("Second")
        self.env.flush_all()
        ids, second_only = (first | second).ids, SQL("t.name = 'Second'")
        self.assertEqual(update_rows(self.env, "res_partner", {"city": SQL("'X'")}, ids, where=second_only), 1)
        self.assertEqual(delete_rows(self.env, "res_partner", ids, where=second_only, returning="name"), ["Second"])

    def test_nothing_is_asked_of_the_database_for_no_rows(self):
        before = self.env.cr.sql_log_count
        self.assertEqual(update_rows(self.env, "res_partner", {"city": SQL("NULL")}, []), 0)
        self.assertEqual(delete_rows(self.env, "res_partner", []), [])
        self.assertEqual(self.env.cr.sql_log_count, before)
