# The eraser is no weapon: students who are called like the things of a database with many apps are anonymised.
import apps_database
import pytest


@pytest.fixture(scope="module")
def story(cluster, tmp_path_factory):
    """What was seen in the database with all apps, before and after students with such names were anonymised."""
    return apps_database.seen_by("walls_story.py", cluster, tmp_path_factory.mktemp("walls"))


def test_many_words_were_tried_and_everybody_was_anonymised(story):
    assert story.words > 200
    assert story.rows > 10_000
    assert story.done == story.students


def test_no_other_row_is_another_now(story):
    assert story.changed == []


def test_no_relation_of_any_app_leads_to_whoever_is_anonymised(story):
    assert len(story.ways) > 100
    assert [way for way, refused in story.ways.items() if not refused] == []
