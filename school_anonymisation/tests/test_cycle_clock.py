"""A clock that is wrong for an hour: no year is lost by it, and nobody goes whose list is not old enough."""

from datetime import date

from odoo.fields import Domain

from .cycle_common import ADVANCE, CycleCase, november, october

AHEAD = "odoo.addons.school_anonymisation.models.cycle.ahead"
FALSE_OCTOBER = date(2027, 10, 10)


class TestCycleClock(CycleCase):
    @property
    def cycles(self):
        return self.env["school.anonymisation.cycle"].search(Domain("company_id", "=", self.company.id))

    def states_by_year(self):
        return {cycle.year: cycle.state for cycle in self.cycles}

    def of_year(self, year):
        return self.cycles.filtered(lambda cycle: cycle.year == year)

    def undo(self, day):
        """Play the day after the one on which the clock was right again."""
        with self.assertLogs(AHEAD, "ERROR"):
            return self.play(day)

    def false_october(self):
        """Send the list of 2026; on 10 October the clock shows October 2027 for an hour."""
        self.play(october(1))
        self.play(FALSE_OCTOBER)
        self.assertEqual(self.states_by_year(), {2027: "announced", 2026: "cancelled"})
        self.assertFalse(self.play(october(10), hour=14))

    def test_year_that_gave_way_goes_on_where_it_was(self):
        self.false_october()
        self.undo(october(11))
        self.assertEqual(self.states_by_year(), {2026: "announced"})
        self.assertFalse(self.cycle.stop_code)
        self.assertEqual(len(self.play(october(15))), 1)
        self.assertEqual(len(self.play(october(22))), 1)
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_nothing_is_undone_on_the_day_itself_as_nobody_knows_yet_which_clock_was_wrong(self):
        self.false_october()
        self.assertEqual(self.states_by_year(), {2027: "announced", 2026: "cancelled"})

    def test_next_years_list_goes_out_in_its_time(self):
        self.false_october()
        self.undo(october(11))
        for day in (october(15), october(22), november(1)):
            self.play(day)
        nanna = self.make_student("Nanna Ny")
        [mail] = self.play(date(2027, 10, 1))
        self.assertIn("Nanna Ny", self.text(mail))
        self.assertEqual(self.of_year(2027).list_on, date(2027, 10, 1))
        todo = self.env["school.anonymisation.alert"].search([("code", "=", "look_at_list 2027")])
        self.assertTrue(todo.activity_id.active)
        self.assertFalse(nanna.anonymised)

    def test_jump_in_december_costs_next_year_nothing(self):
        self.play_until_run()
        self.play(november(1))
        self.play(date(2027, 12, 10))
        self.play(date(2026, 12, 31))
        self.undo(date(2027, 1, 1))
        self.assertEqual(self.states_by_year(), {2026: "done"})
        self.assertEqual(len(self.play(date(2027, 10, 1))), 1)

    def test_year_that_was_paused_by_hand_stays_paused(self):
        self.play(october(1))
        self.cycle._stop("paused", "by_hand", "Waiting for the board")
        self.play(FALSE_OCTOBER)
        self.play(october(10), hour=14)
        self.undo(october(11))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "by_hand"))
        self.assertEqual((self.cycle.stop_reason, self.cycle.resume_state), ("Waiting for the board", "announced"))

    def test_year_with_nobody_to_tell_waits_for_somebody_again(self):
        self.officer.partner_id.email = False
        self.play(october(1))
        self.play(FALSE_OCTOBER)
        self.play(october(10), hour=14)
        self.undo(october(11))
        self.assertEqual((self.cycle.year, self.cycle.state, self.cycle.stop_code), (2026, "paused", "no_recipients"))
        self.officer.partner_id.email = "officer@school.example"
        self.assertEqual(len(self.play(october(12))), 1)
        self.assertEqual(self.cycle.list_on, october(12))

    def test_mail_of_the_false_hour_that_has_not_left_never_does(self):
        self.play(october(1))
        self.play(FALSE_OCTOBER, jobs=[ADVANCE])
        queued = self.of_year(2027).mail_ids.mail_id
        self.assertTrue(queued)
        self.assertFalse(self.play(october(10), hour=14))
        self.undo(october(11))
        self.assertFalse(queued.exists())
        self.assertFalse(self.play(october(12)))

    def test_administrators_are_told_what_was_undone(self):
        administrator = self.make_user("kit_administrator", "base.group_system")
        self.false_october()
        self.undo(october(11))
        activities = self.env["mail.activity"].search([("user_id", "=", administrator.id)])
        self.assertIn("met an error", "".join(activities.mapped("summary")))

    def test_clock_that_goes_back_a_year_stops_nothing_and_begins_nothing(self):
        self.play(october(1))
        self.assertFalse(self.play(date(2025, 10, 20)))
        self.assertEqual(self.states_by_year(), {2026: "announced"})
        self.play(october(14))
        self.assertEqual(len(self.play(october(15))), 1)
        self.play(october(22))
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_clock_that_goes_back_twice_undoes_nothing(self):
        self.play(october(1))
        for back, right in ((20, 2), (28, 3)):
            self.play(date(2025, 10, back))
            self.play(october(right))
        self.assertEqual(self.states_by_year(), {2026: "announced"})
        self.assertEqual(self.cycle.list_on, october(1))

    def test_year_that_a_clock_behind_began_gives_way_to_the_right_one(self):
        self.play_until_run()
        self.play(november(1))
        bo = self.make_student("Bo Ravn")
        self.play(date(2025, 10, 5))
        self.assertEqual(self.states_by_year(), {2026: "done", 2025: "announced"})
        for day in range(16, 30):
            self.play(november(day))
        self.assertEqual(self.states_by_year(), {2026: "done", 2025: "cancelled"})
        self.assertFalse(bo.anonymised)

    def test_year_in_which_somebody_was_anonymised_stays(self):
        self.play_until_run()
        self.play(november(1))
        done = self.cycle
        self.play(date(2026, 3, 1))
        self.play(date(2026, 3, 2))
        self.assertEqual(self.cycles, done)
