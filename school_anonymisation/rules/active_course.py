"""Rule: the student takes a course that has not ended."""

from odoo import api, models
from odoo.fields import Domain


class ActiveCourseRule(models.AbstractModel):
    _name = "school.anonymisation.rule.active_course"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: active course"

    _code = "active_course"
    _sequence = 10
    _depends_on = ("enrolment_ids.state", "enrolment_ids.period_id.date_end")

    @api.model
    def _active(self, today):
        return Domain("state", "=", "active") & Domain("period_id.date_end", ">=", today)

    @api.model
    def _blocked(self):
        return self._by_today(lambda today: Domain("enrolment_ids", "any", self._active(today)))

    @api.model
    def _records(self, student):
        today = student.company_id._school_today()
        return self.env["school.enrolment"].search(Domain("student_id", "=", student.id) & self._active(today))

    @api.model
    def _sentence(self, student, records):
        return self.env._("Takes part in a course that has not ended: %s.", self._names(records.course_id))
