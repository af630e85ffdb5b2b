"""Whom an error of PostgreSQL's concerns: one table, or everybody who is at work in the transaction."""

import psycopg2

# Connection, state of the transaction, conflict with another one, resources, intervention of an operator.
_EVERYBODYS_CLASSES = ("08", "25", "40", "53", "57")


def concerns_everybody(error):
    """Whether an error is about the machine, the connection or the transaction, and not about one table or record."""
    if isinstance(error, psycopg2.Error):
        return not error.pgcode or error.pgcode[:2] in _EVERYBODYS_CLASSES
    # Odoo raises just this when a worker has used up its time.
    return type(error) is Exception
