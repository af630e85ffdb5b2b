"""Rule: the student has applied, and nobody has decided yet."""

from odoo import api, models


class OpAdmissionRule(models.AbstractModel):
    _name = "school.anonymisation.rule.op_admission"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Open admission"

    _code = "op_admission"
    _sequence = 21

    @api.model
    def _sentence(self, student, records):
        return self.env._("Has applied, and nobody has decided yet: %s.", self._names(records))
