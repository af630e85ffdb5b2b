"""Rule: the student has, or has reserved, something of the library's."""

from odoo import api, models


class OpLibraryRule(models.AbstractModel):
    _name = "school.anonymisation.rule.op_library"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Something of the library"

    _code = "op_library"
    _sequence = 31

    @api.model
    def _sentence(self, student, records):
        return self.env._("Has something of the library, or has reserved it: %s.", self._names(records))
