"""Relatives who have come to need a profile, as who is staff no longer, get it from the daily job, before any list."""

from odoo import api, models


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        self._as_itself()._make_missing_guardians()
        return super()._cron_advance()

    @api.model
    def _make_missing_guardians(self):
        """Make the profiles that are missing; one that cannot be made stops neither the others nor the year."""
        missing = self.env["school.family.association"]
        with self._stopping_nothing(self.env.company, "Looking for missing guardians"):
            missing = missing._of_missing_guardians()
        for associations in missing.grouped("relative_id").values():
            with self._stopping_nothing(associations.company_id[:1], "Making a guardian"):
                associations._make_guardians()
