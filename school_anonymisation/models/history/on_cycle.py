"""What a run says of how anonymous the history is: measured when it ends, for its paper."""

from odoo import fields, models

from .level import LEVELS


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    history_level = fields.Selection(LEVELS, string="How much of the history stays", readonly=True)
    history_smallest = fields.Integer("Smallest group", readonly=True, help="How few share the rarest combination.")
    history_few = fields.Integer("In small groups (%)", readonly=True, help="Share in groups of fewer than five.")
    history_alone = fields.Integer("Like no other (%)", readonly=True)

    def _note_result(self):
        """Measure what is kept, too."""
        result = super()._note_result()
        for cycle in self:
            company = cycle.company_id.sudo()
            figures = company._history_of_level()
            cycle.write(
                {
                    "history_level": company.anonymisation_history_level,
                    "history_smallest": figures.smallest,
                    "history_few": figures.share_few(),
                    "history_alone": figures.share_alone(),
                }
            )
        return result
