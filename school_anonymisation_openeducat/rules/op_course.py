"""Rule: the student takes a course of OpenEduCat that is running and whose batch, if there is one, has not ended."""

from odoo import api, models


class OpCourseRule(models.AbstractModel):
    _name = "school.anonymisation.rule.op_course"
    _inherit = "school.anonymisation.rule.declared"
    _description = "On a course of OpenEduCat"

    _code = "op_course"
    _sequence = 11

    @api.model
    def _sentence(self, student, records):
        return self.env._("Takes part in a course that has not ended: %s.", self._names(records))
