"""Wider age groups: what is said of enrolments of which fewer than five share the age group, before nothing is said."""

from odoo import fields, models
from odoo.tools import SQL

# {the last age group of the school that is in it: the code, which sorts beside these}; the rest are in the last one.
WIDER = {"10_12": "00_12", "16_18": "13_18"}
WIDEST = "19_up"


def wider(age_group):
    """Return SQL of the wider age group in which an age group is; NULL stays NULL, and a wider one itself.

    :param age_group: SQL of a code.
    """
    cases = SQL(" ").join(SQL("WHEN %s <= %s THEN %s", age_group, last, code) for last, code in WIDER.items())
    return SQL("CASE %s WHEN %s IS NOT NULL THEN %s END", cases, age_group, WIDEST)


class SchoolEnrolment(models.Model):
    _inherit = "school.enrolment"

    age_group = fields.Selection(
        selection_add=[("00_12", "Under 13"), ("13_18", "13 to 18"), ("19_up", "Over 18")],
        ondelete={"00_12": "set null", "13_18": "set null", "19_up": "set null"},
    )
