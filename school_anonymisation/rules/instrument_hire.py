"""Rule: the student has an instrument of the school."""

from odoo import api, models
from odoo.fields import Domain


class InstrumentHireRule(models.AbstractModel):
    _name = "school.anonymisation.rule.instrument_hire"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: instrument hire"

    _code = "instrument_hire"
    _sequence = 30
    _depends_on = ("instrument_hire_ids.returned_on",)

    @api.model
    def _current(self, today):
        """A hire is current until the day it is returned; a return date still to come is a plan, not a return."""
        return Domain("returned_on", "=", False) | Domain("returned_on", ">", today)

    @api.model
    def _blocked(self):
        return self._by_today(lambda today: Domain("instrument_hire_ids", "any", self._current(today)))

    @api.model
    def _records(self, student):
        today = student.company_id._school_today()
        return self.env["school.instrument.hire"].search(Domain("student_id", "=", student.id) & self._current(today))

    @api.model
    def _sentence(self, student, records):
        return self.env._("Hires an instrument that has not been returned: %s.", self._names(records.instrument_id))
