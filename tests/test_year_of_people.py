# One more autumn with real jobs and a real mail server: people come and go, and much of what can break is broken.
import pytest
from lib.traces import places
from small_school import INACTIVE, LATER, OFFICERS
from story import Story

NINA = "nina@example.com"
WINTER = "Solveig Vinterberg"
FORTY = [f"Halvor Nr{number:02}skov" for number in range(40)]
ANNOUNCED = [*INACTIVE, LATER, WINTER]


@pytest.fixture
def story(small_school, mailbox):
    return Story(small_school, mailbox)


def named(mail, names):
    """Which of these students a mail names."""
    return {name for name in names if name in mail.text}


def test_autumn_in_which_people_change_and_things_break(story):
    school, mailbox = story.school, story.mailbox
    mailbox.refused.add(OFFICERS["peter"])
    school.new_period(WINTER)

    story.live_to(10, 1)
    mails = story.arrived()
    assert set(mails) == {OFFICERS["olga"]}
    # Also who will be inactive, or without family, only on the day of the run.
    assert named(mails[OFFICERS["olga"]], ANNOUNCED) == set(ANNOUNCED)

    school.break_template("mail_template_cycle_reminder")
    story.live_to(10, 15)
    assert named(story.arrived()[OFFICERS["olga"]], ANNOUNCED) == set(ANNOUNCED)
    assert any("template" in summary for summary in school.alerts())
    story.live_to(10, 22)
    assert set(story.arrived()) == {OFFICERS["olga"]}

    school.hand_over("nina", NINA)
    story.live_to(10, 25)
    mails = story.arrived()
    assert set(mails) == {NINA}
    assert named(mails[NINA], ANNOUNCED) == set(ANNOUNCED)
    assert school.cycle()["run_on"] == f"{story.year}-11-04"

    story.live_to(10, 31)
    school.import_students(FORTY)
    for day in (1, 2, 3):
        story.live_to(11, day)
    assert story.arrived() == {}
    assert "anonymised" not in school.states().values()
    ids = {name: school.student(name) for name in [*ANNOUNCED, *FORTY]}

    story.live_to(11, 4)
    story.live_to(11, 5)
    letters = story.letters()
    assert {address for address, _mail in letters} == {NINA}
    extra = [mail for _address, mail in letters if "supplementary" in mail.subject]
    assert [named(mail, ids) for mail in extra] == [set(FORTY)]
    states = school.states()
    assert {name for name in ids if states[ids[name]] == "anonymised"} == set(ANNOUNCED)
    assert not places(school.server.cluster, school.server.database, ANNOUNCED)

    mailbox.refused.clear()
    story.live_to(11, 6)
    letters = story.letters()
    assert {address for address, _mail in letters} == {OFFICERS["peter"]}
    assert set().union(*(named(mail, ids) for _address, mail in letters)) == set(FORTY)
    story.live_to(11, 13)
    assert {school.states()[ids[name]] for name in FORTY} == {"candidate"}

    story.live_to(11, 14)
    story.live_to(11, 15)
    assert school.cycle()["state"] == "done"
    # Whose they are may be gone from the list by now: the history has been moved.
    assert school.cycle()["anonymised_count"] == len(ids)
    assert set(story.arrived()) == {NINA, OFFICERS["peter"]}
    assert not places(school.server.cluster, school.server.database, [*ANNOUNCED, *FORTY])
