"""The certificate for one profile: for whoever asked to be erased, and for the file of the data protection officer."""

from functools import partial

from odoo import api, models
from odoo.exceptions import UserError

from .month import month_in_words


class ReportProfile(models.AbstractModel):
    _name = "report.school_anonymisation.paper_profile"
    _description = "Paper: certificate for one profile"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of a page for each anonymised profile.

        :raise AccessError: the user may not anonymise. :raise UserError: one of them has not been anonymised.
        """
        self.env.user._check_can_anonymise()
        students = self.env["school.student"].with_context(active_test=False).browse(docids)
        if not all(students.mapped("anonymised")):
            raise UserError(
                self.env._("There is a certificate for anonymised profiles only. Anonymise the student first.")
            )
        if any(students.mapped("history_moved")):
            raise UserError(
                self.env._(
                    "The history of this profile has been moved: nothing says any more whose it was. Print the"
                    " certificate from the line in the anonymisation log."
                )
            )
        lines = self.env["school.anonymisation.log"].search([("student_id", "in", students.ids)], order="number")
        return {
            "docs": students,
            "doc_model": students._name,
            "printed_on": self.env.company._school_today(),
            "in_words": partial(month_in_words, self.env),
            "erased": {line.student_id.id: line for line in lines if line.kind == "erased"},
            # The last look counts: what the first one left may have gone since.
            "verified": {line.student_id.id: line for line in lines if line.kind == "verified"},
        }
