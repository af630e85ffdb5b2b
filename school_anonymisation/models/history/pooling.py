"""Which facts about participation are said of so few that they are pooled: gender and age group become "not stated".

Age groups go first, genders next, and only where fewer than K would share all that is said. Where what is left over
would itself be fewer than K, the smallest group beside it joins them. Teaching period, state and the number of
enrolments never change; courses only where a school wants those of fewer than K put together.
"""

from odoo.tools import SQL

K = 5
"""The smallest group in which nobody is singled out: k of k-anonymity (L. Sweeney, 2002)."""

PLACE = ("course_id", "period_id", "state", "cancelled_on")
"""What a report says of an enrolment besides whose it is."""


def gathered(enrolments, course_id, k=K):
    """Return SQL of a query: the rows of another one, those of courses with fewer than ``k`` under one course.

    Where those would themselves be fewer than ``k`` in a teaching period, the smallest course beside them joins them.

    :param enrolments: as `pooled` takes it; :param course_id: the course under which they are put together.
    """
    return SQL(
        """
        WITH given AS (%(enrolments)s),
        sized AS (
            SELECT *, count(*) OVER course AS size,
                   course_id = %(course_id)s OR count(*) OVER course < %(k)s AS small
              FROM given WINDOW course AS (PARTITION BY %(place)s)
        ),
        ranked AS (
            SELECT *, count(*) FILTER (WHERE small) OVER (PARTITION BY %(rest)s) AS together,
                   dense_rank() OVER (PARTITION BY %(rest)s ORDER BY small, size, course_id) = 1 AS smallest
              FROM sized
        )
        SELECT id, %(rest)s, gender, age_group, company_id,
               CASE WHEN small OR smallest AND together BETWEEN 1 AND %(k)s - 1 THEN %(course_id)s ELSE course_id END
               AS course_id
          FROM ranked
        """,
        enrolments=enrolments,
        course_id=course_id,
        k=k,
        place=SQL(", ").join(map(SQL.identifier, PLACE)),
        rest=SQL(", ").join(map(SQL.identifier, PLACE[1:])),
    )


def pooled(enrolments, k=K):
    """Return SQL of a query: the rows of another one, gender and age group pooled where fewer than ``k`` share them.

    :param enrolments: SQL of a query with the columns id, gender, age_group and those of PLACE.
    """
    return SQL(
        """
        WITH stated AS (%(enrolments)s),
        aged AS (
            SELECT id, %(place)s, gender,
                   CASE WHEN count(*) OVER (PARTITION BY %(place)s, gender, age_group) >= %(k)s THEN age_group END
                   AS age_group
              FROM stated
        ),
        gendered AS (
            SELECT id, %(place)s, age_group,
                   CASE WHEN age_group IS NOT NULL
                          OR count(*) OVER (PARTITION BY %(place)s, gender, age_group) >= %(k)s THEN gender END
                   AS gender
              FROM aged
        ),
        counted AS (
            SELECT *, num_nonnulls(gender, age_group) = 0 AS silent,
                   count(*) OVER (PARTITION BY %(place)s, gender, age_group) AS size
              FROM gendered
        ),
        ranked AS (
            SELECT *, count(*) FILTER (WHERE silent) OVER (PARTITION BY %(place)s) AS silent_size,
                   dense_rank() OVER (PARTITION BY %(place)s ORDER BY silent, size, gender, age_group) = 1 AS smallest
              FROM counted
        )
        SELECT id, %(place)s,
               CASE WHEN NOT (smallest AND silent_size BETWEEN 1 AND %(k)s - 1) THEN gender END AS gender,
               CASE WHEN NOT (smallest AND silent_size BETWEEN 1 AND %(k)s - 1) THEN age_group END AS age_group
          FROM ranked
        """,
        enrolments=enrolments,
        place=SQL(", ").join(map(SQL.identifier, PLACE)),
        k=k,
    )
