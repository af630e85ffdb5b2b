"""The job that works through the run hands it to the queue instead."""

from odoo import api, models


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _work_off_all(self):
        """Hand out what is open of the runs that have begun. Hourly, so that what a dead node had is not forgotten."""
        for cycle in self.search([("state", "=", "running")], order="id"):
            cycle._cut_into_batches()
            cycle._hand_out()
            self.env["ir.cron"]._commit_progress(1, remaining=0)

    def _hand_out(self):
        """Put every batch of this run that nobody is at into the queue; end the run when there is none. Commits."""
        if self._is_running():
            self._open_batches()._enqueue()
            self._end_run()
        self._commit()
