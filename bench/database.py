"""Opens an Odoo database in this process and reads PostgreSQL's own counters."""

import contextlib
import importlib
import logging
import time

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.tools import config

OFFICER = "officer"


@contextlib.contextmanager
def opened(configuration, name):
    """An environment of the superuser in database ``name``, rolled back at the end unless committed."""
    options = ["-c", str(configuration), "-d", name, "--limit-time-real=0"]
    # What is told between the figures is kept with them: nothing that an addon merely remarks when it is loaded.
    logging.getLogger("odoo").setLevel(logging.ERROR)
    config.parse_config(options, setup_logging=False)
    registry = odoo.modules.registry.Registry(name)
    # The files of a copied database are links made just now: by that alone all of them would count as new.
    importlib.import_module("odoo.addons.school_anonymisation.erasure.sources.filestore")._CLOCK_SET_BACK = 0
    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


def as_officer(env):
    """The environment of the user who may anonymise."""
    user = env["res.users"].search([("login", "=", OFFICER)])
    return env(user=user.id, context={"allowed_company_ids": user.company_id.ids})


def milliseconds(action, times=5):
    """Median milliseconds of ``action`` over ``times`` calls; the first, uncounted one fills the caches."""
    action()
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)[len(taken) // 2]


def explain(cr, query):
    """The lines of EXPLAIN (ANALYZE, BUFFERS) of an SQL object or text."""
    code, parameters = (query.code, query.params) if hasattr(query, "code") else (query, None)
    cr.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + code, parameters)
    return [line for (line,) in cr.fetchall()]


def wal_position(cr):
    """Bytes of write-ahead log written so far."""
    cr.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")
    return int(cr.fetchone()[0])


def size(cr):
    """Bytes of the database on disk, indexes included."""
    cr.execute("SELECT pg_database_size(current_database())")
    return cr.fetchone()[0]
