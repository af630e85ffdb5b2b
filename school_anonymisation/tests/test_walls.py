"""The eraser is no weapon: whatever is typed about a student, what the system runs on and things are called stays."""

from odoo.tools import SQL

from ..erasure.people.walls import Walls
from .common import AnonymisationCase

# {table: columns} whose texts become names, references and streets of students.
CALLED = {
    "res_groups": ("name",),
    "ir_config_parameter": ("key", "value"),
    "ir_sequence": ("name", "code"),
    "ir_ui_menu": ("name",),
    "ir_rule": ("name", "domain_force"),
    "ir_act_server": ("name", "code"),
    "ir_model": ("model",),
    "res_company": ("name",),
    "school_course": ("name",),
    "school_teaching_period": ("name",),
    "school_instrument": ("name",),
    "account_account": ("name",),
    "account_journal": ("name", "code"),
    "account_move": ("name",),
    "product_template": ("name",),
    "res_partner_category": ("name",),
    "resource_calendar_leaves": ("name",),
    "mail_template": ("name",),
    "uom_uom": ("name",),
}
EACH = 3


class TestWalls(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_contact("Vognmand Olsen")
        cls.invoice = cls.make_invoice(cls.other)
        cls.env["res.partner.category"].create({"name": "Friend of the school"})
        cls.make_instrument("Yamaha Violin")
        cls.env["resource.calendar.leaves"].create(
            {"name": "Christmas Holidays", "date_from": "2026-12-24 00:00:00", "date_to": "2026-12-31 00:00:00"}
        )
        cls.env["ir.config_parameter"].set_param("kit.secret", "two words")
        cls.env.flush_all()

    def words(self):
        """Return some of what things are called in each of these tables, the permission's name among it."""
        found = ["R_CAN_ANONYMIZE_USERS", "base.group_user", "posted out_invoice", "res.partner", "Access Rights"]
        for table, columns in CALLED.items():
            for column in columns:
                query = SQL(
                    "SELECT DISTINCT %(column)s::text FROM %(table)s WHERE %(column)s IS NOT NULL"
                    " ORDER BY 1 LIMIT %(n)s",
                    column=SQL.identifier(column),
                    table=SQL.identifier(table),
                    n=EACH,
                )
                for (text,) in self.env.execute_query(query):
                    found.append(text.partition('": "')[2].rstrip('"}') if text.startswith("{") else text)
        return [text[:80] for text in found if text.strip()]

    def everything(self):
        """Return {(table, key): fingerprint} of every row that there is, but those of students and their contacts."""
        tables = [name for (name,) in self.env.execute_query(SQL(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'"
            " WHERE c.relkind = 'r' AND c.relnamespace = current_schema::regnamespace"
        ))]  # fmt: skip
        rows = {}
        for table in tables:
            query = SQL("SELECT id, md5(t::text) FROM %s t", SQL.identifier(table))
            rows.update({(table, key): text for key, text in self.env.execute_query(query)})
        return rows

    def test_nothing_changes_but_the_students(self):
        words = self.words()
        students = self.env["school.student"].concat(
            *(
                self.make_student(word, ref=words[-index], street=words[index - 1])
                for index, word in enumerate(words, start=1)
            )
        )
        note = self.other.message_post(body=f"Please pay {self.invoice.name}. Access Rights, Friend of the school")
        ours = {"school_student": set(students.ids), "res_partner": set(students.partner_id.ids)}
        ours["mail_message"] = set(students.message_ids.ids + students.partner_id.message_ids.ids)
        self.env.flush_all()
        before = self.everything()
        outcome = students.with_user(self.officer)._anonymise(origin="hand")
        self.env.flush_all()
        self.assertEqual(len(outcome.done), len(students), outcome)
        after = self.everything()
        changed = {
            (table, key) for (table, key), row in before.items()
            if key not in ours.get(table, ()) and after.get((table, key)) != row
        }  # fmt: skip
        self.assertGreater(len(words), 40)
        self.assertEqual(changed, set())
        self.assertIn(self.invoice.name, note.body)

    def test_whoever_is_called_like_nothing_else_still_goes(self):
        note = self.other.message_post(body="Vega Klitholm has paid")
        self.anonymise(self.make_student("Vega Klitholm"))
        self.env.invalidate_all()
        self.assertNotIn("Vega", note.body)

    def test_file_of_which_pages_are_made_is_not_written(self):
        view = self.env.ref("base.view_partner_form")
        values = {"name": "a.txt", "raw": b"Vega Klitholm", "mimetype": "text/plain"}
        page = self.env["ir.attachment"].create({**values, "res_model": "ir.ui.view", "res_id": view.id})
        letter = self.env["ir.attachment"].create({**values, "res_model": "res.partner", "res_id": self.other.id})
        self.anonymise(self.make_student("Vega Klitholm"))
        self.env.invalidate_all()
        self.assertEqual(page.raw, b"Vega Klitholm")
        self.assertNotIn(b"Vega", letter.raw)

    def test_what_is_closed_is_known_by_its_class(self):
        walls = Walls.of(self.env, ("school.course",))
        closed = ("res_groups", "ir_rule", "ir_cron", "res_company", "school_course", "account_account", "uom_uom")
        self.assertLessEqual(set(closed), walls.tables)
        texts = ("res_partner", "school_student", "mail_message", "ir_attachment", "account_move", "calendar_event")
        self.assertFalse(walls.tables & set(texts))
        self.assertTrue(walls.names_things("account_move", "name"))
        self.assertFalse(walls.names_things("account_move", "ref"))

    def test_what_programs_read_is_never_written(self):
        walls = Walls.of(self.env)
        changed = {"state": "", "narration": "x", "name": ""}
        self.assertEqual(walls.parted("account_move", changed), ({"narration": "x"}, {"name"}))
