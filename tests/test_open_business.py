# Business of every kind, in the apps of Odoo Community: held back while it is open, and no longer.
import apps_database
import open_business_story
import pytest


@pytest.fixture(scope="module")
def story(cluster, tmp_path_factory):
    """What held each of some students back: {kind: (rule, codes while open, whether linked, codes afterwards)}."""
    return apps_database.seen_by("open_business_story.py", cluster, tmp_path_factory.mktemp("business"))


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
