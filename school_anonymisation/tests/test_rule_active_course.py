"""Rule active_course: a course counts until the last day of its teaching period."""

from datetime import timedelta

from .common import AnonymisationCase


class TestActiveCourse(AnonymisationCase):
    # Enrolments in old periods, so that no other rule holds the student back.
    required = 1

    def setUp(self):
        super().setUp()
        self.enrolment = self.enrol(self.student, self.periods[0])
        self.last_day = self.periods[0].date_end

    def test_active_on_last_day_of_period_blocks(self):
        with self.on_day(self.last_day):
            self.assertIn("active_course", self.codes())

    def test_active_the_day_after_the_period_does_not_block(self):
        with self.on_day(self.last_day + timedelta(days=1)):
            self.assertNotIn("active_course", self.codes())

    def test_active_in_a_period_to_come_blocks(self):
        self.enrol(self.student, self.make_period("2027-01-01", "2027-06-30"))
        self.assertIn("active_course", self.codes())

    def test_completed_in_the_current_period_does_not_block(self):
        self.enrol(self.student, self.period, self.make_course(), state="completed")
        self.assertNotIn("active_course", self.codes())

    def test_cancelled_in_the_current_period_does_not_block(self):
        self.enrol(self.student, self.period, self.make_course(), state="cancelled")
        self.assertNotIn("active_course", self.codes())

    def test_sentence_names_the_course(self):
        current = self.enrol(self.student)
        blocker = self.student._anonymisation_blockers()[self.student.id][0]
        self.assertIn("Violin", blocker.sentence)
        self.assertEqual(blocker.records, current)

    def test_last_day_is_counted_in_the_company_time_zone(self):
        self.company.partner_id.tz = "Pacific/Auckland"
        # 11:30 UTC on the last day is half past midnight of the next one in Auckland.
        with self.on_day(self.last_day, hour=13):
            self.assertNotIn("active_course", self.codes())
        self.company.partner_id.tz = "America/Los_Angeles"
        with self.on_day(self.last_day + timedelta(days=1), hour=5):
            self.assertIn("active_course", self.codes())
