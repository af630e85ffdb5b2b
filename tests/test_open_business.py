# Business of every kind, in the apps of Odoo Community: held back while it is open, and no longer.
import activity_story
import apps_database
import open_business_story
import pytest


@pytest.fixture(scope="module")
def seen(cluster, tmp_path_factory):
    return apps_database.seen_by("open_business_story.py", cluster, tmp_path_factory.mktemp("business"))


@pytest.fixture
def story(seen):
    """What held each of some students back: {kind: (rule, codes while open, whether linked, codes afterwards)}."""
    return seen[0]


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


def test_every_kind_of_activity_is_tried(seen):
    assert [row for row, told in seen[1].items() if told is None] == []
    assert {row[1:] for row in seen[1]} == activity_story.DONE.keys()


def test_activity_of_late_holds_back_and_of_long_ago_does_not(seen):
    for (rule, *row), (recent, afterwards) in seen[1].items():
        assert rule in recent, row
        assert rule not in afterwards, row


def test_old_documents_open_with_the_neutral_name_for_those_who_work_with_them(seen):
    shown, label = seen[2]
    assert {what: answer[:1000] for what, answer in shown.items() if label not in answer} == {}
