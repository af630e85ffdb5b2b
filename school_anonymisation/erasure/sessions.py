"""Closes the sessions of users who are being erased: the files go after commit."""

from functools import partial

from odoo.http import root
from odoo.tools import SQL

from .afterwards import do_after_commit
from .sql import run


def close_sessions(env, users):
    """Remove the session files that the users' devices name, once the transaction is committed."""
    if not users:
        return
    rows = run(env, SQL("SELECT DISTINCT session_identifier FROM res_device_log WHERE user_id = ANY(%s)", list(users)))
    if identifiers := [identifier for (identifier,) in rows]:
        do_after_commit(env, partial(_close, identifiers))


def _close(identifiers):
    # A store of another kind may have no such method; the changed login makes its sessions void all the same.
    if hasattr(root.session_store, "delete_from_identifiers"):
        root.session_store.delete_from_identifiers(identifiers)
