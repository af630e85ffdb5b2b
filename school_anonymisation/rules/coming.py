"""Rule: the student is expected: an appointment, a registration or a ticket from today on."""

from odoo import api, models


class ComingRule(models.AbstractModel):
    _name = "school.anonymisation.rule.coming"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Expected at the school"

    _code = "coming"
    _sequence = 56
    _switch = "anonymisation_rule_coming"

    @api.model
    def _sentence(self, student, records):
        return self.env._("Is expected (%(kind)s): %(names)s.", kind=self._kind(records), names=self._names(records))
