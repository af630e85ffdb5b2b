"""What another number of teaching periods would mean for this school, shown while somebody types it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# More numbers than this tell a school nothing new.
NUMBERS = 8
RECENT, FAMILY = "recent_activity", "family_association"

FIGURES = ("figures", "history_figures")
"""What the page fetches when it is already there: in a large school each of them takes long to count."""

MAY_BE_TYPED = {"anonymisation_inactive_periods": int, "history_level": str, "history_small_courses": bool}
"""{what the figures depend on and is perhaps not saved yet: its type}"""


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    figures = fields.Html(compute="_compute_figures", sanitize=False)
    refusal = fields.Char(compute="_compute_refusal", help="Why what has been typed will not be saved.")
    refused_fields = fields.Char(compute="_compute_refusal", help="Beside which fields that is said.")

    @api.depends(lambda self: list(self._ranges()))
    def _compute_refusal(self):
        labels, ranges = self._labels(), self._ranges()
        for settings in self:
            refused = [name for name, (least, most) in ranges.items() if not least <= settings[name] <= most]
            settings.refused_fields = " ".join(refused)
            settings.refusal = " ".join(self._range_sentence(labels[name], ranges[name]) for name in refused)

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

    @api.readonly
    def get_figures(self, name, values):
        """Return the HTML of what these settings would mean for the school, nothing of which is saved.

        :param name: one of `FIGURES`
        :param values: {field of `MAY_BE_TYPED`: what stands in the form}
        :raise UserError: something else is asked.
        """
        self.env.user._check_can_anonymise()
        self.ensure_one().check_access("read")
        if name not in FIGURES or not self._may_be_typed(values):
            raise UserError(self.env._("Only the figures on this page can be counted here."))
        typed = self.new(values, origin=self)
        html = str(typed[name])
        # Whoever asks again in this transaction is answered what they typed then.
        typed.invalidate_recordset(flush=False)
        return html

    @api.model
    def _may_be_typed(self, values):
        return isinstance(values, dict) and all(
            field in MAY_BE_TYPED and isinstance(value, MAY_BE_TYPED[field]) for field, value in values.items()
        )

    @api.model
    def _students_here(self, company):
        # Guardians are anonymised as students are, and counted only where their kind is named.
        profiles = Domain("anonymised", "=", False) & Domain("kind", "!=", False)
        return Domain("company_id", "=", company.id) & profiles

    @api.model
    def _figures_by_number(self, company):
        """Return [(number of teaching periods, how many could be anonymised today)], in two statements at most.

        Everybody whom nothing but recent activity holds back, by the day of the last activity; of a family that goes
        together, by that of whoever was active last.
        """
        days = self._last_days(company)
        begun = self.env["school.anonymisation.rule.recent_activity"].sudo()._begun(company.sudo())[:NUMBERS]
        return [
            (number, sum(count for day, count in days if day and day < period.date_start))
            for number, period in enumerate(begun, 1)
        ]

    @api.model
    def _last_days(self, company):
        """Return [(last day of activity, or None; number of students whom nothing else holds back)]."""
        # Counts of whom the page lists anyway.
        students = self.env["school.student"].sudo().with_context(active_test=False)
        together = not company.sudo().anonymisation_family_literal
        free = students._anonymisation_eligible_domain(but_for=(RECENT, *((FAMILY,) if together else ())))
        asked = students._search(self._students_here(company) & free)
        if asked.is_empty():
            return []
        columns = SQL("school_student.partner_id, school_student.last_activity_date AS day")
        if not together:
            return self.env.execute_query(
                SQL("SELECT day, count(*) FROM (%s) free GROUP BY day", asked.select(columns))
            )
        held = self.env["school.anonymisation.rule.family_association"]._held_whatever_the_number(company.sudo())
        return self.env["school.anonymisation.families"]._last_days(asked.select(columns), held, company.sudo())
