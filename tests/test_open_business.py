# Business of every kind, in the apps of Odoo Community: held back while it is open, and no longer.
import pickle
import subprocess
import sys
from pathlib import Path

import apps_database
import open_business_story
import pytest
from lib import odoo_database

STORY = Path(open_business_story.__file__)


@pytest.fixture(scope="module")
def story(cluster, tmp_path_factory):
    """What held each of some students back: {kind: (rule, codes while open, whether linked, codes afterwards)}."""
    apps_database.make(cluster)
    result = tmp_path_factory.mktemp("business") / "seen"
    configuration = odoo_database.write_configuration(cluster)
    command = [sys.executable, STORY, configuration, apps_database.DATABASE, result]
    told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-3000:]
    yield pickle.loads(result.read_bytes())  # noqa: S301 (written a moment ago)
    odoo_database.remove(cluster, apps_database.DATABASE)


@pytest.mark.parametrize("kind", open_business_story.KINDS)
def test_open_business_holds_back(story, kind):
    rule, while_open, _linked, _afterwards = story[kind]
    assert while_open == [rule]


@pytest.mark.parametrize("kind", open_business_story.KINDS)
def test_sentence_links_what_is_open(story, kind):
    assert story[kind][2]


@pytest.mark.parametrize("kind", open_business_story.KINDS)
def test_business_that_ended_holds_nobody_back(story, kind):
    assert story[kind][3] == []
