"""One job is one batch; whatever node takes it."""

from odoo import models
from odoo.addons.queue_job.job import ENQUEUED, PENDING, STARTED, WAIT_DEPENDENCIES
from odoo.fields import Domain


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    def _enqueue(self):
        """Put those of these batches into the queue that have no job yet, which may be at work already."""
        jobs = self.env["queue.job"].sudo()
        open_jobs = jobs.search(
            Domain("identity_key", "in", [batch._job_key() for batch in self])
            & Domain("state", "in", (PENDING, ENQUEUED, STARTED, WAIT_DEPENDENCIES))
            # What is left of a batch, its own job hands on before it ends.
            & Domain("uuid", "!=", self.env.context.get("job_uuid"))
        )
        known = set(open_jobs.mapped("identity_key"))
        for batch in self.filtered(lambda batch: batch._job_key() not in known):
            batch.with_delay(
                identity_key=batch._job_key(), description=f"Anonymise batch {batch.id} of {batch.cycle_id.year}"
            )._job_work()

    def _job_key(self):
        return f"school_anonymisation.batch.{self.id}"

    def _job_work(self):
        """Work at this batch and see to what is left after it. Commits, as its job function allows.

        :return: a sentence for the job's result, without any name.
        """
        cycle = self.exists().cycle_id
        if not cycle or not cycle._is_running():
            return "The run is not at work."
        if cycle._work_at_next_batch(self) is None:
            return "Another worker is at this batch."
        cycle._hand_out()
        return f"{cycle.anonymised_count} of {cycle.progress_total} anonymised."
