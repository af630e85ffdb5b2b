# The date of a student's last activity, from each of its sources.
from datetime import date, timedelta

from .common import SchoolCase

LATER = date(2026, 9, 1)
LATEST = date(2026, 9, 20)


class TestLastActivity(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student(registered_on=date(2020, 1, 1))

    def test_registration_alone_is_activity(self):
        self.assertEqual(self.student.last_activity_date, date(2020, 1, 1))
        self.student.registered_on = LATER
        self.assertEqual(self.student.last_activity_date, LATER)

    def test_an_enrolment_counts_until_its_period_ends_whatever_its_state(self):
        for state in ("active", "completed", "cancelled"):
            student = self.make_student(state)
            self.enrol(student, state=state)
            self.assertEqual(student.last_activity_date, self.period.date_end)

    def test_an_enrolment_that_was_cancelled_before_its_period_began_is_none(self):
        coming = self.make_period("2027-01-01", "2027-06-30")
        enrolment = self.enrol(self.student, coming)
        self.assertEqual(self.student.last_activity_date, coming.date_end)
        enrolment.action_cancel()
        self.assertEqual(self.student.last_activity_date, date(2020, 1, 1))
        with self.on_day(date(2027, 3, 1)):
            self.student._compute_last_activity_date()
            self.assertEqual(self.student.last_activity_date, date(2020, 1, 1))

    def test_an_enrolment_that_was_cancelled_on_the_first_day_of_its_period_counts(self):
        coming = self.make_period("2027-01-01", "2027-06-30")
        enrolment = self.enrol(self.student, coming)
        with self.on_day(coming.date_start):
            enrolment.action_cancel()
            self.assertEqual(self.student.last_activity_date, coming.date_end)

    def test_an_enrolment_that_is_taken_up_again_counts_again(self):
        coming = self.make_period("2027-01-01", "2027-06-30")
        enrolment = self.enrol(self.student, coming)
        enrolment.action_cancel()
        enrolment.action_reactivate()
        self.assertEqual(self.student.last_activity_date, coming.date_end)

    def test_moving_a_periods_end_moves_the_date(self):
        self.enrol(self.student)
        self.period.date_end -= timedelta(days=7)
        self.assertEqual(self.student.last_activity_date, self.period.date_end)

    def test_removing_an_enrolment_takes_its_date_back(self):
        self.enrol(self.student).unlink()
        self.assertEqual(self.student.last_activity_date, date(2020, 1, 1))

    def test_a_current_hire_counts_on_the_day_it_began(self):
        self.hire(self.student, hired_on=LATER)
        self.assertEqual(self.student.last_activity_date, LATER)

    def test_a_returned_hire_counts_on_the_day_of_its_return(self):
        self.hire(self.student, hired_on=LATER, returned_on=LATEST)
        self.assertEqual(self.student.last_activity_date, LATEST)

    def test_an_open_waiting_list_entry_counts_on_the_day_of_the_request(self):
        self.put_on_waiting_list(self.student, requested_on=LATER)
        self.assertEqual(self.student.last_activity_date, LATER)

    def test_a_closed_waiting_list_entry_counts_on_the_day_it_closed(self):
        entry = self.put_on_waiting_list(self.student, requested_on=LATER)
        entry.action_withdraw()
        self.assertEqual(self.student.last_activity_date, self.today)

    def test_the_latest_source_wins(self):
        self.enrol(self.student, period=self.periods[0])
        self.hire(self.student, hired_on=LATER)
        self.put_on_waiting_list(self.student, requested_on=LATEST)
        self.assertEqual(self.student.last_activity_date, LATEST)

    def test_time_passing_changes_nothing(self):
        self.hire(self.student, hired_on=LATER)
        with self.on_day(date(2030, 1, 1)):
            self.student._compute_last_activity_date()
            self.assertEqual(self.student.last_activity_date, LATER)
