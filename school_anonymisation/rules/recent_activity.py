"""Rule: the student was active in one of the last N teaching periods that have begun."""

from datetime import date

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date


class RecentActivityRule(models.AbstractModel):
    _name = "school.anonymisation.rule.recent_activity"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: recent activity"

    _code = "recent_activity"
    _sequence = 70
    _depends_on = (
        "last_activity_date",
        "company_id.anonymisation_inactive_periods",
        "company_id.anonymisation_shortest_period_days",
        "company_id.school_period_ids.date_start",
        "company_id.school_period_ids.date_end",
    )

    @api.model
    def _periods_required(self, company):
        """Return how many periods without activity this company asks for; 0 = it has not decided.

        The context may ask for more than the company does (a cycle that announced more), never for less.
        """
        required = company.anonymisation_inactive_periods
        return required and max(required, int(self.env.context.get("anonymisation_periods_at_least") or 0))

    @api.model
    def _periods_that_count(self, company):
        """Return the teaching periods of this company that count for inactivity, the earliest first.

        Those of its own, or of its parent company, that are not shorter than the company's setting: a summer camp of
        five days would otherwise be worth a half-year.
        """
        # From Odoo's cache: every rule that looks at the day asks for them.
        periods = company._school_periods_company().sudo().school_period_ids.sorted("date_start")
        shortest = company.anonymisation_shortest_period_days
        return periods.filtered(lambda period: (period.date_end - period.date_start).days + 1 >= shortest)

    @api.model
    def _begun(self, company):
        """Return the periods that count and have begun, the latest first."""
        today = company._school_today()
        return self._periods_that_count(company).filtered(lambda period: period.date_start <= today)[::-1]

    @api.model
    def _counted_from(self, company):
        """Return the first day of the last N periods that have begun; False when there are fewer, or N is 0."""
        required = self._periods_required(company)
        begun = self._begun(company) if required else self.env["school.teaching.period"]
        return begun[required - 1].date_start if 0 < required <= len(begun) else False

    @api.model
    def _blocked(self):
        """Whoever is not surely inactive is held back: also where there are too few periods, or no number."""
        inactive = Domain.FALSE
        for company in self._companies():
            if counted_from := self._counted_from(company):
                inactive |= Domain("company_id", "=", company.id) & Domain("last_activity_date", "<", counted_from)
        return ~inactive

    @api.model
    def _records(self, student):
        return student

    @api.model
    def _eligible_from(self, student):
        """Return the first day on which the periods since the last activity will be enough.

        False when that depends on periods that are not in the calendar yet, or on a number not decided yet.
        """
        last = student.last_activity_date
        days = self._eligible_days(student.company_id) if last else ()
        return next((day for since, before, day in days if since <= last < before), False)

    @api.model
    def _eligible_days(self, company):
        """Return [(since, before, day)]: whoever was last active from `since` on, before `before` is free from `day`.

        For whom there is no row, that depends on periods that are not in the calendar yet, or on a number not decided.
        """
        required = self._periods_required(company)
        if not required:
            return []
        starts = self._periods_that_count(company).mapped("date_start")
        days = starts[required - 1 :]
        return list(zip([date.min, *starts], starts, days, strict=False))

    @api.model
    def _sentence(self, student, records):
        company = student.company_id
        required = self._periods_required(company)
        if not required:
            return self.env._(
                "%s has not decided yet after how many teaching periods a student counts as inactive.", company.name
            )
        if not self._counted_from(company):
            return self.env._(
                "Too few teaching periods have begun at %(company)s to say who is inactive: %(begun)s of %(required)s.",
                required=required,
                begun=len(self._begun(company)),
                company=company.name,
            )
        day = format_date(self.env, student.last_activity_date)
        if required == 1:
            return self.env._("Was active until %s, which is within the last teaching period.", day)
        return self.env._(
            "Was active until %(day)s, which is within the last %(required)s teaching periods.",
            day=day,
            required=required,
        )
