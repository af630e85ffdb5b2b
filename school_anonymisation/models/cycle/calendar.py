"""The days of a cycle: plain dates, no Odoo and no clock in here.

The year as it is meant: the list on 1 October, reminders on 15 and 22 October, the run on 1 November. All days
are the company's own. What happens when a day is missed is in docs/calendar.md.
"""

from datetime import date, timedelta

LIST_TO_RUN = timedelta(days=10)
"""Nobody is anonymised by a cycle before a list with their name has been delivered for as long as this."""

LAST_MAIL_TO_RUN = timedelta(days=3)
"""A reminder that is late leaves at least this much time to act on it."""

BETWEEN_MAILS = timedelta(days=1)
"""Steps that are made up for come on different days, never in one heap."""

_IN_TIME = timedelta(days=7)


def list_day(year):
    """Return the day on which the list of that year is due."""
    return date(year, 10, 1)


def run_day(year):
    """Return the day on which the run of that year is due, unless the list was late."""
    return date(year, 11, 1)


def may_start(today, saved_on):
    """Return whether a cycle of this year may start today.

    From 1 October to the end of the year, if the settings were first saved before 1 November: a school that
    decides later has its first cycle next October.
    """
    return list_day(today.year) <= today and saved_on < run_day(today.year)


def plan(year, listed_on):
    """Return the days of (first reminder, second reminder, run) for a list that went out on `listed_on`.

    The ordinary ones if the list came a week or more before the first reminder. Otherwise the run keeps ten days
    distance, and the reminders divide the time until then in three.
    """
    run = max(run_day(year), listed_on + LIST_TO_RUN)
    first, second = date(year, 10, 15), date(year, 10, 22)
    if listed_on + _IN_TIME <= first:
        return first, second, run
    third = (run - listed_on) / 3
    return max(first, listed_on + third), max(second, listed_on + 2 * third), run
