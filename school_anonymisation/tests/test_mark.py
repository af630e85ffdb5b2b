"""Only the engine marks somebody as anonymised: by no route of Odoo's, superuser or not, and by no statement."""

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import mute_logger

from ..engine_mark import marking
from .common import AnonymisationCase

MARKS = {
    "anonymised": True,
    "anonymised_month": "2026-11",
    "anonymisation_label": "Anonymised student 7F3K-92QD",
    "anonymised_while_active": True,
}


class TestMark(AnonymisationCase):
    def assertRefused(self, function, *args, **kwargs):
        with self.assertRaisesRegex(UserError, "Only anonymising"), self.env.cr.savepoint():
            function(*args, **kwargs)

    def test_write_and_create_are_refused_to_everybody(self):
        for user in (self.officer, self.superuser, self.env.ref("base.user_root")):
            for name, value in MARKS.items():
                student = self.student.with_user(user)
                with self.subTest(user=user.login, mark=name):
                    self.assertRefused(student.write, {name: value})
                    self.assertRefused(student.create, {"name": "Bo", name: value})
        self.assertRefused(self.student.partner_id.sudo().write, {"anonymised": True})
        self.assertRefused(self.env["res.partner"].sudo().create, {"name": "Bo", "anonymised": True})

    def test_copy_with_a_mark_is_refused(self):
        self.assertRefused(self.student.copy, {"anonymised": True})

    @mute_logger("odoo.sql_db")
    def test_import_with_a_mark_takes_nobody_in(self):
        for field in ("anonymised", "anonymised_month"):
            answer = self.env["school.student"].load(["name", field], [["Bo Import", str(MARKS[field])]])
            self.assertFalse(answer["ids"])

    def test_default_marks_nobody(self):
        self.env["ir.default"].set("school.student", "anonymised", True)
        self.env["ir.default"].set("res.partner", "anonymised", True)
        defaults = {f"default_{name}": value for name, value in MARKS.items()}
        student = self.env["school.student"].with_context(**defaults).create({"name": "Bo Ravn"})
        self.assertFalse(any(student[name] for name in MARKS))
        self.assertFalse(student.partner_id.anonymised)

    def sql(self, statement, *parameters):
        with self.env.cr.savepoint():
            self.env.cr.execute(statement, parameters)

    @mute_logger("odoo.sql_db")
    def test_statement_marks_nobody(self):
        for statement, number in (
            ("UPDATE school_student SET anonymised = TRUE WHERE id = %s", self.student.id),
            ("UPDATE school_student SET anonymisation_label = 'x' WHERE id = %s", self.student.id),
            ("UPDATE school_student SET anonymised_month = '2026-11' WHERE id = %s", self.student.id),
            ("UPDATE res_partner SET anonymised = TRUE WHERE id = %s", self.student.partner_id.id),
        ):
            with self.subTest(statement=statement), self.assertRaisesRegex(psycopg2.Error, "Only anonymising"):
                self.sql(statement, number)

    @mute_logger("odoo.sql_db")
    def test_engine_has_said_so_only_while_it_marks(self):
        other = self.make_student("Bo Ravn")
        with marking(self.env.cr):
            pass
        self.anonymise()
        with self.assertRaisesRegex(psycopg2.Error, "Only anonymising"):
            self.sql("UPDATE school_student SET anonymised = TRUE WHERE id = %s", other.id)

    @mute_logger("odoo.sql_db")
    def test_number_of_another_transaction_says_nothing(self):
        self.env.cr.execute("SELECT set_config('school_anonymisation.engine', '1', TRUE)")
        with self.assertRaisesRegex(psycopg2.Error, "Only anonymising"):
            self.sql("UPDATE school_student SET anonymised = TRUE WHERE id = %s", self.student.id)
