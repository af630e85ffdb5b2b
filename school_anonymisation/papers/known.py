"""What is known of somebody who has asked: for them, on paper."""

from odoo import api, models

SECONDS = 30
"""For which a paper is waited for: a fourth of the time that Odoo gives a request."""


class ReportKnown(models.AbstractModel):
    _name = "report.school_anonymisation.paper_known"
    _description = "Paper: what is known of somebody"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of a page for each contact; everything is looked through, and the log notes it.

        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        contacts = self.env["res.partner"].with_context(active_test=False).browse(docids)
        inquiry = self.env["school.anonymisation.inquiry"]
        return {
            "docs": contacts,
            "doc_model": contacts._name,
            "printed_on": self.env.company._school_today(),
            "about": {contact.id: inquiry._about(contact, SECONDS / len(contacts)) for contact in contacts},
        }
