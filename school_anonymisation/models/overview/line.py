"""The line of the year: its days from the list to the run, as they were or will be, and what happens next."""

from dataclasses import dataclass
from datetime import date, timedelta

from odoo import models
from odoo.tools import format_date

from ..cycle import calendar
from ..cycle.cycle import OPEN

DONE = {
    "announced": {"list"},
    "reminded_1": {"list", "reminder_1"},
    "reminded_2": {"list", "reminder_1", "reminder_2"},
    "running": {"list", "reminder_1", "reminder_2"},
    "second": {"list", "reminder_1", "reminder_2", "run"},
    "done": {"list", "reminder_1", "reminder_2", "run", "second"},
}
"""What lies behind a cycle in each of its states; in the others that is told by where it would go on."""

MARGIN = timedelta(days=3)
"""Beyond the last day, so that it does not stand at the very end of the line."""


@dataclass(frozen=True)
class Step:
    """A day of the year: what happens on it, in words, and whether it has."""

    code: str
    day: date
    text: str
    done: bool


class AnonymisationOverview(models.Model):
    _inherit = "school.anonymisation.overview"

    def _compute_line(self):
        for overview in self:
            steps, today = overview._steps(), overview._today()
            first = min([today, *(step.day for step in steps)])
            last = max([today, *(step.day for step in steps)]) + MARGIN
            upcoming = [step for step in steps if not step.done]
            overview.line = overview.env["ir.qweb"]._render(
                "school_anonymisation.overview_line",
                {
                    "steps": steps,
                    "today": today,
                    "follows_today": next((step.code for step in steps if step.day > today), False),
                    "next": upcoming[0].code if upcoming and overview._goes_on() else False,
                    "place": lambda day, first=first, last=last: round(100 * (day - first) / (last - first), 1),
                    "format_date": lambda day, overview=overview: format_date(overview.env, day, date_format="long"),
                },
            )

    def _today(self):
        return self.company_id.sudo()._school_today()

    def _year(self):
        """Return the year of which the page tells: that of the cycle, or of the next list."""
        today = self._today()
        if self.cycle_id:
            return self.cycle_id.year
        may_start = self.env["school.anonymisation.cycle"]._is_due(self.company_id, today)
        return today.year if may_start or today < calendar.list_day(today.year) else today.year + 1

    def _steps(self):
        """Return the steps of the year, in order; of a cycle those that it has, otherwise those that are planned."""
        cycle, year = self.cycle_id, self._year()
        listed = cycle.list_on or max(calendar.list_day(year), self._today())
        planned = dict(zip(("reminder_1", "reminder_2", "run"), calendar.plan(year, listed), strict=True))
        days = {"list": listed} | {code: cycle[f"{code}_on"] or day for code, day in planned.items()}
        if cycle.second_on:
            days["second"] = cycle.second_on
        texts = self._step_texts()
        done = DONE.get(cycle.resume_state if cycle.state in ("paused", "cancelled") else cycle.state, ())
        return [Step(code, day, texts[code], code in done) for code, day in days.items()]

    def _step_texts(self):
        return {
            "list": self.env._("The list goes out to whoever may anonymise"),
            "reminder_1": self.env._("First reminder, with the list as it is then"),
            "reminder_2": self.env._("Second reminder"),
            "run": self.env._("Whoever is on the list and can be anonymised on that day is anonymised"),
            "second": self.env._("Second part: whoever was on no list ten days before the first"),
        }

    def _goes_on(self):
        """Return whether the year goes on by itself."""
        cycle, company = self.cycle_id, self.company_id.sudo()
        if cycle:
            return cycle.state in OPEN and cycle.state != "paused"
        return company.anonymisation_automatic and company.anonymisation_inactive_periods > 0

    def _compute_next_step(self):
        for overview in self:
            overview.next_step = overview._what_stops() or overview._what_is_next()

    def _what_stops(self):
        """Return why nothing happens by itself, as a sentence; empty when something does."""
        cycle, company = self.cycle_id, self.company_id.sudo()
        if not company.anonymisation_inactive_periods:
            return self.env._("Nothing happens until somebody saves the settings: when is a student inactive?")
        if not company.anonymisation_automatic:
            return self.env._("Nothing happens by itself: the yearly anonymisation is switched off in the settings.")
        if cycle.state == "paused":
            return self.env._("Nothing happens until somebody chooses Go on. It is paused: %s.", self.stop_label)
        if not self.recipient_count:
            return self.env._("Nobody can be told, so nobody will be anonymised. Somebody needs the permission.")
        return ""

    def _what_is_next(self):
        """Return what happens next, and when, as a sentence."""
        cycle = self.cycle_id
        if cycle.state == "running":
            return self.env._("The students on the list are being anonymised now.")
        if cycle and cycle.state not in OPEN:
            day = calendar.list_day(cycle.year + 1)
            return self.env._("This year is over. The next list goes out on %s.", self._long(day))
        step = next(step for step in self._steps() if not step.done)
        day = max(step.day, self._today())
        return self.env._("%(day)s: %(what)s.", day=self._long(day), what=step.text)

    def _long(self, day):
        return format_date(self.env, day, date_format="long")
