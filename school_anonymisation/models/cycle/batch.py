"""Batches: what is looked for together, in a run or by hand, so that workers share it and none of it is lost."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...failure import KILLED, failure_code
from ...failure_words import is_own

BATCH = 1000
"""Students at whom one worker is: of a run that has more, several can be at work, each beside the others."""

PARTS = 4
"""Into how many batches one is cut in which a worker was killed: in the end the one student who may be the cause."""

KILLS = 3
"""How often a worker is killed over one student alone before the student is left for the next day: the machine, or an
administrator who restarts it, may have been the cause."""

LOOKS_A_DAY = 3
"""How often a look in which the worker was killed is begun anew before it is left for the next day."""

# A number that nobody else locks by; the other is the batch.
LOCK = 5_114_020


class AnonymisationBatch(models.Model):
    _name = "school.anonymisation.batch"
    _description = "Students who are anonymised together"
    _order = "id"

    cycle_id = fields.Many2one("school.anonymisation.cycle", "Yearly anonymisation", index=True, ondelete="set null")
    requested_by_id = fields.Many2one("res.users", ondelete="set null", help="Who has asked for it by hand.")
    candidate_ids = fields.One2many("school.anonymisation.candidate", "batch_id", "On the list")
    taken = fields.Boolean(help="It is being worked on, or was interrupted.")
    kills = fields.Integer(help="How often it was interrupted, in a row, in what is tried in ever smaller pieces.")
    looks = fields.Integer(help="How often a look for what remains was begun in vain.")
    look_on = fields.Date(help="The day from which on what remains is looked for.")

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

    @contextmanager
    def _being_worked_at_here(self):
        """Mark these batches, which are held, meanwhile; a mark that nobody holds is that of a killed worker."""
        self.taken = True
        self._commit()
        try:
            yield
        finally:
            self.env.cr.rollback()
            batches = self.exists()
            batches.taken = False
            batches._commit()

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

    def _note_kill(self, today):
        """Take note that a worker was killed in this batch: what it was at is tried in smaller pieces, or later."""
        if self.cycle_id:
            self._cut_after_kill(today)
        if self.sealed:
            self._put_off_look()
        self.taken = False

    def _cut_after_kill(self, today):
        """Make smaller batches of one in which a worker was killed; whoever is alone in it is tried a few times."""
        rows = self._waiting()
        self.alone = True
        self.found_ids.unlink()
        if len(rows) == 1:
            self.kills += 1
            if self.kills == KILLS:
                rows._note_failed({rows.student_id.id: KILLED}, today)
        size = -(-len(rows) // PARTS) or 1
        for start in range(size, len(rows), size):
            rows[start : start + size].batch_id = self.create({"cycle_id": self.cycle_id.id, "alone": True})

    def _put_off_look(self, ended=False):
        """Take note that a look for what remains has not come to its end: some are begun anew at once, then daily.

        :param ended: it ended in an error, which would come again at once.
        """
        for batch in self:
            batch.looks += 1
            if ended or batch.looks % LOOKS_A_DAY == 0:
                batch.look_on = batch._today() + timedelta(days=1)

    def _today(self):
        return (self.cycle_id.company_id[:1] or self.env.company)._school_today()

    def _commit(self, done=0):
        """Commit, and tell the job how many students are done; return the seconds that it has left."""
        if cycle := self.cycle_id[:1]:
            return cycle._commit(done)
        return self.env["ir.cron"]._commit_progress(done)


class SchoolAnonymisationCandidate(models.Model):
    """Whoever stands on a list, in a batch of the run."""

    _inherit = "school.anonymisation.candidate"

    batch_id = fields.Many2one(
        "school.anonymisation.batch", "Anonymised together with", index=True, ondelete="set null"
    )
    retained_until = fields.Date("Kept by law until")
    undecided_contacts = fields.Integer(string="Second contacts that stayed")

    def _students(self):
        """Return the students of these rows, in the environment in which they are anonymised."""
        return self.cycle_id._students().browse(self.student_id.ids)

    def _settle(self, outcome):
        """Write down what became of the students of these rows."""
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
        """Write down that this error, whose text nobody may read, has stopped all of these."""
        self.cycle_id._log_trouble("A batch", error)
        code = failure_code(error, is_own)
        self._note_failed(dict.fromkeys(self.student_id.ids, code), self.company_id._school_today())

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
