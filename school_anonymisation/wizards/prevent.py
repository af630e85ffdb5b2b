"""Keeps a student of the list, for a reason and, if one likes, until a date."""

from odoo import fields, models


class SchoolAnonymisationCyclePrevent(models.TransientModel):
    _name = "school.anonymisation.cycle.prevent"
    _description = "Prevent a student's anonymisation"

    candidate_id = fields.Many2one(
        "school.anonymisation.candidate", "On the list", required=True, readonly=True, ondelete="cascade"
    )
    student_id = fields.Many2one(related="candidate_id.student_id")
    reason = fields.Char(required=True)
    until = fields.Date(help="The last day of it; empty = until somebody takes it back.")

    def action_confirm(self):
        """Prevent the student's anonymisation; the list shows it at once."""
        self.ensure_one()
        self.candidate_id._prevent(self.reason, self.until)
        return {"type": "ir.actions.act_window_close"}
