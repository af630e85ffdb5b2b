"""script/test: every test of the repository on a fresh database, in a PostgreSQL of its own."""

import os
import subprocess
import sys

from . import odoo_database, places, sentence
from .postgres import Cluster
from .sentence import Stop

DATABASE = "test"


def main(*arguments):
    """Run pytest with ``arguments``; returns its exit code."""
    if not odoo_database.addons():
        raise Stop(f"There is no addon in {places.REPOSITORY} to test.")
    folder = places.made(places.data() / "test")
    refusal = (
        f"Tests are already running in {folder} (process {{pid}}); wait for them, "
        "or set SCHOOL_ANONYMISATION_DATA to another folder."
    )
    with places.lock(folder / "lock", refusal=refusal), Cluster(folder, throwaway=True) as cluster:
        everything, school_alone = odoo_database.templates(cluster)
        odoo_database.copy(cluster, everything, DATABASE)
        configuration = odoo_database.write_configuration(cluster, db_name=DATABASE, http_enable=True)
        try:
            return _pytest(
                configuration,
                arguments,
                SCHOOL_TEST_FOLDER=str(folder),
                SCHOOL_TEST_DATA=str(places.data()),
                SCHOOL_TEST_TEMPLATE=everything,
                SCHOOL_TEST_SCHOOL_ALONE=school_alone,
            )
        finally:
            odoo_database.remove(cluster, DATABASE)


def _pytest(configuration, arguments, **about):
    command = [
        *(sys.executable, "-m", "pytest", "-p", "lib.no_skips"),
        *(f"--odoo-config={configuration}", "--odoo-http"),
        *("-o", f"cache_dir={places.cache() / 'pytest'}"),
        *arguments,
    ]
    environment = {**os.environ, **about}
    process = subprocess.Popen(command, cwd=places.REPOSITORY, env=environment, stdin=subprocess.DEVNULL)
    try:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal has told pytest as well, which ends by itself with its summary.
                continue
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
