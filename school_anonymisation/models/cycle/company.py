"""What a company decides about its cycles, beside the number of teaching periods."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_first_saved_on = fields.Date(
        string="Anonymisation settings first saved on", readonly=True, copy=False
    )
    anonymisation_new_limit_count = fields.Integer(
        string="New profiles that need no confirmation",
        default=20,
        help="The run waits for a confirmation when more profiles than this, and more than the share, are new"
        " since the last mail.",
    )
    anonymisation_new_limit_percent = fields.Integer(string="Share of new profiles (%)", default=20)

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._note_first_saved()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if vals.get("anonymisation_inactive_periods"):
            self._note_first_saved()
        return result

    def _note_first_saved(self):
        """Remember the day of the first decision: cycles of this year start only if it was before 1 November."""
        for company in self:
            if company.anonymisation_inactive_periods > 0 and not company.anonymisation_first_saved_on:
                company.anonymisation_first_saved_on = company._school_today()

    @api.constrains("anonymisation_new_limit_count", "anonymisation_new_limit_percent")
    def _check_anonymisation_new_limit(self):
        for company in self:
            if company.anonymisation_new_limit_count < 0 or not 0 <= company.anonymisation_new_limit_percent <= 100:
                raise ValidationError(
                    self.env._(
                        "The limit for new profiles must be a whole number from 0 up, and the share a whole number"
                        " from 0 to 100. Nothing has been saved."
                    )
                )
