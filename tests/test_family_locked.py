# The rest of the family is locked at the last check: whoever enrols the brother at that moment comes first or second.
import pytest
from lib import odoo_database

DATABASE = "family_locked"
FAMILY = """
company = env.company
company.anonymisation_inactive_periods = 1
today = company._school_today()
from datetime import timedelta
long_ago = today - timedelta(days=900)
period = env["school.teaching.period"].create(
    {"name": "Now", "date_start": today - timedelta(days=9), "date_end": today + timedelta(days=90)}
)
course = env["school.course"].create({"name": "Violin"})
sister, brother = env["school.student"].create([{"name": name, "registered_on": long_ago} for name in ("Ea", "Bo")])
mother = env["res.partner"].create({"name": "Lone"})
for child in (sister, brother):
    env["school.family.association"].create(
        {"student_id": child.id, "relative_id": mother.id, "date_start": long_ago}
    )
enrolment = {"student_id": brother.id, "course_id": course.id, "period_id": period.id}
env.cr.commit()
"""


@pytest.fixture
def database(cluster, template):
    """A database with a family of whom nobody is left."""
    odoo_database.copy(cluster, template, DATABASE)
    yield DATABASE
    odoo_database.remove(cluster, DATABASE)


def test_whoever_enrols_the_brother_at_that_moment_keeps_the_sister(cluster, database):
    odoo_database.shell(
        cluster,
        database,
        FAMILY
        + """
with env.registry.cursor() as other:
    env(cr=other)["school.enrolment"].create(enrolment)
    other.flush()
    outcome = sister._anonymise(origin="hand")
    assert outcome.failed == {sister.id: "locked"}, outcome
    env.cr.commit()
outcome = sister._anonymise(origin="hand")
assert outcome.skipped == {sister.id: ["family_association"]}, outcome
env.cr.commit()
""",
    )


def test_whoever_gives_up_lets_the_sister_go_and_the_others_with_her(cluster, database):
    odoo_database.shell(
        cluster,
        database,
        FAMILY
        + """
with env.registry.cursor() as other:
    env(cr=other)["school.enrolment"].create(enrolment)
    other.flush()
    assert sister._anonymise(origin="hand").failed == {sister.id: "locked"}
    env.cr.commit()
    other.rollback()
family = sister | brother | mother.student_ids
outcome = family._anonymise(origin="hand")
assert set(outcome.done) == set(family.ids), outcome
env.cr.commit()
""",
    )
