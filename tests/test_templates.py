# What a killed run leaves behind does not reach the next one.
import os
import shutil

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
