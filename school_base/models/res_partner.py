# What a contact is to the school: a student, or a relative of students.
from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    student_ids = fields.One2many(
        "school.student",
        "partner_id",
        string="Student profiles",
        groups="school_base.group_school_user",
    )
    relative_of_ids = fields.One2many(
        "school.family.association",
        "relative_id",
        string="Relative of",
        groups="school_base.group_school_user",
    )

    def action_view_student(self):
        """Open the contact's student profile."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.student",
            "res_id": self.with_context(active_test=False).student_ids[:1].id,
            "view_mode": "form",
        }
