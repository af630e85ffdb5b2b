# Merging contacts: of several profiles that turn out to be one person one stays.
from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep one profile of several contacts that are the same person: the student's, or the first guardian's."""
        # The profiles of a contact that one may merge are moved, readable for the user or not.
        profiles = self.env["school.student"].sudo().with_context(active_test=False)
        own = profiles.search([("partner_id", "in", (src_partners | dst_partner).ids)], order="id")
        guardians = own.filtered(lambda profile: profile.kind == "guardian")
        spare = guardians if own - guardians else guardians[1:]
        spare.unlink()
        return super()._update_foreign_keys(src_partners, dst_partner)
