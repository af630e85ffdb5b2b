"""The computed group of those who are a SuperUser and have the permission."""

from odoo import api, models
from odoo.exceptions import ValidationError

OFFICER = "school_anonymisation.group_anonymisation_officer"
NEEDED = ("school_base.group_school_superuser", "school_anonymisation.group_r_can_anonymize_users")


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.constrains("implied_ids")
    def _check_officer_not_implied(self):
        """Refuse a group that would hand out the computed group."""
        officer = self.env.ref(OFFICER, raise_if_not_found=False)
        if officer and any(officer in group.implied_ids for group in self):
            raise ValidationError(
                self.env._(
                    "The group “%(group)s” cannot be given or implied: a user has it by being a SuperUser"
                    " with the permission R_CAN_ANONYMIZE_USERS.",
                    group=officer.name,
                )
            )
