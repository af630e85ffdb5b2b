"""The month in profile and log is the school's own, whatever the time zone of server, job and user."""

from odoo.tests import freeze_time

from .common import AnonymisationCase


class TestMonth(AnonymisationCase):
    def anonymise_at(self, zone, moment, user_zone=False):
        """Anonymise Anna at a moment (UTC) in a school of this zone; return the months that profile and log bear."""
        self.company.partner_id.tz = zone
        self.env.user.tz = user_zone
        with freeze_time(moment):
            self.student._anonymise(origin="hand")
        lines = self.student.anonymisation_log_ids.filtered(lambda line: line.kind == "erased")
        return {self.student.anonymised_month, *lines.mapped("month")}

    def test_first_hour_of_november_in_copenhagen(self):
        self.assertEqual(self.anonymise_at("Europe/Copenhagen", "2026-10-31 23:20:00"), {"2026-11"})

    def test_last_hour_of_october_in_copenhagen(self):
        self.assertEqual(self.anonymise_at("Europe/Copenhagen", "2026-10-31 22:40:00"), {"2026-10"})

    def test_first_hour_of_november_in_auckland(self):
        self.assertEqual(self.anonymise_at("Pacific/Auckland", "2026-10-31 11:20:00"), {"2026-11"})

    def test_zone_of_the_user_does_not_count(self):
        moment = "2026-10-31 23:20:00"
        self.assertEqual(self.anonymise_at("America/Los_Angeles", moment, "Europe/Copenhagen"), {"2026-10"})
