"""The first day of the teaching period in which a day lies, as SQL: what is kept of a date."""

from dataclasses import dataclass

from odoo.tools import SQL


@dataclass(frozen=True)
class Periods:
    """First days of teaching periods, as two columns: the company (0: of none), and the day."""

    companies: list
    days: list

    @classmethod
    def of(cls, env, host):
        """Return those of a host's companies."""
        pairs = [(company, day) for company, days in host.periods(env).items() for day in days]
        return cls([company for company, _day in pairs], [day for _company, day in pairs])

    def first_day(self, of_a_company):
        """Return a function: SQL of a day to SQL of the last first day up to it, NULL before the first period.

        :param of_a_company: whether row ``t`` says by ``company_id`` whose periods count.
        """
        company = SQL("coalesce(t.company_id, 0)") if of_a_company else SQL("0")
        return lambda day: SQL(
            "(SELECT max(p.day) FROM unnest(%s::int[], %s::date[]) AS p(company, day)"
            " WHERE p.company = %s AND p.day <= %s)",
            self.companies,
            self.days,
            company,
            day,
        )
