"""Merging contacts: never with one that has been anonymised; what the addon's lists say moves to the one that stays."""

from odoo import api, models


class MergePartnerAutomatic(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Refuse before anything is moved: merging writes by SQL, where no guard of a model stands."""
        contacts = self.env["res.partner"].browse(partner_ids)
        if dst_partner:
            contacts |= dst_partner
        self.env["school.anonymised.guard"]._refuse_anonymised_people(contacts.sudo().exists())
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        self.env["school.anonymisation.second.contact"]._follow_merge(src_partners.ids, dst_partner.id)
        self.env["school.anonymisation.look"]._follow_merge(dst_partner._name, src_partners.ids, dst_partner.id)
        return super()._update_foreign_keys(src_partners, dst_partner)
