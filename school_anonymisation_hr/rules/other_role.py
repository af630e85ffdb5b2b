"""Rule that protects people: an employee without a user account is somebody in another role, too."""

from odoo import api, models
from odoo.fields import Domain


class OtherRoleRule(models.AbstractModel):
    _inherit = "school.anonymisation.rule.other_role"

    @api.model
    def _blocked(self):
        """Whoever works or worked here: archived employees are in view, and a staff record has rules of its own."""
        employees = self.env["hr.employee"]._search(Domain("work_contact_id", "!=", False))
        return super()._blocked() | Domain("partner_id", "in", employees.subselect("work_contact_id"))

    @api.model
    def _records(self, student):
        employees = self.env["hr.employee"].search(Domain("work_contact_id", "=", student.partner_id.id))
        return employees or super()._records(student)

    @api.model
    def _sentence(self, student, records):
        if records._name == "hr.employee":
            return self.env._("Works, or has worked, here: is an employee.")
        return super()._sentence(student, records)
