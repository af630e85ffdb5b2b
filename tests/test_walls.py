# The eraser is no weapon: students who are called like the things of a database with many apps are anonymised.
import os
import pickle
import subprocess
import sys
from pathlib import Path

import apps_database
import pytest
from lib import odoo_database

STORY = Path(__file__).with_name("walls_story.py")
# Another number tries other words.
SEED = os.environ.get("SCHOOL_WALLS_SEED", "1")


@pytest.fixture(scope="module")
def story(cluster, tmp_path_factory):
    """What was seen in the database with all apps."""
    apps_database.make(cluster)
    result = tmp_path_factory.mktemp("walls") / "seen"
    configuration = odoo_database.write_configuration(cluster)
    command = [sys.executable, STORY, configuration, apps_database.DATABASE, result, SEED]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-3000:]
    yield pickle.loads(result.read_bytes())  # noqa: S301 (written a moment ago)
    odoo_database.remove(cluster, apps_database.DATABASE)


def test_many_words_were_tried_and_everybody_was_anonymised(story):
    assert story.words > 200
    assert story.rows > 10_000
    assert story.done == story.students


def test_no_other_row_is_another_now(story):
    assert story.changed == []
