# What a killed run leaves behind does not reach the next one.
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lib import odoo_database, templates
from lib.postgres import Cluster

LEFT_OVER = "building_left_over"


@pytest.fixture
def own_cluster(cluster):
    """A copy of the cluster whose databases nobody else needs."""
    folder = cluster.folder / "killed"
    shutil.rmtree(folder, ignore_errors=True)
    own = Cluster(folder, throwaway=True)
    own.copy_from(cluster)
    with own:
        yield own
    shutil.rmtree(folder)


def test_half_made_database_goes_and_whole_ones_stay(own_cluster, template):
    own_cluster.create(LEFT_OVER)
    files = odoo_database.filestore(own_cluster, LEFT_OVER)
    files.mkdir(parents=True)
    kept = (template, os.environ["SCHOOL_TEST_SCHOOL_ALONE"])
    assert templates.ready(own_cluster) == kept
    assert LEFT_OVER not in own_cluster.databases()
    assert not files.exists()
    assert set(kept) <= set(own_cluster.databases())


def test_half_made_cluster_is_made_anew(cluster):
    folder = cluster.folder / "killed"
    shutil.rmtree(folder, ignore_errors=True)
    own = Cluster(folder, throwaway=True)
    unfinished = own.data.with_suffix(".part")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("15\n")
    with own:
        assert own.databases() == []
    shutil.rmtree(folder)


STARTS_A_CHILD = """
import subprocess, sys
from lib import offspring
command = offspring.ending_with_parent([sys.executable, "-c", "print(flush=True); input()"])
child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""


def test_process_ends_with_the_one_that_was_killed():
    parent = subprocess.Popen([sys.executable, "-c", STARTS_A_CHILD], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert _runs(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid):
    """Whether a process is there and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
