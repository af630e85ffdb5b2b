"""A school switches the automatic run off and on; who did is in the log, and by hand stays possible."""

from odoo.exceptions import AccessError, UserError

from .cycle_common import CycleCase, november, october


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
