"""Merging contacts: never with one that has been anonymised; what the addon says of them moves to the one that stays.

Of several profiles one stays: it is prevented as long as any of them was to be.
"""

from datetime import date

from odoo import SUPERUSER_ID, api, models


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
        # Read now: the profiles that do not stay are deleted.
        preventions = [
            (student.anonymisation_prevented_until or date.max, student.anonymisation_prevented_reason)
            for student in self._profiles_of(src_partners | dst_partner)
            if student.anonymisation_prevented
        ]
        result = super()._update_foreign_keys(src_partners, dst_partner)
        if preventions:
            # The contacts of profiles were changed by SQL.
            self.env.invalidate_all()
            until, reason = max(preventions, key=lambda prevention: prevention[0])
            self._profiles_of(dst_partner)._anonymisation_keep_as_long(reason, until)
        return result

    @api.model
    def _profiles_of(self, contacts):
        """Return the profiles of these contacts, whoever may see them: whoever merges need not be able to prevent."""
        profiles = self.env["school.student"].with_user(SUPERUSER_ID).with_context(active_test=False)
        return profiles.search([("partner_id", "in", contacts.ids)])
