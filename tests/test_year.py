# A year with real cron workers and a real mail server: who is told what, when, and what becomes of whom.
from datetime import datetime, timezone

import pytest
from lib.traces import places
from small_school import ACTIVE, INACTIVE, LATER, OFFICERS
from story import Story


def names_in(mail):
    """Which of the school's students a mail names."""
    return {name for name in [*INACTIVE, *ACTIVE, LATER] if name in mail.text}


@pytest.fixture
def story(small_school, mailbox):
    return Story(small_school, mailbox)


def test_year_from_list_to_report(story):
    school, listed = story.school, {*INACTIVE, LATER}
    story.live_to(9, 30)
    assert story.arrived() == {}

    story.live_to(10, 1)
    mails = story.arrived()
    assert set(mails) == set(OFFICERS.values())
    assert all(names_in(mail) == listed for mail in mails.values())

    school.prevent(INACTIVE[0])
    story.live_to(10, 2)
    assert story.arrived() == {}

    story.live_to(10, 15)
    mails = story.arrived()
    assert set(mails) == set(OFFICERS.values())
    # Whoever has gone from the list since the last mail is named too, as gone.
    assert all(listed - {INACTIVE[0]} <= names_in(mail) <= listed for mail in mails.values())

    story.live_to(10, 22)
    mails = story.arrived()
    assert set(mails) == set(OFFICERS.values())
    assert all(names_in(mail) == listed - {INACTIVE[0]} for mail in mails.values())

    school.come_back(INACTIVE[1], story.clock.now().date())
    story.live_to(10, 31)
    assert story.arrived() == {}
    assert "anonymised" not in school.states().values()
    ids = {name: school.student(name) for name in [*INACTIVE, *ACTIVE, LATER]}

    story.live_to(11, 1)
    story.live_to(11, 2)
    cycle = school.cycle()
    assert (cycle["state"], cycle["residue_count"], cycle["unverified_count"]) == ("done", 0, 0)
    assert set(story.arrived()) == set(OFFICERS.values())
    states = school.states()
    gone = [*INACTIVE[2:], LATER]
    assert {name for name in ids if states.get(ids[name]) == "anonymised"} == set(gone)
    assert {states[ids[name]] for name in INACTIVE[:2]} == {"skipped"}
    found = places(school.server.cluster, school.server.database, gone)
    assert not found
    kept = [*INACTIVE[:2], *ACTIVE]
    assert set().union(*places(school.server.cluster, school.server.database, kept).values()) == set(kept)


def test_server_dead_for_twelve_days_in_october(story):
    school = story.school
    story.live_to(10, 1)
    assert set(story.arrived()) == set(OFFICERS.values())
    story.live_to(10, 10)
    school.server.kill()
    story.clock.move_to(datetime(story.year, 10, 22, 5, tzinfo=timezone.utc))
    school.server.start()

    reminders = {}
    for day in (22, 23, 24, 25, 31):
        story.live_to(10, day)
        if mails := story.arrived():
            assert set(mails) == set(OFFICERS.values())
            assert all(set(INACTIVE) <= names_in(mail) for mail in mails.values())
            reminders[day] = mails
    assert list(reminders) == [22, 23]
    assert "anonymised" not in school.states().values()

    ids = {name: school.student(name) for name in [*INACTIVE, LATER]}
    story.live_to(11, 1)
    story.live_to(11, 2)
    assert school.cycle()["state"] == "done"
    assert set(story.arrived()) == set(OFFICERS.values())
    # Whose they are may be gone from the list by now: the history has been moved.
    assert school.cycle()["anonymised_count"] == len(ids)
    assert not places(school.server.cluster, school.server.database, [*INACTIVE, LATER])
