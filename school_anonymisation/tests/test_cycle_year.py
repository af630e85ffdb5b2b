"""The year as it is meant: list, two reminders, run, report; each once, in order, on its day."""

from datetime import date

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleYear(CycleCase):
    def test_nothing_happens_before_the_first_of_october(self):
        self.assertFalse(self.play(date(2026, 9, 30)))
        self.assertFalse(self.cycle)

    def test_year_of_a_server_that_never_sleeps(self):
        sent = self.play_days(october(1), november(3))
        self.assertEqual([day for day, _mail in sent], [october(1), october(15), october(22), november(1)])
        self.assertEqual({self.to(mail) for _day, mail in sent}, {"officer@school.example"})
        self.assertEqual(self.cycle.state, "done")
        self.assertEqual(self.row().state, "anonymised")
        self.assertTrue(self.student.anonymised)

    def test_states_in_their_order(self):
        for day, state in ((1, "announced"), (14, "announced"), (15, "reminded_1"), (21, "reminded_1")):
            self.play(october(day))
            self.assertEqual(self.cycle.state, state)
        self.play(october(22))
        self.assertEqual(self.cycle.state, "reminded_2")
        self.play(october(31))
        self.assertEqual(self.cycle.state, "reminded_2")
        self.play(november(1), jobs=[ADVANCE])
        self.assertEqual(self.cycle.state, "running")
        self.play(november(1))
        self.assertEqual(self.cycle.state, "done")

    def test_job_run_twice_a_day_sends_nothing_twice(self):
        self.assertEqual(len(self.play(october(1))), 1)
        self.assertFalse(self.play(october(1)))
        self.assertEqual(len(self.play(october(15))), 1)
        self.assertFalse(self.play(october(15), hour=18))

    def test_student_is_not_anonymised_before_the_run(self):
        self.play_until_run()
        self.play(october(31))
        self.assertFalse(self.student.anonymised)

    def test_next_year_has_a_cycle_of_its_own(self):
        self.play_until_run()
        self.play(november(1))
        self.play(date(2027, 10, 1))
        cycles = self.env["school.anonymisation.cycle"].search([("company_id", "=", self.company.id)])
        self.assertEqual(cycles.mapped("year"), [2027, 2026])
        self.assertEqual(cycles.mapped("state"), ["announced", "done"])

    def test_paused_cycle_of_last_year_gives_way_to_the_next(self):
        self.play(october(1))
        self.cycle._stop("paused", "by_hand", "Waiting for the board")
        old = self.cycle
        self.play(date(2027, 10, 1))
        self.assertEqual(old.state, "cancelled")
        self.assertEqual(old.stop_code, "replaced")
        self.assertEqual(self.cycle.year, 2027)

    def test_leap_year(self):
        sent = [day for day, _mail in self.play_days(date(2028, 10, 1), date(2028, 11, 2))]
        self.assertEqual(sent, [date(2028, 10, 1), date(2028, 10, 15), date(2028, 10, 22), date(2028, 11, 1)])

    def test_company_without_teaching_periods_has_no_cycle(self):
        self.periods.unlink()
        self.assertFalse(self.play(october(1)))
        self.assertFalse(self.cycle)

    def test_company_whose_teaching_periods_are_too_short_to_count_has_no_cycle(self):
        self.company.anonymisation_shortest_period_days = 366
        self.assertFalse(self.play(october(1)))
        self.assertFalse(self.cycle)

    def test_branch_has_a_cycle_by_the_periods_of_its_parent_company(self):
        branch = self.make_company("Branch", parent_id=self.company.id, anonymisation_inactive_periods=4)
        branch.anonymisation_first_saved_on = self.saved_on
        stranger = self.make_student("Bo Ravn", company_id=branch.id)
        self.make_officer(company=branch)
        self.play(october(1))
        cycle = self.env["school.anonymisation.cycle"].search([("company_id", "=", branch.id)])
        self.assertEqual(cycle.candidate_ids.student_id, stranger)

    def test_list_goes_out_once_there_are_teaching_periods(self):
        self.periods.unlink()
        self.play(october(1))
        self.make_periods(8)
        self.assertEqual(len(self.play(october(3))), 1)
        self.assertEqual(self.cycle.list_on, october(3))

    def test_company_that_has_not_saved_a_number_has_no_cycle(self):
        other = self.make_company("Another school")
        self.make_officer(company=other)
        self.make_periods(8, other)
        self.play(october(1))
        self.assertFalse(self.env["school.anonymisation.cycle"].search([("company_id", "=", other.id)]))

    def test_empty_list_is_told_too(self):
        self.enrol(self.student)
        [mail] = self.play(october(1))
        self.assertIn("Nobody is on the list at present", self.text(mail))
