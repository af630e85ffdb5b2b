"""How few share each combination of what is kept: k-anonymity as L. Sweeney defined it (2002), by one GROUP BY each.

`pycanon` computes the same. It needs pandas, NumPy and SciPy in versions of its own, which a school's Odoo would have
to carry for ten lines of SQL.
"""

from dataclasses import dataclass

from odoo.tools import SQL

from .pooling import K


@dataclass(frozen=True)
class Measured:
    """How few share a combination.

    ``rows``: people or enrolments; ``smallest``: how many share the rarest combination, 0 without any row; ``few``:
    rows in combinations that fewer than K share; ``alone``: rows that no other is like.
    """

    rows: int = 0
    smallest: int = 0
    few: int = 0
    alone: int = 0

    def share_few(self):
        """Return the share of rows in small groups, in per cent, rounded up: none is only said where there is none."""
        return -(-100 * self.few // self.rows) if self.rows else 0

    def share_alone(self):
        """Return the share of rows that no other is like, in per cent, rounded up."""
        return -(-100 * self.alone // self.rows) if self.rows else 0


def measured(env, rows, columns, k=K):
    """Return the Measured of the combinations of these columns in a query.

    :param rows: SQL of a query that has the columns, a row for whatever is counted.
    """
    ((answer, _filled),) = measured_together(env, rows, [columns], k=k)
    return answer


def measured_together(env, rows, several, counted=(), k=K):
    """Return [(Measured, how many rows say something in each of the columns ``counted``)], in one statement.

    :param rows: as `measured` takes it; what it selects is made out once. :param several: columns, several times.
    """
    combinations = [
        SQL(
            "SELECT %s AS place, count(*) AS size, ARRAY[%s]::bigint[] AS filled FROM kept GROUP BY %s",
            place,
            SQL(", ").join(SQL("count(%s)", SQL.identifier(name)) for name in counted),
            SQL(", ").join(map(SQL.identifier, columns)),
        )
        for place, columns in enumerate(several)
    ]
    answers = env.execute_query(
        SQL(
            """
            WITH kept AS MATERIALIZED (%(rows)s), combination AS MATERIALIZED (%(combinations)s)
            SELECT place, sum(size)::bigint, min(size), coalesce(sum(size) FILTER (WHERE size < %(k)s), 0)::bigint,
                   count(*) FILTER (WHERE size = 1)
                   %(filled)s
              FROM combination GROUP BY place
            """,
            rows=rows,
            combinations=SQL(" UNION ALL ").join(combinations),
            k=k,
            filled=SQL("").join(SQL(", sum(filled[%s])::bigint", place) for place in range(1, len(counted) + 1)),
        )
    )
    found = {place: (Measured(*figures[:4]), tuple(figures[4:])) for place, *figures in answers}
    return [found.get(place, (Measured(), (0,) * len(counted))) for place in range(len(several))]
