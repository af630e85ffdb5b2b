"""At a school with OpenEduCat, what students do in its apps and in Odoo's counts as activity."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_rule_activity_elsewhere = fields.Boolean(default=True)
