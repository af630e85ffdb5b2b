"""Runs a statement without ever logging it: its parameters may be what is being erased."""


def run(env, query):
    """Execute an SQL object and return its rows (none when it returns nothing).

    :raise psycopg2.Error: as it comes; Odoo's log does not show the statement.
    """
    env.cr.execute(query, log_exceptions=False)
    return env.cr.fetchall() if env.cr.description else []
