"""Relatives who should have a profile, and had none made when they were linked, get it from the daily job."""

from .cycle_common import ADVANCE, CycleCase, october


class TestMissingGuardians(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teacher = cls.make_user("kit_teacher")
        cls.link_of_teacher = cls.link(cls.student, cls.teacher.partner_id)

    def leave_the_staff(self):
        self.teacher.group_ids = self.env.ref("base.group_portal")

    def test_who_has_left_the_staff_gets_a_profile_as_old_as_the_link(self):
        self.leave_the_staff()
        self.play(october(2), jobs=[ADVANCE])
        profile = self.teacher.partner_id.student_ids
        self.assertEqual((profile.kind, profile.registered_on), ("guardian", self.link_of_teacher.date_start))

    def test_who_works_here_gets_none(self):
        self.play(october(2), jobs=[ADVANCE])
        self.assertFalse(self.teacher.partner_id.student_ids)

    def test_whose_profile_cannot_be_made_stops_nobody_and_is_told(self):
        administrator = self.make_user("kit_administrator", "base.group_system")
        home = self.make_contact("Lone Ravn", is_company=True)
        self.link(self.make_student("Bo Ravn"), home)
        home.write({"is_company": False, "company_id": self.make_company("Another school").id})
        self.leave_the_staff()
        with self.assertLogs("odoo.addons.school_anonymisation.models.cycle.steps") as logs:
            self.assertEqual(len(self.play(october(1))), 1)
        self.assertNotIn("Lone Ravn", "".join(logs.output))
        self.assertFalse(home.student_ids)
        self.assertTrue(self.teacher.partner_id.student_ids)
        alerts = self.env["mail.activity"].search([("user_id", "=", administrator.id)])
        self.assertIn(self.company.name, alerts.filtered(lambda one: "met an error" in one.summary).summary)
