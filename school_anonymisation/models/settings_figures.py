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
        return Domain("company_id", "=", company.id) & self._profiles()

    @api.model
    def _profiles(self):
        # Guardians are anonymised as students are, and counted only where their kind is named.
        return Domain("anonymised", "=", False) & Domain("kind", "!=", False)

    @api.model
    def _figures_by_number(self, company):
        """Return [(number of teaching periods, how many could be anonymised today)].

        Everybody whom nothing but recent activity holds back, their own or their family's, by the day of the last.
        """
        days = self._last_days(company)
        begun = self.env["school.anonymisation.rule.recent_activity"].sudo()._begun(company.sudo())[:NUMBERS]
        return [(number, sum(day < period.date_start for day in days)) for number, period in enumerate(begun, 1)]

    @api.model
    def _last_days(self, company):
        """Return the day of the last activity of each of those students or of somebody of the family."""
        family = self.env["school.anonymisation.rule.family_association"].sudo()
        literal, today = family._reading(company.sudo())
        but_for = ("recent_activity",) if literal else ("recent_activity", family._code)
        # Counts of whom the page lists anyway.
        students = self.env["school.student"].sudo().with_context(active_test=False)
        free = students._anonymisation_eligible_domain(but_for=but_for) & Domain("last_activity_date", "!=", False)
        families = self.env["school.anonymisation.families"]
        if literal or not families._any(today):
            return students.search(self._students_here(company) & free).mapped("last_activity_date")
        held = families._living(family._held_otherwise(but_for=but_for), today)
        free &= self._students_here(company) & ~Domain("partner_id", "in", held)
        days = dict(students._read_group(self._profiles(), ["partner_id"], ["last_activity_date:max"]))
        days = {contact.id: day for contact, day in days.items() if day}
        found = families._of(students.search(free).partner_id.ids, today).values()
        return [max(days[person] for person in people if person in days) for people in found]
