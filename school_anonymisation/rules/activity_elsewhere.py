"""Rule: the student took part in something of another app in the teaching periods that count."""

from odoo import api, models


class ActivityElsewhereRule(models.AbstractModel):
    _name = "school.anonymisation.rule.activity_elsewhere"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Was active in another app"

    _code = "activity_elsewhere"
    _sequence = 71
    _switch = "anonymisation_rule_activity_elsewhere"

    @api.model
    def _sentence(self, student, records):
        return self.env._(
            "Was active in another app within the teaching periods that count (%(kind)s): %(names)s.",
            kind=self._kind(records),
            names=self._names(records),
        )
