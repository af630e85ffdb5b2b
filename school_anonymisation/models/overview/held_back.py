"""Who is held back, and by what: a row for each student and reason, of the rules themselves whenever it is read."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

REASONS = 100
"""More reasons than there are rules: the id of a row is made of the student's and the reason's place."""

RECENT = "recent_activity"


def check_open(row):
    """Raise AccessError when the user may not open this row of the overview, which may be another company's."""
    row.ensure_one()
    row.env.user._check_can_anonymise()
    if not row.exists():
        raise AccessError(row.env._("This is of a school in which you do not work."))
    row.check_access("read")


class AnonymisationHeldBack(models.Model):
    """Rows to be counted and listed, of the companies in which the reader works."""

    _name = "school.anonymisation.held.back"
    _description = "Student who is held back"
    _auto = False
    _order = "eligible_on, student_id, id"
    _rec_name = "student_id"

    student_id = fields.Many2one("school.student", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    code = fields.Selection("_reasons", string="Held back by", readonly=True)
    only_recent = fields.Boolean(
        string="Only recently active", readonly=True, help="Nothing else holds the student back: time alone will do."
    )
    eligible_on = fields.Date(
        string="Can be anonymised from",
        readonly=True,
        help="Of students whom time alone will free; empty = the teaching period is not in the calendar yet.",
    )

    @api.model
    def _reasons(self):
        """Return the reasons for being held back as a selection, in the order in which a profile tells them."""
        labels = self.env["school.anonymisation.candidate"].sudo()._reason_labels()
        rules = self.env["school.anonymisation.rule"]._all_rules()
        return [(code, labels[code]) for code in ("prevented", *(rule._code for rule in rules))]

    @property
    def _table_query(self):
        """Return the rows of the reader's companies, as SQL. What holds somebody back may be for the eyes of fewer."""
        return SQL(
            """
            SELECT held.student_id * %(reasons)s + held.place AS id, held.student_id, student.company_id, held.code,
                   held.only_recent, CASE WHEN held.only_recent THEN free.day END AS eligible_on
              FROM (SELECT *, code = %(recent)s AND count(*) OVER (PARTITION BY student_id) = 1 AS only_recent
                      FROM (%(held)s) reason) held
              JOIN school_student student
                     ON student.id = held.student_id AND student.company_id = ANY(%(companies)s)
                    AND student.anonymised IS NOT TRUE
              LEFT JOIN (%(days)s) free (company_id, since, before, day)
                     ON free.company_id = student.company_id
                    AND student.last_activity_date >= free.since AND student.last_activity_date < free.before
            """,
            reasons=REASONS,
            recent=RECENT,
            held=self.env["school.student"]._anonymisation_held_with_reasons(),
            companies=self.env.companies.ids,
            days=self._days(),
        )

    @api.model
    def _days(self):
        """Return from when students of the reader's companies can be anonymised, by their last activity, as SQL."""
        # Who works at a branch need not see the teaching periods of the parent company.
        rule = self.env["school.anonymisation.rule.recent_activity"].sudo()
        rows = [
            SQL("(%s, %s::date, %s::date, %s::date)", company.id, *days)
            for company in self.env.companies.sudo()
            for days in rule._eligible_days(company)
        ]
        return SQL("VALUES %s", SQL(", ").join(rows or [SQL("(NULL::int, NULL::date, NULL::date, NULL::date)")]))

    def action_open(self):
        """Open the student's profile."""
        check_open(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.student",
            "res_id": self.student_id.id,
            "views": [(False, "form")],
        }
