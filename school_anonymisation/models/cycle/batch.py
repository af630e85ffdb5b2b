"""Batches: the pieces into which a run is cut, so that several workers share it and none of it is lost."""

from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...failure import failure_code
from ...failure_words import is_own

BATCH = 3000
"""Students for whom everything is looked through together: more of them need more memory, fewer cost more looks."""

PARTS = 4
"""Into how many batches one is cut in which a worker was killed: in the end the one student who may be the cause."""

# A number that nobody else locks by; the other is the batch.
LOCK = 5_114_020


class AnonymisationBatch(models.Model):
    _name = "school.anonymisation.batch"
    _description = "Batch of an anonymisation run"
    _order = "id"

    cycle_id = fields.Many2one("school.anonymisation.cycle", required=True, index=True, ondelete="cascade")
    candidate_ids = fields.One2many("school.anonymisation.candidate", "batch_id")
    taken = fields.Boolean(help="A worker is at it, or was killed in it.")

    @api.model
    def _cut(self, rows):
        """Cut these candidates into batches, and no family apart."""
        families = rows.student_id._anonymisation_families()
        together = rows.grouped(lambda row: min(families[row.student_id.id]))
        part = []
        for family in together.values():
            if part and len(part) + len(family) > BATCH:
                rows.browse(part).batch_id = self.create({"cycle_id": rows.cycle_id.id})
                part = []
            part += family.ids
        if part:
            rows.browse(part).batch_id = self.create({"cycle_id": rows.cycle_id.id})

    @contextmanager
    def _held(self):
        """Hold one of these batches, at which nobody is, as long as the context lasts; nothing when there is none.

        The lock has to outlast the commits of the work, and to go when the worker is killed: PostgreSQL keeps it for
        the connection, not for the transaction.
        """
        batch = next(filter(lambda batch: batch._lock(), self), self.browse())
        try:
            yield batch
        except BaseException:
            # Nothing can be said to PostgreSQL in a transaction that has failed.
            self.env.cr.rollback()
            raise
        finally:
            if batch:
                batch._unlock()

    def _lock(self):
        self.env.cr.execute(SQL("SELECT pg_try_advisory_lock(%s, %s)", LOCK, self.id))
        return self.env.cr.fetchone()[0]

    def _unlock(self):
        self.env.cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK, self.id))

    def _being_worked_at(self):
        """Return whether somebody is at one of these batches."""
        for batch in self.filtered("taken"):
            with batch._held() as free:
                if not free:
                    return True
        return False

    def _waiting(self):
        """Return the candidates of this batch who are still to be anonymised."""
        return self.env["school.anonymisation.candidate"].search(
            self.cycle_id._waiting_domain() & Domain("batch_id", "=", self.id), order="attempts, id"
        )

    def _cut_after_kill(self, today):
        """Make smaller batches of one in which a worker was killed; whoever is alone in it is left for tomorrow."""
        rows = self._waiting()
        if len(rows) == 1:
            rows._note_failed({rows.student_id.id: "killed"}, today)
        size = -(-len(rows) // PARTS) or 1
        for start in range(size, len(rows), size):
            rows[start : start + size].batch_id = self.create({"cycle_id": self.cycle_id.id})
        self.taken = False


class SchoolAnonymisationCandidate(models.Model):
    """A task of the job, in a batch of the run."""

    _name = "school.anonymisation.candidate"
    _inherit = ["school.anonymisation.candidate", "school.anonymisation.task"]

    batch_id = fields.Many2one("school.anonymisation.batch", index=True, ondelete="set null")
    retained_until = fields.Date()
    undecided_contacts = fields.Integer(string="Second contacts that stayed")

    def _students(self):
        return self.cycle_id._students().browse(self.student_id.ids)

    def _settle(self, outcome):
        by_student = {row.student_id.id: row for row in self}
        done = self.browse(by_student[student_id].id for student_id in outcome.done)
        done.write({"state": "anonymised", "reason_codes": False, "detail": False})
        for student_id, codes in outcome.skipped.items():
            by_student[student_id].write({"state": "skipped", "reason_codes": ",".join(codes)})
        for student_id, number in outcome.undecided.items():
            by_student[student_id].undecided_contacts = number
        for student_id, last_day in outcome.retained.items():
            by_student[student_id].retained_until = last_day
        self._note_failed(outcome.failed, self.company_id._school_today())

    def _note_trouble(self, error):
        self.cycle_id._log_trouble("A batch", error)
        code = failure_code(error, is_own)
        self._note_failed(dict.fromkeys(self.student_id.ids, code), self.company_id._school_today())

    def _may_go_on(self):
        return self.cycle_id._is_running()

    def _commit(self, done=0):
        self.cycle_id._commit(done)

    def _note_failed(self, details, today):
        """Write down at which field (never with which value) these students failed: {student id: detail}."""
        for row in self.filtered(lambda row: row.student_id.id in details):
            row.write(
                {
                    "state": "failed",
                    "detail": details[row.student_id.id],
                    "tried_on": today,
                    "attempts": row.attempts + 1,
                    "batch_id": False,
                }
            )
