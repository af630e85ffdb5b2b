"""The log: a line for each, append-only, without personal data."""

from psycopg2 import Error
from psycopg2.errors import RestrictViolation

from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

from .common import AnonymisationCase


class TestLog(AnonymisationCase):
    @property
    def log(self):
        return self.env["school.anonymisation.log"]

    def lines(self):
        return self.log.search([("student_id", "=", self.student.id), ("kind", "=", "erased")])

    def assertRefusedByDatabase(self, statement, *arguments):
        with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(SQL(statement, *arguments))

    def test_one_line_for_an_anonymised_student(self):
        self.anonymise()
        line = self.lines()
        self.assertEqual(len(line), 1)
        self.assertEqual(line.label, self.student.anonymisation_label)
        self.assertEqual(line.profile_uid, self.student.anonymisation_uid)
        self.assertEqual(line.month, self.today.strftime("%Y-%m"))
        self.assertEqual((line.origin, line.user_id), ("hand", self.officer))
        self.assertEqual(line.periods_required, 4)
        self.assertIn("debt", line.rules.split(","))

    def test_lines_are_found_by_who_did_it(self):
        self.anonymise()
        self.assertIn(self.lines(), self.log.search([("user_id", "=", self.officer.id)]))
        self.assertNotIn(self.lines(), self.log.search([("user_id", "=", self.superuser.id)]))

    def test_no_line_for_a_refusal(self):
        self.enrol(self.student)
        with self.assertRaises(UserError):
            self.student.with_user(self.officer).action_anonymise()
        self.assertFalse(self.lines())

    def test_no_day_is_kept(self):
        self.assertNotIn("create_date", self.log._fields)

    def test_order_of_a_batch_is_not_that_of_the_profiles(self):
        students = self.env["school.student"].union(*(self.make_student(f"Student {n:02}") for n in range(20)))
        students.with_user(self.officer).action_anonymise_several()
        lines = self.log.search([("student_id", "in", students.ids)], order="number")
        self.assertEqual(lines.student_id.sorted("id"), students)
        self.assertNotEqual(lines.mapped("student_id.id"), students.ids)

    def test_cannot_be_changed(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().write({"month": "2020-01"})

    def test_cannot_be_deleted(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().unlink()

    def test_cannot_be_copied(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().copy()

    def test_cannot_be_changed_past_the_orm(self):
        self.anonymise()
        self.assertRefusedByDatabase("UPDATE school_anonymisation_log SET month = '2020-01'")

    def test_cannot_be_deleted_past_the_orm(self):
        self.anonymise()
        self.assertRefusedByDatabase("DELETE FROM school_anonymisation_log")

    def test_cannot_be_emptied_past_the_orm(self):
        self.assertRefusedByDatabase("TRUNCATE school_anonymisation_log")

    def test_cannot_be_added_to_from_outside(self):
        values = {"kind": "erased", "label": "Anonymised student AAAA-BBBB", "month": "2026-10"}
        log = self.log.sudo().with_context(school_anonymisation_appending=True)
        with self.assertRaisesRegex(UserError, "written by anonymising only"):
            log.create({**values, "company_id": self.company.id})

    def test_cannot_be_imported(self):
        log = self.log.with_user(self.officer)
        result = log.load(["kind", "label", "month"], [["erased", "Anonymised student AAAA-BBBB", "2026-10"]])
        self.assertFalse(result["ids"])

    def test_one_who_did_it_cannot_be_deleted_from_it(self):
        self.anonymise()
        self.officer.group_ids = False
        self.officer.active = False
        self.assertEqual(self.lines().done_by, self.officer.id)

    def test_cannot_hold_anything_personal(self):
        self.anonymise()
        for column, value in (
            ("label", "Anna Ravn"),
            ("profile_uid", "Anna Ravn"),
            ("profile_uid", "00000000-0000-0000-0000-000000000000"),
            ("kind", "Anna Ravn"),
            ("month", "2026-10-03"),
            ("month", "Anna"),
            ("origin", "Anna Ravn"),
            ("rules", "Anna Ravn"),
            ("rules", "anna_ravn"),
            ("rules", "debt,anna"),
            ("counts", '{"Anna Ravn": 1}'),
            ("counts", '{"anna": 1}'),
            ("counts", '{"res.partner": "Anna Ravn"}'),
            ("counts", '{"res.partner": {"name": 1}}'),
            ("counts", '{"res.partner": 0.5}'),
            ("counts", '{"res.partner": 12345678}'),
            ("counts", '["Anna Ravn"]'),
            ("total", 12345678),
            ("leftovers", 12345678),
            ("cycle_year", 12345678),
            ("periods_required", 12345678),
            ("number", -12345678),
            ("retained_until", "1998-01-01"),
            ("hash", "Anna Ravn"),
        ):
            with self.subTest(column=column, value=value):
                self.assertNotWritten(column, value)

    def test_columns_of_text_are_all_constrained(self):
        """A column that somebody adds without a constraint is found here."""
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'school_anonymisation_log'"
            " AND (data_type IN ('text', 'character varying', 'jsonb', 'json', 'date')"
            " OR data_type LIKE 'timestamp%') ORDER BY 1"
        )
        found = [name for (name,) in self.env.cr.fetchall()]
        known = ["counts", "hash", "kind", "label", "month", "origin", "profile_uid", "retained_until", "rules"]
        self.assertEqual(found, known)

    def assertNotWritten(self, column, value):
        """Assert that PostgreSQL refuses a line like the last one but for one column."""
        others = {"id", "number", column}
        names = [name for name, field in self.log._fields.items() if field.store and name not in others]
        columns = SQL(", ").join(map(SQL.identifier, names))
        with self.assertRaises(Error), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                SQL(
                    "INSERT INTO school_anonymisation_log (%s, %s%s) SELECT %s, %s%s FROM school_anonymisation_log"
                    " ORDER BY number DESC LIMIT 1",
                    columns,
                    SQL.identifier(column),
                    SQL(", number") if column != "number" else SQL(""),
                    columns,
                    value,
                    SQL(", number + 1") if column != "number" else SQL(""),
                )
            )
