# What a killed run has left behind is ended by the next one, and nobody else's.
import subprocess
import sys

from lib import odoo_database, offspring


def idle(folder):
    """A process that was started with the configuration of a folder."""
    return subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)", "-c", odoo_database.configuration(folder)]
    )


def test_processes_of_a_killed_run_are_ended_and_no_others(tmp_path):
    with idle(tmp_path) as left, idle(tmp_path / "beside") as other:
        offspring.end_orphans(odoo_database.configuration(tmp_path))
        assert left.poll() is not None
        assert other.poll() is None
        other.kill()
