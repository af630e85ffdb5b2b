"""What would be kept of students at each level, as queries of rows to be counted."""

from odoo.tools import SQL


def histories(students, periods_of):
    """Return SQL of a query with a row a student: what stays together when each keeps one history.

    Columns: gender, country_id, registered_in (the first day of a teaching period, within its year),
    age_groups, taken (courses, each with its teaching period).

    :param students: SQL of a query of ids; :param periods_of: the id of the company whose teaching periods count.
    """
    return SQL(
        """
        SELECT s.gender, c.country_id, %(registered_in)s AS registered_in, e.age_groups, e.taken
          FROM school_student s
          JOIN res_partner c ON c.id = s.partner_id
          LEFT JOIN LATERAL (
               SELECT array_agg(DISTINCT age_group::text ORDER BY age_group::text) AS age_groups,
                      array_agg((course_id, period_id)::text ORDER BY (course_id, period_id)::text) AS taken
                 FROM school_enrolment WHERE student_id = s.id
               ) e ON TRUE
         WHERE s.id IN (%(students)s)
        """,
        registered_in=_first_day_of_period(SQL("s.registered_on"), periods_of),
        students=students,
    )


def enrolments(students):
    """Return SQL of a query with a row an enrolment of these students, as `pooling.pooled` takes it."""
    return SQL(
        """
        SELECT id, course_id, period_id, state, gender, age_group, company_id
          FROM school_enrolment e WHERE student_id IN (%s)
        """,
        students,
    )


def hires(students, periods_of):
    """Return SQL of a query with a row a hire of these students, as `pooling.gathered_hires` takes it.

    Instruments of one name are one: which of them it was is dealt out by chance.
    """
    return SQL(
        """
        SELECT h.id, h.company_id, min(i.id) OVER (PARTITION BY h.company_id, i.name) AS instrument_id,
               %(hired_on)s AS hired_on, %(returned_on)s AS returned_on
          FROM school_instrument_hire h JOIN school_instrument i ON i.id = h.instrument_id
         WHERE h.student_id IN (%(students)s)
        """,
        hired_on=_first_day_of_period(SQL("h.hired_on"), periods_of),
        returned_on=_first_day_of_period(SQL("h.returned_on"), periods_of),
        students=students,
    )


def requests(students, periods_of):
    """Return SQL of a query with a row a waiting list entry of them, as `pooling.gathered_requests` takes it."""
    return SQL(
        """
        SELECT id, company_id, course_id, state, %(requested_on)s AS requested_on, %(closed_on)s AS closed_on
          FROM school_waiting_list_entry w WHERE student_id IN (%(students)s)
        """,
        requested_on=_first_day_of_period(SQL("w.requested_on"), periods_of),
        closed_on=_first_day_of_period(SQL("w.closed_on"), periods_of),
        students=students,
    )


def _first_day_of_period(day, periods_of):
    """Return SQL of the first day of the teaching period of a day, within its year, as anonymising leaves it."""
    return SQL(
        "greatest(date_trunc('year', %(day)s)::date, (SELECT max(p.date_start) FROM school_teaching_period p"
        " WHERE p.company_id = %(company)s AND p.date_start <= %(day)s))",
        company=periods_of,
        day=day,
    )
