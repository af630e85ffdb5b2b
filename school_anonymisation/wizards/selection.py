"""What dialogs about several students share: they take those whom somebody has selected."""

from odoo import api, fields, models


class AnonymisationSelection(models.AbstractModel):
    _name = "school.anonymisation.selection"
    _description = "Students selected for a dialog"

    student_ids = fields.Many2many("school.student", readonly=True, context={"active_test": False})

    @api.model
    def default_get(self, fields_list):
        """Take the students from the list or the form that the dialog was opened on.

        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        values = super().default_get(fields_list)
        if "student_ids" in fields_list and self.env.context.get("active_model") == "school.student":
            values["student_ids"] = [fields.Command.set(self.env.context.get("active_ids") or [])]
        return values
