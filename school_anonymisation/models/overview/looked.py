"""Whoever opens the overview has looked at the list: that was asked of them by an activity."""

from odoo import models


class AnonymisationOverview(models.Model):
    _inherit = "school.anonymisation.overview"

    def web_read(self, specification):
        """Answer the page, and have the activities done that asked to look at it."""
        result = super().web_read(specification)
        self.env["school.anonymisation.alert"]._note_looked(self.company_id)
        return result

    # Odoo reads pages on a cursor that cannot write; noting that somebody has looked is writing.
    web_read._readonly = False
