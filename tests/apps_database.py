# A database with the apps of Odoo Community that a school may use: installed once per Odoo and list, then copied.
import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from lib import odoo_database
from lib.apps import APPS
from lib.places import room
from lib.sentence import say

DATABASE = "apps"


def template(cluster):
    """Name of a database with APPS and nothing of this repository; made when it is not there."""
    name = odoo_database.APPS_PREFIX + _key()
    if name in cluster.databases():
        return name
    for old in cluster.databases():
        if old.startswith(odoo_database.APPS_PREFIX):
            odoo_database.remove(cluster, old)
    room(cluster.folder, 2500)
    say(f"Installing {len(APPS)} apps and what comes with them into a new database.")
    building = f"building_{name}"
    odoo_database.remove(cluster, building)
    cluster.create(building)
    try:
        odoo_database.install(cluster, building, APPS)
        odoo_database.rename(cluster, building, name)
    except BaseException:
        odoo_database.remove(cluster, building)
        raise
    return name


def seen_by(program, cluster, folder):
    """Return what a program beside this file, in a process of its own, has seen in a database with the apps and ours.

    It is started with a configuration, the name of the database, and a file in ``folder`` into which it pickles that.
    """
    odoo_database.copy(cluster, template(cluster), DATABASE)
    odoo_database.install(cluster, DATABASE, odoo_database.addons())
    result = folder / "seen"
    configuration = odoo_database.write_configuration(cluster)
    command = [sys.executable, Path(__file__).with_name(program), configuration, DATABASE, result]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    odoo_database.remove(cluster, DATABASE)
    assert told.returncode == 0, told.stderr[-3000:]
    return pickle.loads(result.read_bytes())  # noqa: S301 (written a moment ago)


def _key():
    release = Path(os.environ["ODOO_PATH"]) / "odoo/release.py"
    return hashlib.sha256(f"{release} {release.stat().st_mtime_ns} {APPS}".encode()).hexdigest()[:16]
