# The daily job completes enrolments whose teaching period has ended.
from datetime import timedelta

from .common import SchoolCase


class TestCompletion(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enrolment = cls.enrol(cls.make_student())
        cls.last_day = cls.period.date_end

    def _run_job(self, day, hour=12):
        self.run_job("school_base.cron_complete_ended_enrolments", day, hour)

    def test_an_enrolment_stays_active_on_the_last_day_of_its_period(self):
        self._run_job(self.last_day)
        self.assertEqual(self.enrolment.state, "active")

    def test_an_enrolment_is_completed_the_day_after(self):
        self._run_job(self.last_day + timedelta(days=1))
        self.assertEqual(self.enrolment.state, "completed")

    def test_the_day_is_the_companys_own(self):
        self._run_job(self.last_day, hour=23)
        self.assertEqual(self.enrolment.state, "completed")

    def test_a_cancelled_enrolment_stays_cancelled(self):
        self.enrolment.action_cancel()
        self._run_job(self.last_day + timedelta(days=1))
        self.assertEqual(self.enrolment.state, "cancelled")

    def test_a_course_over_its_capacity_is_completed_too(self):
        self.enrol(self.make_student("Second"))
        self.course.capacity = 1
        self._run_job(self.last_day + timedelta(days=1))
        self.assertEqual(self.enrolment.state, "completed")
