"""What the lists say of a student: the teaching period in which they were last active."""

from bisect import bisect_right

from odoo import api, fields, models

from ..res_groups import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_last_period = fields.Char(
        string="Last active period", compute="_compute_anonymisation_last_period", groups=OFFICER
    )

    @api.depends("last_activity_date", "company_id")
    @api.depends_context("lang")
    def _compute_anonymisation_last_period(self):
        """The latest period that had begun on the day of the last activity, or "before" the first one."""
        periods = {}
        for period in (
            self.env["school.teaching.period"]
            .sudo()
            .search([("company_id", "in", self.company_id.ids)], order="date_start")
        ):
            starts, names = periods.setdefault(period.company_id.id, ([], []))
            starts.append(period.date_start)
            names.append(period.name)
        for student in self:
            starts, names = periods.get(student.company_id.id, ([], []))
            begun = bisect_right(starts, student.last_activity_date) if student.last_activity_date else 0
            if begun:
                student.anonymisation_last_period = names[begun - 1]
            else:
                student.anonymisation_last_period = self.env._("Before %s", names[0]) if names else False
