"""Keeps several students at once, whatever list they were selected in, for a reason and, if one likes, until a date."""

from odoo import api, fields, models


class AnonymisationPrevent(models.TransientModel):
    _name = "school.anonymisation.prevent"
    _description = "Keep students from being anonymised"

    student_ids = fields.Many2many("school.student", readonly=True, context={"active_test": False})
    student_count = fields.Integer(string="Students", compute="_compute_student_count")
    reason = fields.Char(required=True)
    until = fields.Date(help="The last day on which they are kept; empty = until somebody takes it back.")

    @api.model
    def default_get(self, fields_list):
        """Take the students from the list that the dialog was opened on."""
        self.env.user._check_can_anonymise()
        values = super().default_get(fields_list)
        if "student_ids" in fields_list and self.env.context.get("active_model") == "school.student":
            values["student_ids"] = [fields.Command.set(self.env.context.get("active_ids") or [])]
        return values

    @api.depends("student_ids")
    def _compute_student_count(self):
        for wizard in self:
            wizard.student_count = len(wizard._keepable())

    def _keepable(self):
        return self.student_ids.filtered(lambda student: not student.anonymised)

    def action_confirm(self):
        """Keep those of the selected students who have not been anonymised yet.

        :raise AccessError: the user may not anonymise, or may not change one of them.
        """
        self.ensure_one()
        self.env.user._check_can_anonymise()
        # The dialog leaves out whom the user may not see; that is refused, not passed over.
        self.sudo().student_ids.with_env(self.env).check_access("write")
        self._keepable().write(
            {
                "anonymisation_prevented": True,
                "anonymisation_prevented_reason": self.reason,
                "anonymisation_prevented_until": self.until,
            }
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
