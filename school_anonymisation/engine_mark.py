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
    # Within another one the permission lasts as long as that one's.
    cr.execute(SQL("SELECT current_setting(%s, TRUE), set_config(%s, txid_current()::text, TRUE)", SAID, SAID))
    [(before, _said)] = cr.fetchall()
    yield
    cr.execute(SQL("SELECT set_config(%s, %s, TRUE)", SAID, before or ""))
