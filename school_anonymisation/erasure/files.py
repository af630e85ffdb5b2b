"""Files that leave the filestore: marked for Odoo's collector in the transaction, gone from disk right after it."""

from functools import partial
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry


def remove_after_commit(env, names):
    """See to it that these files of the filestore are gone after commit, unless another attachment has them.

    The mark is what the collector needs should the server die in between.
    """
    names = sorted({name for name in names if name})
    if not names:
        return
    for name in names:
        env["ir.attachment"]._mark_for_gc(name)
    env.cr.postcommit.add(partial(remove_files, env.cr.dbname, names))


def remove_files(dbname, names):
    """Remove from disk those of the files that no attachment has; leave the rest to the collector.

    Runs in a transaction of its own, whose first statement is the lock: only then does it see every attachment.
    """
    with Registry(dbname).cursor() as cr:
        cr.execute("SET LOCAL lock_timeout TO '5s'")
        try:
            cr.execute("LOCK ir_attachment IN SHARE MODE", log_exceptions=False)
        except psycopg2.errors.LockNotAvailable:
            return
        cr.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)", [names])
        used = {name for (name,) in cr.fetchall()}
        attachments = api.Environment(cr, SUPERUSER_ID, {})["ir.attachment"]
        for name in names:
            if name not in used:
                for path in (name, f"checklist/{name}"):
                    Path(attachments._full_path(path)).unlink(missing_ok=True)
