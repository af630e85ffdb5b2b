"""One bad row stops nobody: open enrolments of the gone, and the gone among many contacts."""

from odoo.exceptions import UserError

from .common import AnonymisationCase


class TestStale(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ended = cls.enrol(cls.student, cls.periods[0])
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.invalidate_all()

    def state(self, enrolment, state):
        """Leave an enrolment in a state, as a script or an older version would."""
        self.env.cr.execute("UPDATE school_enrolment SET state = %s WHERE id = %s", [state, enrolment.id])
        self.env.invalidate_all()

    def test_enrolment_in_a_period_that_has_ended_is_completed_when_erasing(self):
        self.assertEqual(self.ended.state, "completed")

    def test_daily_job_completes_what_was_left_open_and_goes_on(self):
        other = self.enrol(self.make_student("Bo Ravn"), self.periods[0])
        now = self.enrol(self.make_student("Cy Ravn"))
        self.state(self.ended, "active")
        self.env["school.enrolment"]._cron_complete_ended()
        self.assertEqual((self.ended.state, other.state, now.state), ("completed", "completed", "active"))

    def test_writing_to_many_contacts_names_those_who_are_gone(self):
        other = self.make_contact("Bo Ravn")
        both = other | self.student.partner_id
        with self.assertRaisesRegex(UserError, self.student.anonymisation_label):
            both.write({"lang": "en_US"})
        (both - self.student.partner_id).write({"comment": "x"})
        self.assertIn("x", other.comment)
