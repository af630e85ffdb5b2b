"""The school's own rows: who writes them, about what, for whom; and that no row reaches what is somebody else's."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from .common import OFFICER_GROUPS, AnonymisationCase


class TestRegisterOwn(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.make_user("kit_own_administrator", f"{OFFICER_GROUPS},base.group_system")
        cls.rows = cls.env["school.anonymisation.register.row"]

    def own(self, model, path, field, treatment="clear", user=None):
        values = {"model": model, "path": path, "field": field, "treatment": treatment}
        return self.rows.with_user(user or self.administrator).create(values)

    def assertRefused(self, words, *row):
        with self.assertRaisesRegex(ValidationError, words), self.env.cr.savepoint():
            self.own(*row)

    def test_only_an_administrator_with_the_permission_writes_one(self):
        administrator = self.make_user("kit_own_without", "school_base.group_school_superuser,base.group_system")
        for user in (self.officer, administrator, self.superuser):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.own("school.student", ".", "gender", user=user)
        self.assertTrue(self.own("school.student", ".", "gender"))

    def test_each_change_stands_in_the_log(self):
        lines = self.env["school.anonymisation.log"].search_count([("kind", "=", "register")])
        row = self.own("school.student", ".", "gender")
        row.reason = "Asked to"
        row.unlink()
        found = self.env["school.anonymisation.log"].search([("kind", "=", "register")])
        self.assertEqual(len(found) - lines, 3)
        self.assertEqual(found[0].done_by, self.administrator.id)
        self.assertEqual(found[0].counts, {"school.student": 1})

    def test_what_the_system_runs_on_is_refused(self):
        for model, path, field in (
            ("res.users", ".", "login"),
            ("res.groups", "user_ids", "name"),
            ("res.company", "partner_id", "name"),
            ("ir.cron", "user_id", "cron_name"),
            ("ir.rule", "groups.user_ids", "name"),
            ("school.course", "enrolment_ids.student_id", "name"),
            ("school.anonymisation.log", "student_id", "label"),
            ("account.move", "partner_id", "name"),
        ):
            if model in self.env and field in self.env[model]._fields:
                with self.subTest(model=model):
                    self.assertRefused("no row can be about|no stored field|already", model, path, field)

    def test_history_is_not_deleted_nor_changed(self):
        self.assertRefused("history|already|cannot", "school.enrolment", "student_id", "id", "delete")
        self.assertRefused("history|already|cannot", "school.enrolment", "student_id", "state", "clear")

    def test_records_that_are_somebody_elses_too_are_refused(self):
        other = self.make_contact("Bo Ravn")
        self.env["mail.scheduled.message"].create(
            {
                "model": "res.partner",
                "res_id": other.id,
                "author_id": self.officer.partner_id.id,
                "scheduled_date": "2999-01-01 00:00:00",
                "partner_ids": [Command.set((other | self.student.partner_id).ids)],
            }
        )
        self.assertRefused("somebody else", "mail.scheduled.message", "partner_ids", "subject")

    def test_rows_are_obeyed_for_the_company_that_wrote_them(self):
        self.student.gender = "female"
        there = self.make_company("Another school")
        other = self.make_student("Bo Ravn", company_id=there.id, gender="male")
        there.anonymisation_inactive_periods = 4
        self.own("school.student", ".", "gender")
        self.assertTrue(self.rows._rows_of([self.company.id]))
        self.assertFalse(self.rows._rows_of([there.id]))
        self.anonymise()
        self.assertFalse(self.student.gender)
        self.assertEqual(other.gender, "male")

    def test_a_row_stays_with_its_company(self):
        row = self.own("school.student", ".", "gender")
        self.assertEqual(row.company_id, self.company)
        with self.assertRaises(ValidationError):
            row.company_id = self.make_company("Another school")
