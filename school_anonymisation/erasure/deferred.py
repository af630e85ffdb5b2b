"""Checks that somebody has put off to the end of the transaction: made where what they refuse can still be undone."""

from odoo.tools import SQL

from .sql import quoted, run

_DEFERRED = """
    SELECT DISTINCT n.nspname, k.conname FROM pg_constraint k
      JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.condeferred
"""


def check_deferred(env):
    """Make the checks now for which a constraint or trigger of anybody's would wait until the commit.

    There they would cost everybody's work; in a savepoint, they cost what was done since.

    :raise psycopg2.Error: what one of them refuses.
    """
    if names := [quoted(*row) for row in run(env, SQL(_DEFERRED))]:
        all_names = SQL(", ").join(names)
        run(env, SQL("SET CONSTRAINTS %s IMMEDIATE", all_names))
        run(env, SQL("SET CONSTRAINTS %s DEFERRED", all_names))
