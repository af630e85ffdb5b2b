"""An employee is staff, with or without a user account: no profile of kind guardian is made."""

from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _school_staff_domain(self):
        employees = self.env["hr.employee"]._search(Domain("work_contact_id", "!=", False))
        return super()._school_staff_domain() | Domain("id", "in", employees.subselect("work_contact_id"))
