"""What each school decides: when a student is inactive, how long documents are kept, when a run asks first."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_inactive_periods = fields.Integer(
        string="Teaching periods without activity",
        help="A student is inactive without any activity in this many of the teaching periods that have begun."
        " 0 until somebody has saved it: nobody is anonymised until then.",
    )
    anonymisation_first_saved_on = fields.Date(
        string="Anonymisation settings first saved on", readonly=True, copy=False
    )
    anonymisation_retention_years = fields.Integer(
        string="Accounting documents are kept for",
        default=5,
        help="Years after the end of the fiscal year during which a posted document keeps the customer's name, its"
        " descriptions and its PDF file, as the law asks. 0: nothing is kept.",
    )
    anonymisation_new_limit_count = fields.Integer(
        string="New profiles that are nothing unusual",
        default=20,
        help="The supplementary list says that it is unusually long when there are more profiles on it than this, and"
        " more than the share of those announced before.",
    )
    anonymisation_new_limit_percent = fields.Integer(string="Share of new profiles (%)", default=20)
    school_period_ids = fields.One2many(
        "school.teaching.period", "company_id", string="Teaching periods", groups="school_base.group_school_user"
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in vals if name.startswith("anonymisation_")):
            self._check_anonymisation_settings_access()
        companies = super().create(vals_list)
        companies._note_first_saved()
        return companies

    def write(self, vals):
        """Let only those who may anonymise change how it is done, administrators included."""
        if any(name.startswith("anonymisation_") for name in vals):
            self._check_anonymisation_settings_access()
        if vals.get("anonymisation_inactive_periods") == 0 and any(
            company.anonymisation_inactive_periods for company in self
        ):
            raise ValidationError(self._anonymisation_periods_sentence())
        switched = self.filtered(
            lambda company: (
                "anonymisation_automatic" in vals
                and company.anonymisation_automatic != bool(vals["anonymisation_automatic"])
            )
        )
        result = super().write(vals)
        if vals.get("anonymisation_inactive_periods"):
            self._note_first_saved()
        switched._anonymisation_switched()
        return result

    def _note_first_saved(self):
        """Remember the day of the first decision: cycles of this year start only if it was before 1 November."""
        for company in self:
            if company.anonymisation_inactive_periods > 0 and not company.anonymisation_first_saved_on:
                company.anonymisation_first_saved_on = company._school_today()

    @api.constrains("anonymisation_inactive_periods")
    def _check_anonymisation_inactive_periods(self):
        if any(company.anonymisation_inactive_periods < 0 for company in self):
            raise ValidationError(self._anonymisation_periods_sentence())

    @api.constrains("anonymisation_retention_years")
    def _check_anonymisation_retention_years(self):
        if any(not 0 <= company.anonymisation_retention_years <= 100 for company in self):
            raise ValidationError(
                self.env._("Accounting documents can be kept for 0 to 100 years. Nothing has been saved.")
            )

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
