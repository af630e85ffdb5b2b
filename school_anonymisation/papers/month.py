"""A month as a paper says it: "October 2026", in the reader's language."""

from datetime import date

from odoo.tools import format_date


def month_in_words(env, month):
    """Return a month that the log has as "2026-10" in words; empty when there is none."""
    return format_date(env, date.fromisoformat(f"{month}-01"), date_format="MMMM y") if month else ""
