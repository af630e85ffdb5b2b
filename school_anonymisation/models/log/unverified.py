"""Profiles of which nobody has said what was left: their second look did not end, as when the server was killed."""

from odoo import api, models
from odoo.tools import SQL

from ...erasure.records_look import look_at_records
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
        if not students or at_work or self.env["school.anonymisation.request"].sudo().search_count([], limit=1):
            return
        labels = {student.partner_id.id: student.anonymisation_label for student in students}
        self._record_verification(list(labels), look_at_records(self.env, labels, SchoolHost()))
