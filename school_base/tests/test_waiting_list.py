# The waiting list: offered, enrolled, withdrawn; closed when it is over.
from datetime import timedelta

from odoo.tests import Form

from .common import SchoolCase


class TestWaitingList(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student()
        cls.entry = cls.put_on_waiting_list(cls.student).with_user(cls.school_user)

    def test_an_entry_is_open_until_it_is_enrolled_or_withdrawn(self):
        self.assertFalse(self.entry.closed_on)
        self.entry.action_offer()
        self.assertEqual(self.entry.state, "offered")
        self.assertFalse(self.entry.closed_on)

    def test_withdrawing_closes_the_entry_today(self):
        self.entry.action_withdraw()
        self.assertEqual(self.entry.state, "withdrawn")
        self.assertEqual(self.entry.closed_on, self.today)

    def test_enrolling_asks_for_the_period_and_closes_the_entry(self):
        action = self.entry.action_enrol()
        wizard = Form(self.env[action["res_model"]].with_user(self.school_user).with_context(**action["context"]))
        self.assertEqual(wizard.period_id, self.period)
        wizard.save().action_enrol()
        self.assertEqual(self.student.enrolment_ids.course_id, self.course)
        self.assertEqual(self.student.enrolment_ids.period_id, self.period)
        self.assertEqual(self.entry.state, "enrolled")
        self.assertEqual(self.entry.closed_on, self.today)

    def test_a_full_course_leaves_the_entry_open(self):
        self.course.capacity = 1
        self.enrol(self.make_student("Other"))
        with self.assertRefused("is full"):
            self.entry._enrol(self.period)
        self.assertEqual(self.entry.state, "waiting")

    def test_a_closed_entry_is_not_closed_again(self):
        self.entry.action_withdraw()
        for action in (
            self.entry.action_offer,
            self.entry.action_withdraw,
            self.entry.action_enrol,
        ):
            with self.assertRefused("no longer on the waiting list"):
                action()

    def test_a_closing_date_before_the_request_is_refused(self):
        with self.assertRefused("cannot be closed before it was requested"):
            self.entry.write({"state": "withdrawn", "closed_on": self.today - timedelta(days=1)})

    def test_an_open_entry_has_no_closing_date(self):
        with self.assertRefused("closing date exactly when"):
            self.entry.closed_on = self.today

    def test_a_student_waits_once_for_a_course(self):
        with self.assertRefused("already on the waiting list for this course"):
            self.put_on_waiting_list(self.student)

    def test_a_student_who_withdrew_may_wait_again(self):
        self.entry.action_withdraw()
        self.assertTrue(self.put_on_waiting_list(self.student))
