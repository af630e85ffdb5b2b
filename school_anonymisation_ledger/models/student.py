"""Nobody is anonymised in a database that is older than its ledger."""

from odoo import models


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymise(self, origin, cycle=None, swept=None):
        """Refuse in words before anything is locked; the log refuses once more, under its lock."""
        self.env.user._check_can_anonymise()
        self.env["school.anonymisation.log"].sudo()._refuse_older_than_ledger(self.env.cr)
        return super()._anonymise(origin, cycle, swept)
