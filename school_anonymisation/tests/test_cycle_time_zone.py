"""The days are the school's own, wherever it is; tested at the edges of days and when clocks change."""

from datetime import date, datetime, timedelta

import pytz

from odoo.tests import freeze_time

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleTimeZone(CycleCase):
    def at(self, zone, day, hour, minute=0):
        """Advance at a local time of a zone in which the company is."""
        self.company.partner_id.tz = zone
        local = pytz.timezone(zone).localize(
            datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)
        )
        utc = local.astimezone(pytz.utc).replace(tzinfo=None)
        with freeze_time(utc):
            self.env["school.anonymisation.cycle"]._advance_company(self.company)
        return self.cycle.state

    def check_list_on_the_first(self, zone):
        self.assertFalse(self.at(zone, date(2026, 9, 30), 23, 59))
        self.assertEqual(self.at(zone, october(1), 0, 1), "announced")
        self.assertEqual(self.cycle.list_on, october(1))

    def test_list_in_copenhagen(self):
        self.check_list_on_the_first("Europe/Copenhagen")

    def test_list_in_auckland(self):
        self.check_list_on_the_first("Pacific/Auckland")

    def test_list_in_los_angeles(self):
        self.check_list_on_the_first("America/Los_Angeles")

    def check_run_on_the_first(self, zone):
        self.at(zone, october(1), 12)
        self.at(zone, october(15), 12)
        self.at(zone, october(22), 12)
        self.cycle.mail_ids.write({"state": "sent", "sent_on": october(1)})
        self.assertEqual(self.at(zone, october(31), 23, 59), "reminded_2")
        self.assertEqual(self.at(zone, november(1), 0, 1), "running")

    def test_run_in_copenhagen(self):
        self.check_run_on_the_first("Europe/Copenhagen")

    def test_run_in_auckland(self):
        self.check_run_on_the_first("Pacific/Auckland")

    def test_run_in_los_angeles_on_the_night_that_clocks_change(self):
        # In 2026, clocks go back at 2 o'clock on 1 November.
        self.check_run_on_the_first("America/Los_Angeles")

    def test_hour_that_comes_twice_sends_nothing_twice(self):
        self.at("Europe/Copenhagen", october(1), 12)
        self.cycle.reminder_1_on = october(25)
        with freeze_time("2026-10-25 00:30:00"):
            self.env["school.anonymisation.cycle"]._advance_company(self.company)
        with freeze_time("2026-10-25 01:30:00"):
            self.env["school.anonymisation.cycle"]._advance_company(self.company)
        self.assertEqual(self.cycle.mail_ids.mapped("kind"), ["list", "reminder_1"])

    def test_two_companies_each_on_their_own_day(self):
        far = self.make_company("Far school", anonymisation_inactive_periods=4)
        far.anonymisation_first_saved_on = self.saved_on
        far.partner_id.tz = "Pacific/Auckland"
        self.make_periods(8, far)
        self.make_officer(company=far)
        self.play(date(2026, 9, 30), hour=20, jobs=[ADVANCE])
        cycles = self.env["school.anonymisation.cycle"].search([("company_id", "in", (far | self.company).ids)])
        self.assertEqual(cycles.company_id, far)

    def test_ten_days_are_counted_in_days_not_hours(self):
        self.assertEqual(self.at("Europe/Copenhagen", october(31), 23), "announced")
        self.assertEqual(self.cycle.run_on, october(31) + timedelta(days=10))
