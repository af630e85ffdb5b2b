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
    (answer,) = env.execute_query(
        SQL(
            """
            SELECT coalesce(sum(size), 0)::bigint, coalesce(min(size), 0),
                   coalesce(sum(size) FILTER (WHERE size < %(k)s), 0)::bigint, count(*) FILTER (WHERE size = 1)
              FROM (SELECT count(*) AS size FROM (%(rows)s) kept GROUP BY %(columns)s) combinations
            """,
            rows=rows,
            columns=SQL(", ").join(map(SQL.identifier, columns)),
            k=k,
        )
    )
    return Measured(*answer)
