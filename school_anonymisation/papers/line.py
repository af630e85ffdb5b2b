"""The certificate from a line of the log: for a profile whose history has been moved, and for any other."""

from functools import partial
from types import SimpleNamespace

from odoo import api, models
from odoo.exceptions import UserError

from .month import month_in_words


class ReportLine(models.AbstractModel):
    _name = "report.school_anonymisation.paper_line"
    _description = "Paper: certificate from a line of the log"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of a page for each line: what it says itself, which leads to no profile.

        :raise AccessError: the user may not anonymise. :raise UserError: one of them is no line about an erasure.
        """
        self.env.user._check_can_anonymise()
        lines = self.env["school.anonymisation.log"].browse(docids)
        if any(line.kind != "erased" for line in lines):
            raise UserError(self.env._("There are certificates for lines of the log about an erasure only."))
        looks = lines.search(
            [("kind", "=", "verified"), ("profile_uid", "in", lines.mapped("profile_uid"))], order="number"
        )
        return {
            "docs": lines,
            "doc_model": lines._name,
            "printed_on": self.env.company._school_today(),
            "in_words": partial(month_in_words, self.env),
            "said": {
                line.id: SimpleNamespace(anonymisation_label=line.label, anonymised_month=line.month) for line in lines
            },
            # The last look counts: what the first one left may have gone since.
            "verified": {look.profile_uid: look for look in looks},
        }
