"""What another number of teaching periods would mean for this school, shown while somebody types it."""

from odoo import api, fields, models
from odoo.fields import Domain

# More numbers than this tell a school nothing new.
NUMBERS = 8


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    figures = fields.Html(compute="_compute_figures", sanitize=False)

    @api.depends("anonymisation_inactive_periods")
    def _compute_figures(self):
        for settings in self:
            company = settings.company_id._origin or settings.company_id
            everybody = settings._students_here(company)
            figures = settings._figures_by_number(company)
            largest = max((count for _number, count in figures), default=0)
            settings.figures = settings.env["ir.qweb"]._render(
                "school_anonymisation.settings_figures",
                {
                    "typed": settings.anonymisation_inactive_periods,
                    "everybody": self.env["school.student"].with_context(active_test=False).search_count(everybody),
                    "figures": [
                        {"number": number, "count": count, "share": round(100 * count / largest) if largest else 0}
                        for number, count in figures
                    ],
                },
            )

    @api.model
    def _students_here(self, company):
        # Guardians are anonymised as students are, and counted only where their kind is named.
        profiles = Domain("anonymised", "=", False) & Domain("kind", "!=", False)
        return Domain("company_id", "=", company.id) & profiles

    @api.model
    def _figures_by_number(self, company):
        """Return [(number of teaching periods, how many could be anonymised today)], in one statement.

        Everybody whom nothing but recent activity holds back, by the day of the last activity.
        """
        students = self.env["school.student"].with_context(active_test=False)
        # Counts of whom the page lists anyway.
        free = students._anonymisation_eligible_domain(but_for=("recent_activity",))
        days = students.sudo()._read_group(
            self._students_here(company) & free & Domain("last_activity_date", "!=", False),
            ["last_activity_date:day"],
            ["__count"],
        )
        begun = self.env["school.anonymisation.rule.recent_activity"].sudo()._begun(company.sudo())[:NUMBERS]
        return [
            (number, sum(count for day, count in days if day < period.date_start))
            for number, period in enumerate(begun, 1)
        ]
