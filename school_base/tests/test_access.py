# Who may do what: school users, SuperUsers, everybody else, and other companies.
from odoo.exceptions import AccessError

from .common import SchoolCase

MODELS = (
    "school.student",
    "school.teaching.period",
    "school.course",
    "school.enrolment",
    "school.waiting.list.entry",
    "school.instrument",
    "school.instrument.hire",
    "school.family.association",
)


class TestAccess(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student(national_id="010190-1234")
        cls.enrol(cls.student)
        cls.put_on_waiting_list(cls.student)
        cls.hire(cls.student)
        cls.link(cls.student, cls.make_contact())

    def _visible(self, model, user):
        return self.env[model].with_user(user).search([("company_id", "=", self.company.id)])

    def test_school_users_and_superusers_see_everything_of_their_company(self):
        for user in (self.school_user, self.superuser):
            for model in MODELS:
                self.assertTrue(self._visible(model, user), model)

    def test_other_employees_see_nothing(self):
        employee = self.make_user("kit_employee")
        for model in MODELS:
            with self.assertRaises(AccessError, msg=model):
                self._visible(model, employee)

    def test_portal_users_see_nothing(self):
        portal = self.make_portal_user(self.student.partner_id)
        for model in MODELS:
            with self.assertRaises(AccessError, msg=model):
                self._visible(model, portal)
        with self.assertRaises(AccessError):
            self.student.partner_id.with_user(portal).read(["student_ids"])

    def test_a_school_user_edits_a_student(self):
        student = self.student.with_user(self.school_user)
        student.write({"health_notes": "Asthma", "phone": "31 23 45 67"})
        self.assertEqual(student.health_notes, "Asthma")

    def test_only_a_superuser_sets_up_teaching_periods(self):
        with self.assertRaises(AccessError):
            self.period.with_user(self.school_user).name = "Other"
        self.period.with_user(self.superuser).name = "Other"
        self.assertEqual(self.period.name, "Other")

    def test_only_a_superuser_deletes_a_student(self):
        student = self.make_student("Registered by mistake")
        with self.assertRaises(AccessError):
            student.with_user(self.school_user).unlink()
        student.with_user(self.superuser).unlink()
        self.assertFalse(student.exists())

    def test_nobody_sees_the_students_of_a_company_they_do_not_work_for(self):
        other = self.make_company("Other school")
        outsider = self.make_user("kit_outsider", "school_base.group_school_superuser", company=other)
        for model in MODELS:
            records = self._visible(model, self.superuser)
            seen = records.with_user(outsider).with_context(allowed_company_ids=other.ids)
            self.assertFalse(seen.search([("id", "in", records.ids)]), model)
            with self.assertRaises(AccessError, msg=model):
                seen.read(["display_name"])

    def test_the_menu_is_for_school_users_only(self):
        menu = self.env.ref("school_base.menu_school")
        employee = self.make_user("kit_employee")
        menus = self.env["ir.ui.menu"]
        self.assertIn(menu.id, menus.with_user(self.school_user)._visible_menu_ids())
        self.assertNotIn(menu.id, menus.with_user(employee)._visible_menu_ids())
