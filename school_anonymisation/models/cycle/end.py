"""The end of a run: what became of each candidate, what the law asks to keep, and the report."""

import psycopg2

from odoo import models
from odoo.fields import Domain

from .run import ATTEMPTS


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def _end_run(self):
        """Report and tidy up once nobody is left to try and no worker is at it; until then, wait."""
        if self.state != "running" or self._count_waiting() or self._open_batches():
            return
        if self.batch_ids._being_worked_at():
            return
        rows = self.candidate_ids
        if rows.filtered(lambda row: row.state == "failed" and row.attempts < ATTEMPTS):
            return
        # Of two workers who are through at the same time one ends the run.
        if not self.try_lock_for_update(allow_referencing=True):
            return
        today = self.company_id._school_today()
        # What remains to be looked for outlives the run.
        self.batch_ids.filtered(lambda batch: not batch.sealed).unlink()
        if not self._end_first_part(today):
            self._finish(today)

    def _finish(self, today):
        """Write down the result of the year, and report."""
        self._note_result()
        done = {"state": "done", "done_on": today, "expired_count": self._erase_expired()}
        self.write(done | {"stop_code": False, "stop_reason": False, "resume_state": False})
        self._tell("report", today)

    def _note_result(self):
        """Write down what the law asks to keep, and what the second look says of those who have been anonymised."""
        rows = self.candidate_ids
        anonymised = rows.filtered(lambda row: row.state == "anonymised").student_id
        looked_at = self.env["school.anonymisation.log"].search(
            Domain("kind", "=", "verified") & Domain("student_id", "in", anonymised.ids)
        )
        retained = rows.filtered("retained_until").mapped("retained_until")
        self.write(
            {
                "residue_count": len(looked_at.filtered("leftovers").student_id),
                "unverified_count": len(anonymised - looked_at.student_id),
                "undecided_count": sum(rows.mapped("undecided_contacts")),
                "retained_count": len(retained),
                "retained_until": max(retained, default=False),
            }
        )

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
