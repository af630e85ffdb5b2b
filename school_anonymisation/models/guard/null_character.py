"""The one character that PostgreSQL cannot keep: refused in a sentence before it ends in an error."""

from odoo import api, models
from odoo.exceptions import UserError


class NullCharacter(models.AbstractModel):
    _name = "school.anonymisation.null.character"
    _description = "Refuses the null character"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_null_character(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_null_character(vals)
        return super().write(vals)

    @api.model
    def _refuse_null_character(self, vals):
        for name, value in vals.items():
            if isinstance(value, str) and "\0" in value:
                label = self._fields[name].string if name in self._fields else name
                raise UserError(
                    self.env._(
                        "“%s” holds a null character, which cannot be stored. Please type the text anew; nothing has"
                        " been saved.",
                        label,
                    )
                )
