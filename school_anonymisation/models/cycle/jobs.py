"""The scheduled jobs themselves: whoever saves one under another user, or switches it off, is noticed."""

from odoo import SUPERUSER_ID, api, models

from . import job_time

RUN = "school_anonymisation.ir_cron_anonymisation_run"
JOBS = (
    "school_anonymisation.ir_cron_anonymisation_cycle",
    RUN,
    "school_anonymisation.ir_cron_anonymisation_files",
)
MODELS = frozenset(("school.anonymisation.cycle", "school.anonymisation.file.words"))
"""Of the jobs above."""


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _run_jobs(self):
        """Return the job and its copies: an administrator duplicates it to let more workers share a run."""
        job = self.env.ref(RUN).sudo()
        return job | job.search([("model_id", "=", job.model_id.id), ("code", "=", job.code)])

    @api.model
    def _check_jobs(self):
        """Tell the administrators which of the jobs are off or run under another user; take it back when none is."""
        own = self._own_jobs()
        wrong = own.filtered(lambda job: not job.active or job.user_id.id != SUPERUSER_ID)
        # A copy may be switched off again; one that runs must run as it should.
        copies = self._run_jobs() - own if self._job(RUN) else own.browse()
        wrong |= copies.filtered(lambda job: job.user_id.id != SUPERUSER_ID)
        everywhere = self.env["res.company"]
        if wrong or not all(self._job(name) for name in JOBS):
            self._alert(everywhere, "job", jobs=", ".join(wrong.mapped("name")) or ", ".join(JOBS))
        else:
            self.env["school.anonymisation.alert"]._settle(everywhere, "job")

    @api.model
    def _own_jobs(self):
        """Return those of the addon's jobs that are there."""
        return self.env["ir.cron"].sudo().concat(*filter(None, map(self._job, JOBS)))

    @api.model
    def _job(self, name):
        return self.env.ref(name, raise_if_not_found=False)

    @api.model
    def _as_itself(self):
        """Return this model as OdooBot sees it: a job under another user, who may not anonymise, does its work too."""
        return self.with_user(SUPERUSER_ID)

    @api.autovacuum
    def _gc_check_jobs(self):
        """Look at the jobs from Odoo's own daily one: they cannot say themselves that they are off."""
        self._check_jobs()


class IrCron(models.Model):
    _inherit = "ir.cron"

    @classmethod
    def _process_job(cls, cron_cr, job):
        with job_time.round_of(cron_cr):
            return super()._process_job(cron_cr, job)

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("active", "user_id")):
            # Whoever may change a job need not be able to read the cycle.
            cycles = self.env["school.anonymisation.cycle"].sudo()
            if not MODELS.isdisjoint(self.sudo().model_id.mapped("model")):
                cycles._check_jobs()
        return result
