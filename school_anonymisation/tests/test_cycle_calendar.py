"""The days of a cycle, without Odoo: for a list in time and for late ones."""

from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..models.cycle import calendar
from .cycle_common import november, october


@tagged("post_install", "-at_install")
class TestCycleCalendar(BaseCase):
    def test_ordinary_year(self):
        self.assertEqual(calendar.plan(2026, october(1)), (october(15), october(22), november(1)))

    def test_list_a_week_before_the_first_reminder_changes_nothing(self):
        self.assertEqual(calendar.plan(2026, october(8)), (october(15), october(22), november(1)))

    def test_list_on_22_october_is_in_time_for_the_run(self):
        self.assertEqual(calendar.plan(2026, october(22))[2], november(1))

    def test_list_on_23_october_moves_the_run(self):
        self.assertEqual(calendar.plan(2026, october(23))[2], november(2))

    def test_whatever_the_day_there_are_ten_days_and_the_order_is_kept(self):
        for offset in range(92):
            listed = october(1) + timedelta(days=offset)
            first, second, run = calendar.plan(2026, listed)
            self.assertLess(listed, first)
            self.assertLess(first, second)
            self.assertGreaterEqual(run - second, calendar.LAST_MAIL_TO_RUN)
            self.assertGreaterEqual(run - listed, calendar.LIST_TO_RUN)

    def test_starts_on_the_first_of_october(self):
        saved = date(2025, 1, 1)
        self.assertFalse(calendar.may_start(date(2026, 9, 30), saved))
        self.assertTrue(calendar.may_start(october(1), saved))

    def test_late_start_until_the_end_of_the_year(self):
        saved = date(2025, 1, 1)
        self.assertTrue(calendar.may_start(date(2026, 12, 31), saved))
        self.assertFalse(calendar.may_start(date(2027, 1, 1), saved))

    def test_first_saved_on_31_october_is_in_time_for_this_year(self):
        self.assertTrue(calendar.may_start(october(31), october(31)))

    def test_first_saved_on_1_november_waits_for_next_year(self):
        self.assertFalse(calendar.may_start(november(1), november(1)))
        self.assertTrue(calendar.may_start(date(2027, 10, 1), november(1)))
