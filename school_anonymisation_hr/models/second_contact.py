"""An employee's contact is somebody of their own: it is never proposed as a student's second contact."""

from odoo import api, models
from odoo.fields import Domain


class SecondContact(models.Model):
    _inherit = "school.anonymisation.second.contact"

    @api.model
    def _somebody_of_their_own(self):
        # Whoever works or worked here, readable for the user or not.
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        contacts = employees._search(Domain("work_contact_id", "!=", False)).subselect("work_contact_id")
        return [*super()._somebody_of_their_own(), contacts]
