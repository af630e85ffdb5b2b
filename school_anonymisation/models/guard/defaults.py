"""What only some may type is no default of the others' either: a default is written past the check of the field."""

from odoo import api, models

OURS = "anonymisation_"
"""How the names of the fields begin that those who may anonymise decide about."""


class IrDefault(models.Model):
    _inherit = "ir.default"

    @api.constrains("json_value", "field_id")
    def _check_decides_nothing_of_ours(self):
        """Refuse defaults of a profile's code, and others' defaults of what those who may anonymise decide."""
        # Who proposes a value need not be able to read what fields there are.
        for name in self.sudo().field_id.mapped("name"):
            if name == "anonymisation_uid":
                self.env["school.student"]._refuse_identifier()
            if name.startswith(OURS):
                # Odoo writes defaults in superuser mode, whoever sets them.
                self.env.user._check_can_anonymise()
