"""The run: batch after batch, committed each, so that whoever is next goes on where the last one stopped."""

import logging
import traceback
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.fields import Domain

from .school_anonymisation_cycle_candidate import LISTED

_logger = logging.getLogger(__name__)

BATCH = 200
"""Students in one transaction: the search for leftovers costs as much for one as for all of them."""

ATTEMPTS = 3
"""On how many days a student is tried whose record cannot be anonymised."""


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    progress_total = fields.Integer(compute="_compute_progress")
    progress_done = fields.Integer(compute="_compute_progress")
    batch_size = fields.Integer(default=BATCH)
    batch_open = fields.Boolean(help="A worker is at a batch, or was killed in it.")

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

    def _begin_run(self):
        """Settle who is in the run: whoever is eligible today. The others are skipped, with the reason."""
        self.candidate_ids.filtered(lambda row: row.state in ("gone", "prevented")).state = "skipped"
        # What was not delivered by now names people who must not be found anywhere a moment later.
        self.mail_ids._take_back()
        self.state = "running"
        self._wake()

    @api.model
    def _cron_run(self):
        """Work through the runs that have begun; end those that are through."""
        commit = self.env["ir.cron"]._commit_progress
        for cycle in self.search([("state", "=", "running")], order="id"):
            cycle._heed_killed_worker()
            while cycle._is_running():
                rows = cycle._next_batch()
                if not rows:
                    cycle._end_run()
                    commit(remaining=0)
                    break
                cycle.batch_open = True
                # One more than are waiting: ending the run is work, too.
                commit(remaining=cycle._count_waiting() + 1)
                if not cycle._is_running():
                    break
                try:
                    cycle._work(rows)
                except psycopg2.OperationalError:
                    # Somebody else changed the same rows first, or the database is in trouble: nothing is done.
                    self.env.cr.rollback()
                    cycle.batch_open = False
                    soon = fields.Datetime.now() + timedelta(minutes=1)
                    self.env.ref("school_anonymisation.ir_cron_anonymisation_run")._trigger(soon)
                    commit(remaining=0)
                    return
                cycle.write({"batch_open": False, "batch_size": min(BATCH, 2 * cycle.batch_size)})
                if not commit(len(rows), remaining=cycle._count_waiting() + 1):
                    return

    def _heed_killed_worker(self):
        """Take smaller batches after a worker was killed in one, down to the one student who may be the cause."""
        if not self._is_running() or not self.batch_open:
            return
        if self.batch_size == 1:
            row = self._next_batch()
            row._note_failed({row.student_id.id: "killed"}, self.company_id._school_today())
        self.write({"batch_open": False, "batch_size": max(1, self.batch_size // 4)})

    def _is_running(self):
        """Return whether the run is still on and nobody else is at it; holds the lock until the next commit."""
        return bool(self.try_lock_for_update(allow_referencing=True)) and self.state == "running"

    def _waiting_domain(self):
        """Whoever is in the run and not settled; who failed on an earlier day is tried again, a few times."""
        today = self.company_id._school_today()
        again = Domain("state", "=", "failed") & Domain("attempts", "<", ATTEMPTS) & Domain("tried_on", "<", today)
        return Domain("cycle_id", "=", self.id) & (Domain("state", "in", LISTED) | again)

    def _count_waiting(self):
        return self.env["school.anonymisation.candidate"].search_count(self._waiting_domain())

    def _next_batch(self):
        return self.env["school.anonymisation.candidate"].search(
            self._waiting_domain(), limit=self.batch_size, order="attempts, id"
        )

    def _work(self, rows):
        """Anonymise the students of these rows and write down what became of each."""
        students = self._students().browse(rows.student_id.ids)
        today = self.company_id._school_today()
        try:
            with self.env.cr.savepoint():
                outcome = students._anonymise(origin="cycle", cycle=self)
        except psycopg2.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, it must stop this batch only
            self._log_trouble("A batch", error)
            rows._note_failed(dict.fromkeys(students.ids, type(error).__name__), today)
            return
        rows.filtered(lambda row: row.student_id.id in set(outcome.done)).write(
            {"state": "anonymised", "reason_codes": False, "detail": False}
        )
        for student_id, codes in outcome.skipped.items():
            rows.filtered(lambda row, id_=student_id: row.student_id.id == id_).write(
                {"state": "skipped", "reason_codes": ",".join(codes)}
            )
        rows._note_failed(outcome.failed, today)
        if outcome.retained:
            self.retained_count += len(outcome.retained)
            self.retained_until = max([*outcome.retained.values(), *filter(None, [self.retained_until])])

    def _end_run(self):
        """Report and tidy up once nobody is left to try; until then, wait for tomorrow."""
        rows = self.candidate_ids
        if rows.filtered(lambda row: row.state == "failed" and row.attempts < ATTEMPTS):
            return
        today = self.company_id._school_today()
        anonymised = rows.filtered(lambda row: row.state == "anonymised").student_id
        looked_at = self.env["school.anonymisation.log"].search(
            Domain("kind", "=", "verified") & Domain("student_id", "in", anonymised.ids)
        )
        self.write(
            {
                "state": "done",
                "done_on": today,
                "residue_count": len(looked_at.filtered("leftovers").student_id),
                "unverified_count": len(anonymised - looked_at.student_id),
            }
        )
        self.expired_count = self._erase_expired()
        self._tell("report", today)

    def _erase_expired(self):
        """Erase documents whose statutory term has ended; return how many. Trouble there does not undo the run."""
        try:
            with self.env.cr.savepoint():
                expired = self.env["school.anonymisation.retained"].with_company(self.company_id)._erase_expired()
                return sum(expired.values())
        except psycopg2.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 the run itself is done and has to be reported
            self._log_trouble("Erasing retained documents", error)
            return 0

    def _log_trouble(self, what, error):
        """Log where something went wrong, without the message: it may quote what was being erased."""
        where = "".join(traceback.format_tb(error.__traceback__))
        _logger.error("%s for cycle %s failed with %s\n%s", what, self.id, type(error).__name__, where)
        self._alert(self.company_id, "error")


class SchoolAnonymisationCandidate(models.Model):
    _inherit = "school.anonymisation.candidate"

    def _note_failed(self, details, today):
        """Write down at which field (never with which value) these students failed: {student id: detail}."""
        for row in self.filtered(lambda row: row.student_id.id in details):
            row.write(
                {
                    "state": "failed",
                    "detail": details[row.student_id.id],
                    "tried_on": today,
                    "attempts": row.attempts + 1,
                }
            )
