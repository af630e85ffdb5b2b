"""Databases that tests and lint copy: what the addons depend on, made once; our addons, once per state of them."""

import hashlib
import os
import sys
from pathlib import Path

from . import odoo_database
from .places import room
from .sentence import say

SCHOOL, ENGINE = "school_base", "school_anonymisation"
READ_FILES = "env['school.anonymisation.file.words']._cron_read_files()"
FOUNDATION, EVERYTHING, SCHOOL_ALONE = "foundation_", "everything_", "school_alone_"
# How many databases of other states of the sources stay: who switches branches comes back.
KEPT = 4


def ready(cluster):
    """Names of two databases made from exactly these sources: with every addon, and with the school alone.

    They are made when they are not there. Whatever else a killed run has left in the cluster goes.
    """
    _clear(cluster)
    addons = odoo_database.addons()
    school = _foundation(cluster, odoo_database.dependencies([SCHOOL]))
    school_alone = _made(cluster, SCHOOL_ALONE + odoo_database.sources_key([SCHOOL]), school, [SCHOOL])
    wanted = EVERYTHING + odoo_database.sources_key(addons)
    if wanted in cluster.databases():
        return wanted, school_alone
    all_dependencies = _foundation(cluster, odoo_database.dependencies(addons), school)
    return _made(cluster, wanted, all_dependencies, addons), school_alone


def _foundation(cluster, modules, source=None):
    """Database with modules of Odoo's own and nothing of this repository; it changes with Odoo and its packages."""
    name = FOUNDATION + hashlib.sha256(f"{_odoo_key()} {modules}".encode()).hexdigest()[:16]
    return _made(cluster, name, source, modules)


def _made(cluster, name, source, modules):
    if name in cluster.databases():
        return name
    room(cluster.folder, 1500)
    say(f"Installing {', '.join(modules)} into a {'copy of a database that is kept' if source else 'new database'}.")
    building = f"building_{name}"
    # Half made by a run that was killed.
    odoo_database.remove(cluster, building)
    if source:
        odoo_database.copy(cluster, source, building)
    else:
        cluster.create(building)
    odoo_database.install(cluster, building, modules)
    if ENGINE in modules:
        # As on any server an hour later; each test, which takes back what it did, would read every file again.
        odoo_database.execute(cluster, building, READ_FILES)
    odoo_database.rename(cluster, building, name)
    return name


def _clear(cluster):
    there = cluster.databases()
    kept = {name for name in there if name.startswith(odoo_database.APPS_PREFIX)}
    for kind in (FOUNDATION, EVERYTHING, SCHOOL_ALONE):
        kept.update([name for name in there if name.startswith(kind)][-KEPT:])
    for name in there:
        if name not in kept:
            odoo_database.remove(cluster, name)


def _odoo_key():
    release = Path(os.environ["ODOO_PATH"]) / "odoo/release.py"
    # The interpreter's folder is named after the requirements.
    return f"{release} {release.stat().st_mtime_ns} {sys.executable}"
