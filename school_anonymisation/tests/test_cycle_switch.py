"""A school switches the automatic run off and on; who did is in the log, and by hand stays possible."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from .cycle_common import ADVANCE, QUEUE, CycleCase, november, october


class TestCycleSwitch(CycleCase):
    def switch(self, on, day=None):
        with self.on_day(day or self.today):
            self.company.with_user(self.officer).sudo().anonymisation_automatic = on

    def lines(self):
        return self.env["school.anonymisation.log"].search([("kind", "in", ("switched_off", "switched_on"))])

    def test_switched_off_nothing_goes_out_and_nobody_is_anonymised(self):
        self.switch(False)
        self.assertFalse(self.play_days(october(1), october(2)))
        self.play(november(1))
        self.assertFalse(self.cycle)
        self.assertFalse(self.student.anonymised)

    def test_by_hand_stays_possible(self):
        self.switch(False)
        self.anonymise()
        self.assertTrue(self.student.anonymised)

    def test_switched_off_in_october_pauses_the_cycle(self):
        self.play_until_run()
        self.switch(False, october(25))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "switched_off"))
        self.play_days(october(31), november(2))
        self.assertFalse(self.student.anonymised)

    def test_paused_by_the_switch_is_not_resumed_beside_it(self):
        self.play(october(1))
        self.switch(False, october(5))
        with self.assertRaisesRegex(UserError, "switched off"):
            self.cycle.with_user(self.officer).action_resume()

    def test_switched_on_again_goes_on_with_ten_days_at_least(self):
        self.play_until_run()
        self.switch(False, october(25))
        self.switch(True, november(5))
        self.play(november(14))
        self.assertFalse(self.student.anonymised)
        self.play(november(15))
        self.assertTrue(self.student.anonymised)

    def switch_while_it_runs(self, *jobs):
        """Begin the run on 1 November by these jobs, switch it off, and on again on the 20th."""
        self.play(november(1), jobs=[ADVANCE, *jobs])
        self.assertEqual(self.cycle.state, "running")
        self.switch(False, november(1))
        self.switch(True, november(20))

    def test_run_that_was_switched_off_at_work_goes_on_with_ten_days_at_least(self):
        self.play_until_run()
        self.switch_while_it_runs()
        [moved] = self.play(november(20))
        self.assertIn("November 30, 2026", self.text(moved))
        self.play_days(november(21), november(29))
        self.assertFalse(self.student.anonymised)
        self.play(november(30))
        self.assertTrue(self.student.anonymised)
        self.assertEqual(self.cycle.state, "done")

    def test_second_part_that_was_switched_off_at_work_goes_on_with_ten_days_at_least(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.play(november(1))
        self.play(november(11), jobs=[ADVANCE])
        self.switch(False, november(11))
        self.switch(True, november(20))
        self.assertEqual((self.cycle.state, self.cycle.second_on), ("second", november(30)))
        self.play_days(november(20), november(29))
        self.assertFalse(nanna.anonymised)
        self.play(november(30))
        self.assertTrue(nanna.anonymised)

    def test_who_was_told_to_be_in_the_second_part_goes_with_the_run_that_was_switched_off(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.switch_while_it_runs(QUEUE)
        self.assertEqual((self.row(nanna).state, self.cycle.second_on), ("candidate", False))
        self.play_days(november(20), november(29))
        self.assertFalse(nanna.anonymised)
        self.play(november(30))
        self.assertTrue(self.student.anonymised and nanna.anonymised)
        self.assertEqual(self.cycle.state, "done")

    def test_of_whom_no_list_had_left_when_the_run_was_switched_off_goes_in_a_second_part(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.switch_while_it_runs()
        self.play_days(november(20), november(30))
        self.assertTrue(self.student.anonymised)
        self.assertFalse(nanna.anonymised)
        self.play(november(30) + timedelta(days=10))
        self.assertTrue(nanna.anonymised)

    def test_who_becomes_eligible_after_the_run_that_was_switched_off_is_next_years(self):
        self.make_student("Bo Lund")
        self.play_until_run()
        with self.on_day(october(31)):
            self.hire(self.student)
        self.switch_while_it_runs()
        late = self.make_student("Lone Late")
        self.play_days(november(20), november(30))
        self.assertFalse(self.row(late))
        self.assertEqual((self.cycle.state, self.cycle.anonymised_count, self.cycle.skipped_count), ("done", 1, 1))

    def test_who_failed_before_the_run_was_switched_off_waits_like_the_others(self):
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        self.row()._note_failed({self.student.id: "res.partner.name"}, november(1))
        self.switch(False, november(1))
        self.switch(True, november(20))
        self.assertEqual(self.row().state, "candidate")
        self.play_days(november(20), november(29))
        self.assertFalse(self.student.anonymised)
        self.play(november(30))
        self.assertTrue(self.student.anonymised)

    def test_stopped_by_hand_stays_stopped_when_the_run_is_switched_on(self):
        self.play(october(1))
        self.cycle._stop("paused", "by_hand", "The board decides first")
        self.switch(False, october(5))
        self.switch(True, october(6))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "by_hand"))

    def test_last_years_cycle_is_over_when_the_run_is_switched_on(self):
        self.play_until_run()
        self.switch(False, october(25))
        self.switch(True, november(5).replace(year=2027, month=2))
        self.assertEqual(self.cycle.state, "cancelled")

    def test_who_and_when_stand_in_the_log(self):
        self.switch(False, october(25))
        self.switch(True, november(5))
        lines = self.lines()
        self.assertEqual(lines.mapped("kind"), ["switched_on", "switched_off"])
        self.assertEqual(lines.user_id, self.officer)
        self.assertEqual(lines.mapped("month"), ["2026-11", "2026-10"])
        self.assertEqual(self.company.anonymisation_automatic_by_id, self.officer)
        self.assertEqual(self.company.anonymisation_automatic_on, november(5))
        self.assertFalse(self.env["school.anonymisation.log"]._first_broken_line())

    def test_saving_without_a_change_is_no_line(self):
        self.switch(True)
        self.assertFalse(self.lines())

    def test_nobody_else_switches(self):
        administrator = self.make_user("kit_administrator", "base.group_system")
        for user in (self.school_user, self.superuser, administrator):
            with self.assertRaises(AccessError):
                self.company.with_user(user).anonymisation_automatic = False
