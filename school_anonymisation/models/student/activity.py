"""Since when a student is inactive: the day, the teaching period, and how many periods have begun since."""

from bisect import bisect_right

from odoo import api, fields, models

from ..who_may import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_inactive_since = fields.Date(string="Inactive since", related="last_activity_date", groups=OFFICER)
    anonymisation_inactive_periods_count = fields.Integer(
        string="Periods without activity",
        compute="_compute_anonymisation_inactive_periods_count",
        groups=OFFICER,
        help="How many teaching periods have begun since the student was last active.",
    )
    anonymisation_last_period = fields.Char(
        string="Last active period", compute="_compute_anonymisation_last_period", groups=OFFICER
    )

    @api.depends("last_activity_date", "company_id")
    @api.depends_context("lang")
    def _compute_anonymisation_last_period(self):
        """The latest period that had begun on the day of the last activity, or "before" the first one."""
        # Who works at a branch need not see the periods of the parent company.
        homes = {company.id: company._school_periods_company().id for company in self.company_id.sudo()}
        found = self.env["school.teaching.period"].sudo().search([("company_id", "in", [*homes.values()])])
        periods = {}
        for period in found.sorted("date_start"):
            starts, names = periods.setdefault(period.company_id.id, ([], []))
            starts.append(period.date_start)
            names.append(period.name)
        for student in self:
            starts, names = periods.get(homes.get(student.company_id.id), ([], []))
            begun = bisect_right(starts, student.last_activity_date) if student.last_activity_date else 0
            if begun:
                student.anonymisation_last_period = names[begun - 1]
            else:
                student.anonymisation_last_period = self.env._("Before %s", names[0]) if names else False

    @api.depends("last_activity_date", "company_id")
    def _compute_anonymisation_inactive_periods_count(self):
        begun = {
            company: self.env["school.anonymisation.rule.recent_activity"].sudo()._begun(company).mapped("date_start")
            for company in self.company_id.sudo()
        }
        for student in self:
            starts = begun.get(student.company_id.sudo(), [])
            since = student.last_activity_date
            student.anonymisation_inactive_periods_count = sum(1 for start in starts if since and start > since)
