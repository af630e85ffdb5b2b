"""Students who were contacts live in other apps: what they do there counts from then on."""

from odoo import models


class SchoolMakeStudents(models.TransientModel):
    _inherit = "school.make.students"

    def _made(self, students):
        """Switch the rule ``activity_elsewhere`` on for the company; an officer may switch it off again."""
        # It can only hold more people back: whoever makes students need not be able to anonymise.
        self.company_id.sudo().anonymisation_rule_activity_elsewhere = True
        return super()._made(students)
