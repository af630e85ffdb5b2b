"""The run: batch after batch, committed in parts, so that whoever is next goes on where the last one stopped."""

from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.fields import Domain

from ...erasure import repeat_looks
from . import job_time
from .candidate import LISTED, OFF_THE_LIST
from .task import log_trouble

ATTEMPTS = 3
"""On how many days a student is tried whose record cannot be anonymised."""


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    progress_total = fields.Integer(compute="_compute_progress")
    progress_done = fields.Integer(compute="_compute_progress")
    batch_ids = fields.One2many("school.anonymisation.batch", "cycle_id", "Parts")

    @api.depends("candidate_ids.state")
    def _compute_progress(self):
        for cycle in self:
            settled = cycle.anonymised_count + cycle.skipped_count + cycle.failed_count
            cycle.progress_done = settled
            cycle.progress_total = settled + cycle.listed_count

    def get_progress(self):
        """Return {state, done, total, failed} of this cycle, for the bar that moves while the run is at work."""
        self.ensure_one()
        self.env.user._check_can_anonymise()
        return {
            "state": self.state,
            "done": self.progress_done,
            "total": self.progress_total,
            "failed": self.failed_count,
        }

    def _begin_run(self, today):
        """Settle who is in this part of the run: whoever is eligible today and was announced in time.

        Whoever is not eligible is skipped, with the reason. Whoever was not announced is left for the second part.
        """
        told = self._told_edition(today)
        self.candidate_ids.filtered(lambda row: row.state in OFF_THE_LIST).state = "skipped"
        later = self._put_off(told)
        # What was not delivered by now names people who must not be found anywhere a moment later.
        self.mail_ids._take_back()
        self.state = "running"
        if later:
            self._announce_second(today)
        self._wake()

    def _put_back_run(self):
        """Let the part of the run at which this paused cycle was at work wait for its day again, with whoever is left.

        Whoever was left for the second part waits for the first: by its day they have been told, or are left again.
        """
        rows = self.candidate_ids
        later = rows.filtered(lambda row: row.state == "later")
        if self.second_on and not later:
            self.resume_state = "second"
        else:
            self.resume_state = "reminded_2"
            self._take_back_second()
        (later | rows.filtered(lambda row: row.state == "failed" and row.attempts < ATTEMPTS)).state = "candidate"

    @api.model
    def _cron_run(self):
        """Anonymise whoever has been asked for by hand, look for what remains of others, work through the runs."""
        cycles = self._as_itself()
        try:
            cycles._check_jobs()
            repeat_looks(self.env.cr.dbname)
            cycles._work_off_everything()
        except psycopg2.OperationalError:
            # Somebody else changed the same rows first, or the database is in trouble: what is not committed is
            # not done, and is done soon.
            self.env.cr.rollback()
            self._wake_soon()
            self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _work_off_everything(self):
        """Do what is due, in parts, as far as the time of the job goes; what is left has the job called again."""
        batches = self.env["school.anonymisation.batch"]
        if batches._work_off_asked() and batches._work_off_rest():
            self.env["ir.cron"]._commit_progress(remaining=0)
            self._work_off_all()
            if job_time.is_left(self.env):
                self._foresee_all()
        else:
            self._go_on_later()

    @api.model
    def _work_off_all(self):
        """Work through the runs that have begun, as far as the time of the job goes; end those that are through."""
        for cycle in self.search([("state", "=", "running")], order="id"):
            if not cycle._work_off():
                return

    @api.model
    def _go_on_later(self):
        """Have the job called anew, and not once more now, when the server may already be about to end it. Commits."""
        self.env["school.anonymisation.batch"]._wake()
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _wake_soon(self):
        for job in self._run_jobs():
            job._trigger(fields.Datetime.now() + timedelta(minutes=1))

    def _work_off(self):
        """Work at this run, beside whoever else is at it, until nothing is left that nobody is at.

        Commits. Return whether the job has time left for something else.
        """
        self._cut_into_batches()
        self._commit()
        while self._is_running():
            if not job_time.is_left(self.env):
                self._go_on_later()
                return False
            left = self._work_at_next_batch()
            if left is None:
                break
            if not left:
                return False
        self._end_run()
        self.env["ir.cron"]._commit_progress(remaining=0)
        return True

    def _work_at_next_batch(self, batches=None):
        """Work at a batch that nobody is at; return the seconds that are left then, None when there was none.

        :param batches: those among which to choose; by default all of this run.
        """
        with (self._open_batches() if batches is None else batches)._held() as batch:
            if not batch:
                return None
            if batch.taken:
                batch._note_kill(self.company_id._school_today())
            else:
                batch._work()
            return self._commit()

    def _commit(self, done=0):
        # One more than are waiting: ending the run is work, too.
        return self.env["ir.cron"]._commit_progress(done, remaining=self._count_waiting() + 1)

    def _is_running(self):
        self.invalidate_recordset(["state"])
        return self.state == "running"

    def _cut_into_batches(self):
        """Put into batches who is in none: everybody when the run begins, and who failed on an earlier day."""
        if self.try_lock_for_update(allow_referencing=True):
            waiting = self._waiting_domain() & Domain("batch_id", "=", False)
            rows = self.env["school.anonymisation.candidate"].search(waiting, order="attempts, id")
            self.env["school.anonymisation.batch"]._cut(rows)

    def _open_batches(self):
        """Return the batches in which somebody waits, or something remains to be looked for today."""
        due = Domain("sealed", "!=", False) & Domain("look_on", "<=", self.company_id._school_today())
        open_ones = Domain("candidate_ids", "any", self._waiting_domain()) | due
        return self.env["school.anonymisation.batch"].search(Domain("cycle_id", "=", self.id) & open_ones)

    def _waiting_domain(self):
        """Whoever is in the run and not settled; who failed on an earlier day is tried again, a few times."""
        today = self.company_id._school_today()
        again = Domain("state", "=", "failed") & Domain("attempts", "<", ATTEMPTS) & Domain("tried_on", "<", today)
        return Domain("cycle_id", "=", self.id) & (Domain("state", "in", LISTED) | again)

    def _count_waiting(self):
        return self.env["school.anonymisation.candidate"].search_count(self._waiting_domain())

    def _log_trouble(self, what, error):
        """Log where something went wrong, without the message: it may quote what was being erased."""
        log_trouble(f"{what} for cycle {self.id}", error)
        self._alert(self.company_id, "error")
