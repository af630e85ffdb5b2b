# What a life in every app of Odoo Community leaves behind: all declared, all erased, nothing else touched.
import apps_database
import looking
import pytest


@pytest.fixture(scope="module")
def story(cluster, tmp_path_factory):
    """What was seen in the database with all apps, before and after some people were anonymised."""
    return apps_database.seen_by("apps_story.py", cluster, tmp_path_factory.mktemp("apps"))


def test_every_field_of_every_app_is_declared(story):
    assert story.undeclared == []


def test_every_declared_field_is_there(story):
    assert story.unresolved == []


def test_a_life_leaves_traces_in_many_places(story):
    """Otherwise the tests below would show nothing."""
    assert len({place[:2] for place in story.before.places}) > 60


def test_everybody_was_anonymised(story):
    assert story.not_done == {}
    assert story.done == story.together


def test_nothing_is_found_in_the_database(story):
    left = {}
    for place, values in story.after.places.items():
        left.setdefault(place[:2], set()).update(values)
    assert left == {}


def test_nothing_is_found_in_a_file(story):
    assert story.before.files
    assert story.after.files == {}


def test_those_who_stay_keep_every_byte(story):
    """A row that is theirs, and says nothing of somebody who left, is the same."""
    changed = {
        row: (text, story.after.rows.get(row))
        for row, text in story.before.rows.items()
        if not looking.held(text, story.searched) and story.after.rows.get(row) != text
    }
    assert len(story.before.rows) > 100
    assert changed == {}


def test_those_who_stay_are_found_wherever_they_were(story):
    """Except in rows that told of somebody who left as well: a mail to them, for one."""
    of_both = {(table, row) for table, _column, row in story.before.places}
    lost = {
        (table, column, row): values
        for (table, column, row), values in story.before.living.items()
        if table != "pg_stats"
        and (table, row) not in of_both
        and story.after.living.get((table, column, row)) != values
    }
    assert lost == {}


def test_those_who_stay_keep_their_files(story):
    assert story.before.living_files
    assert story.after.living_files == story.before.living_files


# Of enrolments that are nobody's, gender and age group are not said where few share them; carriers live nowhere.
SAID_LESS = {"school.enrolment": ("gender", "age_group"), "sale.report": ("country_id",)}


@pytest.mark.parametrize("level", ["one_history", "loose"])
def test_reports_are_the_same_for_every_role_when_the_history_has_moved(story, level):
    changed = {
        report: (figures, story.levels[level].reports.get(report))
        for report, figures in story.before.reports.items()
        if story.levels[level].reports.get(report) != figures
        and not (level == "loose" and report[3] in SAID_LESS.get(report[1], ()))
    }
    assert len(story.before.reports) > 200
    assert all(story.levels[level].moved)
    assert changed == {}


def test_reports_are_the_same_for_every_role_once_somebody_is_anonymised(story):
    assert {key: rows for key, rows in story.after.reports.items() if story.before.reports.get(key) != rows} == {}


@pytest.mark.parametrize("level", ["one_history", "loose"])
def test_figures_are_the_same_when_the_history_has_moved(story, level):
    after = story.levels[level].totals
    assert {name: after[name] for name in after if story.after.totals[name] != after[name]} == {}


def test_what_was_done_in_other_apps_leads_to_no_profile_in_loose_participation(story):
    assert story.levels["one_history"].led_to["event.registration"]
    assert story.levels["one_history"].led_to["survey.user_input"]
    assert not any(story.levels["loose"].led_to.values())


def test_totals_of_every_report_are_the_same(story):
    changed = {
        name: (figures, story.after.totals.get(name))
        for name, figures in story.before.totals.items()
        if story.after.totals.get(name) != figures
    }
    assert len(story.before.totals) > 30
    assert changed == {}


def test_namesake_whom_one_app_alone_knows_keeps_everything(story):
    assert len(story.namesakes) > 6
    assert {kind: same for kind, (same, _note, _asked) in story.namesakes.items() if not same} == {}


def test_note_that_may_mean_the_namesake_stays_and_is_asked(story):
    lost = {kind: note for kind, (_same, note, asked) in story.namesakes.items() if "Torben" not in note or not asked}
    assert lost == {}


def test_lead_loses_a_value_in_any_spelling_and_its_twin_keeps_another(story):
    assert [(own, now) for own, now, _other, _then in story.spelled if now] == []
    assert [(other, then) for _own, _now, other, then in story.spelled if then != other] == []


def test_what_a_mother_has_booked_for_her_child_is_hers_but_for_the_child(story):
    """Her own address alone does not say whom she means; with the child's address it is the child."""
    assert story.booked["A"] == ("Viljaa Ebstrupsen", "lone@skovhjem.example.com", "<p>[anonymised] is ill</p>")
    name, address, note = story.booked["B"]
    assert "Vilja" not in f"{name} {address}"
    assert note == "<p>[anonymised] is ill</p>"
