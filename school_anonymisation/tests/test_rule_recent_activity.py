"""Rule recent_activity: nothing in the last N periods that have begun, the current one being the first."""

from datetime import date, timedelta

from odoo.exceptions import ValidationError

from .common import AnonymisationCase


class TestRecentActivity(AnonymisationCase):
    def setUp(self):
        super().setUp()
        # Of eight periods, the last four count: the fourth from the end is the first that counts.
        self.first_counted = self.periods[-4]
        self.last_not_counted = self.periods[-5]

    def test_enrolment_in_the_first_counted_period_blocks(self):
        self.enrol(self.student, self.first_counted, state="completed")
        self.assertBlocked("recent_activity")

    def test_enrolment_in_the_period_before_does_not_block(self):
        self.enrol(self.student, self.last_not_counted, state="completed")
        self.assertEligible()

    def test_profile_registered_on_the_first_counted_day_blocks(self):
        self.student.registered_on = self.first_counted.date_start
        self.assertBlocked("recent_activity")

    def test_profile_registered_the_day_before_does_not_block(self):
        self.student.registered_on = self.first_counted.date_start - timedelta(days=1)
        self.assertEligible()

    def test_profile_registered_today_blocks(self):
        self.assertBlocked("recent_activity", self.make_student("Bo Ravn", registered_on=self.today))

    def test_hire_returned_in_a_counted_period_blocks(self):
        self.hire(self.student, hired_on=self.periods[0].date_start, returned_on=self.first_counted.date_start)
        self.assertBlocked("recent_activity")

    def test_hire_returned_before_does_not_block(self):
        self.hire(self.student, hired_on=self.periods[0].date_start, returned_on=self.last_not_counted.date_end)
        self.assertEligible()

    def test_waiting_list_entry_closed_in_a_counted_period_blocks(self):
        self.put_on_waiting_list(
            self.student,
            requested_on=self.periods[0].date_start,
            state="withdrawn",
            closed_on=self.first_counted.date_start,
        )
        self.assertBlocked("recent_activity")

    def test_fewer_periods_than_required_blocks_everybody(self):
        self.company.anonymisation_inactive_periods = 9
        self.assertBlocked("recent_activity")

    def test_sentence_is_right_for_one_period_and_for_several(self):
        self.student.registered_on = self.today
        for required, words in ((1, "the last teaching period."), (4, "the last 4 teaching periods.")):
            self.company.anonymisation_inactive_periods = required
            [blocker] = self.student._anonymisation_blockers()[self.student.id]
            self.assertIn(words, blocker.sentence)

    def test_sentence_says_how_many_periods_are_missing(self):
        self.company.anonymisation_inactive_periods = 9
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertIn("8 of 9", blocker.sentence)

    def test_exactly_as_many_periods_as_required_is_enough(self):
        self.company.anonymisation_inactive_periods = 8
        self.assertEligible()

    def test_period_to_come_is_not_counted(self):
        self.company.anonymisation_inactive_periods = 9
        self.make_period("2027-01-01", "2027-06-30")
        self.assertBlocked("recent_activity")
        with self.on_day(date(2027, 1, 1)):
            self.assertEligible()

    def test_short_period_does_not_count(self):
        self.company.anonymisation_inactive_periods = 9
        self.make_period("2027-01-01", "2027-01-13", "Winter camp")
        with self.on_day(date(2027, 2, 1)):
            self.assertBlocked("recent_activity")

    def test_period_as_long_as_the_setting_counts(self):
        self.company.anonymisation_inactive_periods = 9
        self.make_period("2027-01-01", "2027-01-14", "Winter term")
        with self.on_day(date(2027, 2, 1)):
            self.assertEligible()

    def test_enrolment_in_a_short_period_is_activity(self):
        camp = self.make_period("2027-01-01", "2027-01-05", "Winter camp")
        self.enrol(self.student, camp, state="completed")
        with self.on_day(date(2027, 2, 1)):
            self.assertBlocked("recent_activity")

    def test_tells_which_periods_count(self):
        camp = self.make_period("2027-01-01", "2027-01-05", "Winter camp")
        self.assertEqual(self.company._anonymisation_periods_that_count(), (self.periods, camp))

    def test_shortest_period_is_a_number_of_days(self):
        for days in (0, -1, 367):
            with self.assertRaises(ValidationError):
                self.company.anonymisation_shortest_period_days = days

    def test_cancelled_enrolment_to_come_does_not_block(self):
        self.enrol(self.student, self.make_period("2027-01-01", "2027-06-30"), state="cancelled")
        self.assertEligible()

    def test_branch_is_judged_by_the_periods_of_its_parent_company(self):
        branch = self.make_company("Branch", parent_id=self.company.id)
        branch.anonymisation_inactive_periods = 4
        stranger = self.make_student("Bo Ravn", company_id=branch.id)
        self.assertEligible(stranger)
        self.assertEqual(stranger.anonymisation_last_period, f"Before {self.periods[0].name}")
        stranger.registered_on = self.first_counted.date_start
        self.assertBlocked("recent_activity", stranger)
        self.assertEqual(stranger.anonymisation_last_period, self.first_counted.name)

    def test_student_is_judged_by_the_company_it_moved_to(self):
        company = self.make_company("Another school")
        company.anonymisation_inactive_periods = 4
        self.student.company_id = company
        self.assertBlocked("recent_activity")
        self.make_periods(4, company)
        self.assertEligible()

    def test_number_never_saved_blocks_everybody(self):
        self.env.cr.execute("UPDATE res_company SET anonymisation_inactive_periods = 0 WHERE id = %s", self.company.ids)
        self.company.invalidate_recordset()
        self.assertBlocked("recent_activity")
        sentence = self.student._anonymisation_blockers()[self.student.id][0].sentence
        self.assertIn("has not decided yet", sentence)

    def test_each_company_is_judged_by_its_own_periods(self):
        company = self.make_company("Another school")
        company.anonymisation_inactive_periods = 4
        stranger = self.make_student("Bo Ravn", company_id=company.id)
        self.assertBlocked("recent_activity", stranger)
        self.make_periods(4, company)
        self.assertEligible(stranger)
        self.assertEligible()

    def test_each_company_is_judged_by_its_own_number(self):
        company = self.make_company("Another school")
        company.anonymisation_inactive_periods = 5
        self.make_periods(8, company)
        registered = self.first_counted.date_start - timedelta(days=1)
        stranger = self.make_student("Bo Ravn", company_id=company.id, registered_on=registered)
        self.student.registered_on = registered
        self.assertEligible()
        self.assertBlocked("recent_activity", stranger)

    def test_tells_from_when_the_profile_is_eligible(self):
        self.enrol(self.student, self.first_counted, state="completed")
        self.make_period("2027-01-01", "2027-06-30")
        self.assertIn("01/01/2027", self.student.anonymisation_explanation)

    def test_tells_that_periods_are_missing_in_the_calendar(self):
        self.enrol(self.student, self.first_counted, state="completed")
        self.assertIn("further teaching periods", self.student.anonymisation_explanation)

    def test_does_not_promise_a_day_when_more_than_time_is_missing(self):
        self.enrol(self.student)
        self.make_period("2027-01-01", "2027-06-30")
        self.assertEqual(self.student._anonymisation_eligible_from(), "")

    def test_context_can_only_ask_for_more(self):
        self.enrol(self.student, self.last_not_counted, state="completed")
        stricter = self.student.with_context(anonymisation_periods_at_least=5)
        self.assertEqual(stricter._anonymisation_codes()[self.student.id], ["recent_activity"])
        weaker = self.student.with_context(anonymisation_periods_at_least=1)
        self.enrol(self.student, self.first_counted, self.make_course(), state="completed")
        self.assertEqual(weaker._anonymisation_codes()[self.student.id], ["recent_activity"])
