"""How many teaching periods a student must be inactive: a decision of each school."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_inactive_periods = fields.Integer(
        string="Teaching periods without activity",
        help="A student is inactive without any activity in this many of the teaching periods that have begun."
        " 0 until somebody has saved it: nobody is anonymised until then.",
    )

    school_period_ids = fields.One2many(
        "school.teaching.period", "company_id", string="Teaching periods", groups="school_base.group_school_user"
    )

    def write(self, vals):
        """Let only those who may anonymise change how it is done, administrators included."""
        if any(name.startswith("anonymisation_") for name in vals):
            self._check_anonymisation_settings_access()
        if vals.get("anonymisation_inactive_periods") == 0 and any(
            company.anonymisation_inactive_periods for company in self
        ):
            raise ValidationError(self._anonymisation_periods_sentence())
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in vals if name.startswith("anonymisation_")):
            self._check_anonymisation_settings_access()
        return super().create(vals_list)

    @api.constrains("anonymisation_inactive_periods")
    def _check_anonymisation_inactive_periods(self):
        if any(company.anonymisation_inactive_periods < 0 for company in self):
            raise ValidationError(self._anonymisation_periods_sentence())

    @api.model
    def _anonymisation_periods_sentence(self):
        return self.env._("The number of teaching periods must be a whole number from 1 up. Nothing has been saved.")

    def _check_anonymisation_settings_access(self):
        if not (self.env.su or self.env.user._can_anonymise()):
            raise AccessError(
                self.env._(
                    "Only a SuperUser with the permission R_CAN_ANONYMIZE_USERS may change the anonymisation settings."
                )
            )
