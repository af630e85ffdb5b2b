"""Rule: the student has asked for something that is still open: an enquiry, a task, a repair, a ticket."""

from odoo import api, models


class OpenRequestRule(models.AbstractModel):
    _name = "school.anonymisation.rule.open_request"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Open enquiry or task"

    _code = "open_request"
    _sequence = 58
    _switch = "anonymisation_rule_open_request"

    @api.model
    def _sentence(self, student, records):
        return self.env._(
            "Has asked for something that is still open (%(kind)s): %(names)s.",
            kind=self._kind(records),
            names=self._names(records),
        )
