"""Rule that protects people: faculty are not erased as former students."""

from odoo import api, models
from odoo.fields import Domain


class OtherRoleRule(models.AbstractModel):
    _inherit = "school.anonymisation.rule.other_role"

    @api.model
    def _blocked(self):
        faculty = self.env["op.faculty"]._search([]).subselect("partner_id")
        return super()._blocked() | Domain("partner_id", "in", faculty)

    @api.model
    def _records(self, student):
        faculty = self.env["op.faculty"].search(Domain("partner_id", "=", student.partner_id.id))
        return faculty or super()._records(student)

    @api.model
    def _sentence(self, student, records):
        if records._name == "op.faculty":
            return self.env._("Also teaches, or has taught, here: is a member of the faculty.")
        return super()._sentence(student, records)
