"""How the engine tells PostgreSQL that it is the one who marks somebody as anonymised."""

from contextlib import contextmanager

from odoo.tools import SQL

SAID = "school_anonymisation.engine"
"""The setting of a transaction in which its own number stands while the engine marks."""


@contextmanager
def marking(cr):
    """Let profiles and contacts be marked in this transaction while the context lasts: for the engine only.

    When something is raised within, PostgreSQL takes the permission back with the savepoint.
    """
    cr.execute(SQL("SELECT set_config(%s, txid_current()::text, TRUE)", SAID))
    yield
    cr.execute(SQL("SELECT set_config(%s, '', TRUE)", SAID))
