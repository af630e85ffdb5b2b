"""Files that leave the filestore: marked for Odoo's collector in the transaction, gone from disk right after it."""

import time
from functools import partial
from pathlib import Path

import psycopg2

from odoo.modules.registry import Registry
from odoo.tools import config

from .afterwards import do_after_commit
from .sources.file_words import forget_files

# Files removed under one lock; how often, and after how many seconds, the lock is tried again.
SLICE = 200
ATTEMPTS = 20
PAUSE = 0.25


def remove_after_commit(env, names):
    """See to it that these files of the filestore are gone after commit, unless another attachment has them.

    The mark is what the collector needs should the server die in between.
    """
    names = sorted({name for name in names if name})
    if not names:
        return
    for name in names:
        env["ir.attachment"]._mark_for_gc(name)
    do_after_commit(env, partial(remove_files, env.cr.dbname, names))


def remove_files(dbname, names):
    """Remove from disk those of the files that no attachment has; what cannot be had now is left to the collector.

    Each slice has a transaction of its own, whose first statement is the lock: only then does it see every attachment.
    Whoever writes an attachment meanwhile waits for a slice at most.
    """
    store = Path(config.filestore(dbname))
    waiting = [name for name in names if (store / name).exists()]
    for _attempt in range(ATTEMPTS):
        while waiting and _remove_slice(dbname, store, waiting[:SLICE]):
            waiting = waiting[SLICE:]
        if not waiting:
            return
        time.sleep(PAUSE)


def _remove_slice(dbname, store, names):
    """Remove some files; return whether the lock was to be had."""
    with Registry(dbname).cursor() as cr:
        try:
            with cr.savepoint(flush=False):
                cr.execute("SET LOCAL lock_timeout TO '50ms'")
                cr.execute("LOCK ir_attachment IN SHARE MODE", log_exceptions=False)
                # What else is done in this transaction may wait.
                cr.execute("SET LOCAL lock_timeout TO DEFAULT")
        except psycopg2.errors.LockNotAvailable:
            return False
        cr.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname = ANY(%s)", [names])
        used = {name for (name,) in cr.fetchall()}
        gone = [name for name in names if name not in used]
        forget_files(cr, gone)
        for name in gone:
            for path in (name, f"checklist/{name}"):
                (store / path).unlink(missing_ok=True)
    return True
