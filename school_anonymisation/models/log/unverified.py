"""Profiles of which nobody has said what was left: their second look did not end, as when the server was killed."""

from odoo import api, models
from odoo.tools import SQL

from ...erasure.records_look import look_at_records
from ..cycle.sealed import vault
from ..engine_host import SchoolHost


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _unverified(self):
        """Return the anonymised students without a line about what was left of them."""
        students = self.env["school.student"].sudo().with_context(active_test=False)
        self.flush_model(["kind", "student_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT student_id FROM school_anonymisation_log WHERE student_id IS NOT NULL GROUP BY student_id"
                " HAVING bool_or(kind = 'erased') AND NOT bool_or(kind = 'verified')"
            )
        )
        return students.browse(student_id for (student_id,) in rows)

    @api.autovacuum
    def _verify_unverified(self):
        """Look at the records of whoever was not looked for to the end; what was looked for went with its process.

        While somebody is being anonymised it is left for another day: that second look may be under way.
        """
        students = self._unverified()
        at_work = self.env["school.anonymisation.cycle"].sudo().search_count([("state", "=", "running")], limit=1)
        if not students or at_work or self._is_still_known():
            return
        labels = {student.partner_id.id: student.anonymisation_label for student in students}
        self._record_verification(list(labels), look_at_records(self.env, labels, SchoolHost()))

    @api.model
    def _is_still_known(self):
        """Return whether what is to be looked for of somebody is kept, so that the job does more than this."""
        # Nobody has access to batches.
        batches = self.env["school.anonymisation.batch"].sudo().search([("sealed", "!=", False)])
        return any(vault().has(batch.key_name) for batch in batches)
