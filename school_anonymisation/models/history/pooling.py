"""What is said of so few that less is said of them, step by step, until K or more are alike: k-anonymity.

Of enrolments age groups become wider first, then they go, genders next. Where a school wants no group smaller than K,
courses of fewer than K in a teaching period are put together before that, and of hires and waiting list entries first
how long they lasted, then the teaching period within the year, then the instrument or course is not said. Where what
is left over would itself be fewer than K, the smallest group beside it joins them; of a teaching period in which fewer
than K took part at all, they are counted with another one. State and number of enrolments, year and number of hires
and entries never change, nor do teaching periods in which K took part.
"""

from odoo.tools import SQL

from .wider_ages import wider

K = 5
"""The smallest group in which nobody is singled out: k of k-anonymity (L. Sweeney, 2002)."""

PLACE = ("course_id", "period_id", "state")
"""What a report says of an enrolment besides whose it is."""

SAID_LESS = ("gender", "age_group")
"""What an enrolment no longer says where few share it."""

NOTHING = SQL("NULL")


def pooled(enrolments, k=K):
    """Return SQL of a query: the rows of another one, less said of gender and age where fewer than ``k`` share it.

    :param enrolments: SQL of a query with the columns id, gender, age_group and those of PLACE.
    """
    steps = [{"age_group": wider(SQL("r.age_group"))}, {"age_group": NOTHING}, {"gender": NOTHING}]
    return coarsened(enrolments, (*PLACE, *SAID_LESS), steps, _listed(PLACE), k=k)


def gathered(enrolments, course_id, k=K):
    """Return SQL of a query: the rows of another one, those of courses with fewer than ``k`` under one course.

    Of a teaching period in which even all together are fewer than ``k`` they are counted with another one.

    :param enrolments: as `pooled` takes it; :param course_id: the course under which they are put together.
    """
    steps = [{"course_id": SQL("%s", course_id)}]
    rows = coarsened(enrolments, PLACE, steps, _listed(PLACE[1:]), also=SAID_LESS, k=k)
    return SQL(
        """
        SELECT id, course_id, state, gender, age_group,
               CASE WHEN size < %(k)s
                    THEN first_value(period_id) OVER (
                         PARTITION BY state
                         ORDER BY course_id = %(together)s AND size >= %(k)s DESC, size < %(k)s DESC, period_id DESC)
                    ELSE period_id END AS period_id
          FROM (SELECT *, count(*) OVER (PARTITION BY %(place)s) AS size FROM (%(rows)s) r) r
        """,
        k=k,
        together=course_id,
        place=_listed(PLACE),
        rows=rows,
    )


def gathered_hires(hires, instrument_id, k=K):
    """Return SQL of a query: the rows of another one, of which less is said where fewer than ``k`` share it.

    :param hires: SQL of a query with the columns id, instrument_id, hired_on, returned_on.
    :param instrument_id: the instrument under which those are put together of which few are lent.
    """
    return _gathered_spans(hires, ("instrument_id", "hired_on", "returned_on"), instrument_id, SQL("NULL"), k)


def gathered_requests(requests, course_id, k=K):
    """Return SQL of a query: the rows of another one, of which less is said where fewer than ``k`` share it.

    :param requests: SQL of a query with the columns id, course_id, requested_on, closed_on, state.
    :param course_id: the course under which those are put together for which few wait.
    """
    return _gathered_spans(requests, ("course_id", "requested_on", "closed_on", "state"), course_id, SQL("r.state"), k)


def _gathered_spans(rows, columns, together, beside, k):
    """Say less of rows that begin and end: how long they lasted, then when in the year they began, then what of."""
    what, begun, ended = columns[:3]
    first = SQL("date_trunc('year', r.%s)::date", SQL.identifier(begun))
    # What has not ended stays so: whoever has something now is held back by it, and is not among them.
    as_begun = SQL("CASE WHEN r.%s IS NOT NULL THEN r.%s END", SQL.identifier(ended), SQL.identifier(begun))
    in_the_year = SQL("CASE WHEN r.%s IS NOT NULL THEN %s END", SQL.identifier(ended), first)
    steps = [{ended: as_begun}, {begun: first, ended: in_the_year}, {what: SQL("%s", together)}]
    return coarsened(rows, columns, steps, SQL("%s, %s", first, beside), k=k)


def coarsened(rows, columns, steps, within, also=(), k=K):
    """Return SQL of a query: the rows of another one, less and less said of those that fewer than ``k`` are like.

    :param rows: SQL of a query with an ``id`` and all columns that are named.
    :param columns: names of the columns in which rows are alike.
    :param steps: [{column: SQL of what it says instead}], one after the other for whatever is still small.
    :param within: SQL of what is never given up; what is left over is joined by others of the same only.
    :param also: names of columns that come along. In all SQL a row is ``r``.
    """
    for step in steps:
        few = SQL("size < %s", k)
        rows = SQL(
            "SELECT id, %s FROM (SELECT *, count(*) OVER (PARTITION BY %s) AS size FROM (%s) r) r",
            _said_less(columns, step, few, also),
            _listed(columns),
            rows,
        )
    least = {name: said for step in steps for name, said in step.items()}
    silent = SQL(" AND ").join(
        SQL("r.%s IS NOT DISTINCT FROM %s", SQL.identifier(name), said) for name, said in least.items()
    )
    return SQL(
        """
        SELECT id, %(said)s FROM (
            SELECT *, count(*) FILTER (WHERE silent) OVER (PARTITION BY %(within)s) AS left_over,
                   dense_rank() OVER (PARTITION BY %(within)s ORDER BY silent, size, %(columns)s) = 1 AS smallest
              FROM (SELECT *, %(silent)s AS silent, count(*) OVER (PARTITION BY %(columns)s) AS size
                      FROM (%(rows)s) r) r
        ) r
        """,
        said=_said_less(columns, least, SQL("smallest AND left_over BETWEEN 1 AND %s", k - 1), also),
        within=within,
        columns=_listed(columns),
        silent=silent,
        rows=rows,
    )


def _said_less(columns, step, few, also):
    """Return SQL of the columns of a row ``r``, those of a step as it says where `few` holds."""
    return SQL(", ").join(
        SQL("CASE WHEN %s THEN %s ELSE r.%s END AS %s", few, step[name], SQL.identifier(name), SQL.identifier(name))
        if name in step
        else SQL("r.%s", SQL.identifier(name))
        for name in (*columns, *also)
    )


def _listed(names):
    return SQL(", ").join(SQL("r.%s", SQL.identifier(name)) for name in names)
