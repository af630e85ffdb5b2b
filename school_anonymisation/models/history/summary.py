"""Counts that would be lost with loose participation: students a teaching period, how long they stayed, siblings."""

from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from .pooling import K

STAYED = ((1, "1"), (2, "2"), (4, "3 to 4"), (8, "5 to 8"), (None, "9 or more"))
"""In how many teaching periods somebody took part, up to and including, and what the table calls it."""


class ParticipationSummary(models.Model):
    """A row is a number of people or of enrolments; what fewer than K are counted in is one row without a value."""

    _name = "school.participation.summary"
    _description = "Summary of participation"
    _order = "measure, period_id desc, value"
    _rec_name = "measure"
    # Nothing says when a number came about.
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    measure = fields.Selection(
        [
            ("students", "Students who took part"),
            ("gender", "Enrolments by gender"),
            ("age_group", "Enrolments by age group"),
            ("course", "Enrolments by course"),
            ("instrument", "Hires by instrument"),
            ("stayed", "Students by number of teaching periods"),
            ("siblings", "Students by number of siblings"),
        ],
        string="What is counted",
        required=True,
        readonly=True,
    )
    period_id = fields.Many2one("school.teaching.period", string="Teaching period", readonly=True, ondelete="set null")
    value = fields.Char(readonly=True, help="Empty where so few are counted that they are put together.")
    number = fields.Integer("How many", required=True, readonly=True)

    @api.model
    def _count(self, company, ids):
        """Add what is known of these students, whose participation is about to be nobody's."""
        self._add(company, "students", self._counts_of_students(ids))
        self._add(company, "stayed", self._counts_of_periods(ids))
        self._add(company, "siblings", self._counts_of_siblings(ids))
        self._add(company, "course", self._counts_of_courses(ids))
        self._add(company, "instrument", self._counts_of_instruments(ids))
        for column in ("gender", "age_group"):
            self._add(company, column, self._counts_of_enrolments(ids, column))

    @api.model
    def _counts_of_students(self, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT period_id, count(DISTINCT student_id) FROM school_enrolment WHERE student_id = ANY(%s)"
                " AND state != 'cancelled' GROUP BY period_id",
                ids,
            )
        )
        return {(period_id, False): number for period_id, number in rows}

    @api.model
    def _counts_of_periods(self, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT count(DISTINCT period_id) FROM school_enrolment WHERE student_id = ANY(%s)"
                " AND state != 'cancelled' GROUP BY student_id",
                ids,
            )
        )
        return Counter(
            (None, next(words for most, words in STAYED if most is None or number <= most)) for (number,) in rows
        )

    @api.model
    def _counts_of_siblings(self, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT least(anonymisation_siblings, 2) FROM school_student WHERE id = ANY(%s)"
                " AND kind = 'student' AND anonymisation_siblings IS NOT NULL",
                ids,
            )
        )
        return Counter((None, ("0", "1", "2 or more")[number]) for (number,) in rows)

    @api.model
    def _counts_of_courses(self, ids):
        return self._counts_by_name(
            "SELECT c.name, count(*) FROM school_enrolment e JOIN school_course c ON c.id = e.course_id"
            " WHERE e.student_id = ANY(%s) AND e.state != 'cancelled' GROUP BY c.name",
            ids,
        )

    @api.model
    def _counts_of_instruments(self, ids):
        return self._counts_by_name(
            "SELECT i.name, count(*) FROM school_instrument_hire h JOIN school_instrument i ON i.id = h.instrument_id"
            " WHERE h.student_id = ANY(%s) GROUP BY i.name",
            ids,
        )

    @api.model
    def _counts_by_name(self, query, ids):
        return {(None, name): number for name, number in self.env.execute_query(SQL(query, ids))}

    @api.model
    def _counts_of_enrolments(self, ids, column):
        rows = self.env.execute_query(
            SQL(
                "SELECT period_id, %(column)s, count(*) FROM school_enrolment WHERE student_id = ANY(%(ids)s)"
                " AND state != 'cancelled' AND %(column)s IS NOT NULL GROUP BY period_id, %(column)s",
                column=SQL.identifier(column),
                ids=ids,
            )
        )
        # The table keeps the words: it is read as it is, by whoever may.
        words = dict(self.env["school.enrolment"]._fields[column].selection)
        return {(period_id, words.get(value, value)): number for period_id, value, number in rows}

    @api.model
    def _add(self, company, measure, counts):
        """Add numbers to those of a measure; put together what is still too small.

        :param counts: {(id of a teaching period or None, value or False): number}
        """
        known = self.search([("company_id", "=", company.id), ("measure", "=", measure)])
        numbers = Counter(counts)
        for row in known:
            numbers[row.period_id.id or None, row.value] += row.number
        pooled = pooled_counts(numbers, together=(None, False))
        known.unlink()
        self.create(
            [
                {
                    "company_id": company.id,
                    "measure": measure,
                    "period_id": period_id,
                    "value": value,
                    "number": number,
                }
                for (period_id, value), number in pooled.items()
            ]
        )


def pooled_counts(numbers, together, k=K):
    """Return the numbers with those below ``k`` put together; the smallest other joins where even that is below it.

    :param numbers: {key: number}; :param together: the key of what is put together.

    >>> sorted(pooled_counts({"a": 9, "b": 3, "c": 1, "d": 7}, together="").items())
    [('', 11), ('a', 9)]
    """
    large = {key: number for key, number in numbers.items() if number >= k and key != together}
    rest = sum(numbers.values()) - sum(large.values())
    while 0 < rest < k and large:
        smallest = min(large, key=lambda key: (large[key], str(key)))
        rest += large.pop(smallest)
    return large | ({together: rest} if rest else {})


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_siblings = fields.Integer(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="How many siblings the student had here; counted, and forgotten, when participation becomes nobody's.",
    )


class AnonymisationHooks(models.AbstractModel):
    _inherit = "school.anonymisation.hooks"

    @api.model
    def _before_erasure(self, students):
        """Count siblings while it is known who they are, where only that number will be left."""
        super()._before_erasure(students)
        loose = students.filtered(lambda student: student.company_id._keeps_loose_participation())
        if loose:
            self.env.flush_all()
            self.env.cr.execute(
                SQL(
                    "UPDATE school_student s SET anonymisation_siblings = (SELECT count(DISTINCT CASE"
                    " WHEN f.student_id = s.id THEN f.relative_id ELSE o.partner_id END)"
                    " FROM school_family_association f JOIN school_student o ON o.id = f.student_id"
                    " WHERE f.relation = 'sibling' AND (f.student_id = s.id OR f.relative_id = s.partner_id))"
                    " WHERE s.id = ANY(%s)",
                    loose.ids,
                )
            )
            loose.invalidate_recordset(["anonymisation_siblings"])
