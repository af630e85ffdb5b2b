"""Faculty are staff: no profile of kind guardian is made of them."""

from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _school_staff_domain(self):
        faculty = self.env["op.faculty"]._search([]).subselect("partner_id")
        return super()._school_staff_domain() | Domain("id", "in", faculty)
