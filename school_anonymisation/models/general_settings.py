"""What an administrator is told in the general settings: who may anonymise, and how to give it."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    anonymisation_officer_names = fields.Char("May anonymise", compute="_compute_anonymisation_officer_names")

    def _compute_anonymisation_officer_names(self):
        for settings in self:
            officers = settings.company_id._anonymisation_officers()
            settings.anonymisation_officer_names = ", ".join(officers.mapped("name"))
