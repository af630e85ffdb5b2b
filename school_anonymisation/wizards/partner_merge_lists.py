"""Merging contacts: what the addon's lists say about the merged ones is said about the one that is kept."""

from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self.env["school.anonymisation.second.contact"]._follow_merge(src_partners.ids, dst_partner.id)
        self.env["school.anonymisation.look"]._follow_merge(dst_partner._name, src_partners.ids, dst_partner.id)
        return super()._update_foreign_keys(src_partners, dst_partner)
