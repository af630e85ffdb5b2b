"""Keeps several students at once, whatever list they were selected in, for a reason and, if one likes, until a date."""

from odoo import api, fields, models


class AnonymisationPrevent(models.TransientModel):
    _name = "school.anonymisation.prevent"
    _inherit = "school.anonymisation.selection"
    _description = "Prevent students' anonymisation"

    student_count = fields.Integer(string="Students", compute="_compute_student_count")
    reason = fields.Char(required=True)
    until = fields.Date(help="The last day of it; empty = until somebody takes it back.")

    @api.depends("student_ids")
    def _compute_student_count(self):
        for wizard in self:
            wizard.student_count = len(wizard._keepable())

    def _keepable(self):
        return self.student_ids.filtered(lambda student: not student.anonymised)

    def action_confirm(self):
        """Keep those of the selected students who have not been anonymised yet.

        :raise AccessError: the user may not anonymise, or may not change one of them.
        :raise UserError: the last day on which they are to be kept has passed.
        """
        self.ensure_one()
        self.env.user._check_can_anonymise()
        # The dialog leaves out whom the user may not see; that is refused, not passed over.
        self.sudo().student_ids.with_env(self.env).check_access("write")
        self._keepable()._anonymisation_keep(self.reason, self.until)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
