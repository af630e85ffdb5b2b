"""What was missed is made up for, once and in order; a late list moves the run."""

from datetime import date
from unittest.mock import patch

from odoo.tools import SQL

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleLate(CycleCase):
    def kinds(self):
        return self.cycle.mail_ids.mapped("kind")

    def test_server_down_from_september_to_november_starts_with_the_list(self):
        self.play(date(2026, 9, 25))
        sent = self.play_days(november(5), november(20))
        self.assertEqual([day for day, _mail in sent], [november(5), november(8), november(11), november(15)])
        self.assertEqual(self.cycle.run_on, november(15))
        self.assertTrue(self.student.anonymised)

    def test_late_list_says_to_when_the_run_has_moved(self):
        [mail] = self.play(november(5))
        self.assertIn("This list is later than usual", self.text(mail))
        self.assertIn("November 15, 2026", self.text(mail))

    def test_list_in_time_says_nothing_of_being_late(self):
        [mail] = self.play(october(1))
        self.assertNotIn("later than usual", self.text(mail))
        self.assertIn("November 1, 2026", self.text(mail))

    def test_server_down_from_10_to_22_october_sends_both_reminders_on_two_days(self):
        self.play_days(october(1), october(9))
        sent = self.play_days(october(22), november(2))
        self.assertEqual([day for day, _mail in sent], [october(22), october(23), november(1)])
        self.assertEqual(self.kinds(), ["list", "reminder_1", "reminder_2", "report"])

    def test_weeks_of_silence_until_after_the_run_leave_time_after_the_reminders(self):
        self.play(october(1))
        sent = self.play_days(november(20), november(26))
        self.assertEqual([day for day, _mail in sent], [november(20), november(21), november(24)])
        self.assertEqual(self.kinds(), ["list", "reminder_1", "reminder_2", "report"])

    def test_late_reminder_that_moves_the_run_says_to_when(self):
        self.play(october(1))
        [mail] = self.play(november(20))
        self.assertIn("November 24, 2026", self.text(mail))

    def test_one_step_a_day_however_often_the_job_runs(self):
        self.play(october(1))
        for _run in range(3):
            self.play(november(20), jobs=[ADVANCE])
        self.assertEqual(self.kinds(), ["list", "reminder_1"])

    def test_year_let_go_by_is_not_made_up_for_in_january(self):
        self.assertFalse(self.play(date(2027, 1, 1)))

    def save_on(self, day):
        self.company.anonymisation_first_saved_on = False
        self.env.cr.execute(
            SQL("UPDATE res_company SET anonymisation_inactive_periods = 0 WHERE id = %s", self.company.id)
        )
        self.env.invalidate_all()
        with self.on_day(day):
            self.env["school.anonymisation.settings"].with_user(self.officer).save_settings(
                {"anonymisation_inactive_periods": "4"}
            )

    def test_first_saved_on_20_october_has_its_run_on_1_november(self):
        self.save_on(october(20))
        sent = self.play_days(october(20), november(2))
        self.assertEqual([day for day, _mail in sent], [october(20), october(24), october(28), november(1)])

    def test_first_saved_on_31_october_has_its_run_ten_days_later(self):
        self.save_on(october(31))
        self.play(october(31))
        self.assertEqual(self.cycle.run_on, november(10))

    def test_first_saved_on_2_november_waits_for_next_october(self):
        self.save_on(november(2))
        self.assertFalse(self.play_days(november(2), november(12)))
        self.assertEqual(len(self.play(date(2027, 10, 1))), 1)

    def test_saving_again_in_november_does_not_count_as_the_first_time(self):
        with self.on_day(november(3)):
            self.company.anonymisation_inactive_periods = 3
        self.assertEqual(self.company.anonymisation_first_saved_on, self.saved_on)

    def test_list_that_arrives_late_moves_the_run(self):
        for day in (1, 15, 22):
            self.play(october(day), refuse=["officer@school.example"])
        self.play(october(31))
        [mail] = self.play(november(1))
        self.assertIn("November 10, 2026", self.text(mail))
        self.assertFalse(self.student.anonymised)
        self.play(november(10))
        self.assertTrue(self.student.anonymised)

    def test_company_locked_by_another_worker_is_left_to_it(self):
        company = self.env.ref("base.main_company")
        cycles = self.env["school.anonymisation.cycle"]
        with (
            self.registry.cursor() as other_worker,
            patch.object(type(cycles), "_is_due", lambda *_args: True),
        ):
            other_worker.execute(SQL("SELECT id FROM res_company WHERE id = %s FOR NO KEY UPDATE", company.id))
            cycles._advance_company(company)
            self.assertFalse(cycles.search([("company_id", "=", company.id)]))
            other_worker.rollback()
            cycles._advance_company(company)
            self.assertTrue(cycles.search([("company_id", "=", company.id)]))
