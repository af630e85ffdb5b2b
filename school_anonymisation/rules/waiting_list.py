"""Rule: the student waits for a course, or has been offered one."""

from odoo import api, models
from odoo.fields import Domain


class WaitingListRule(models.AbstractModel):
    _name = "school.anonymisation.rule.waiting_list"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: waiting list"

    _code = "waiting_list"
    _sequence = 20
    _depends_on = ("waiting_list_entry_ids.state",)

    _open = Domain("state", "in", ("waiting", "offered"))

    @api.model
    def _blocked(self):
        return Domain("waiting_list_entry_ids", "any", self._open)

    @api.model
    def _records(self, student):
        return self.env["school.waiting.list.entry"].search(Domain("student_id", "=", student.id) & self._open)

    @api.model
    def _sentence(self, student, records):
        return self.env._("Is on the waiting list for: %s.", self._names(records.course_id))
