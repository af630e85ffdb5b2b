# Into a database that is in use, a new version, out again: what stands before, between and after.
import os

import pytest
from lib import odoo_database
from lib.traces import places

ADDON = "school_anonymisation"
DATABASE = "in_and_out"
GONE = "Hjalmar Skovsgaard-Ottesen"
STAYS = "Dagny Rubjergknude"

MAKE_A_SCHOOL = f"""
periods = env["school.teaching.period"].create([
    {{"name": str(year), "date_start": f"{{year}}-01-01", "date_end": f"{{year}}-12-31"}} for year in range(2015, 2020)
])
course = env["school.course"].create({{"name": "Violin"}})
for name in ({GONE!r}, {STAYS!r}):
    student = env["school.student"].create({{"name": name, "registered_on": "2014-01-01", "email": "x@example.com"}})
    env["school.enrolment"].create(
        {{"student_id": student.id, "course_id": course.id, "period_id": periods[0].id, "state": "completed"}}
    )
env.cr.commit()
"""
ANONYMISE_ONE = f"""
env["school.anonymisation.settings"].save_settings({{"anonymisation_inactive_periods": "4"}})
env.cr.commit()
student = env["school.student"].search([("name", "=", {GONE!r})])
outcome = student._anonymise(origin="hand")
assert list(outcome.done) in ([student.id], [student]), outcome
env.cr.commit()
env["school.anonymisation.batch"]._work_off_rest()
"""
UNINSTALL = f"""
env["ir.module.module"].search([("name", "=", {ADDON!r})]).button_immediate_uninstall()
"""


@pytest.fixture
def database(cluster):
    """A database with the school, in use, and without the addon."""
    odoo_database.copy(cluster, os.environ["SCHOOL_TEST_SCHOOL_ALONE"], DATABASE)
    try:
        odoo_database.shell(cluster, DATABASE, MAKE_A_SCHOOL)
        yield DATABASE
    finally:
        odoo_database.remove(cluster, DATABASE)


def schema(cluster):
    """Everything an addon may bring into a database, by name."""
    statements = {
        "columns": """
            SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'
        """,
        "indexes": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
        "constraints": "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "functions": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        "triggers": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "crons": "SELECT cron_name FROM ir_cron",
        "groups": "SELECT name->>'en_US' FROM res_groups",
        "menus": "SELECT id || ' ' || (name->>'en_US') FROM ir_ui_menu",
        "models": "SELECT model FROM ir_model",
        "fields": "SELECT model || '.' || name FROM ir_model_fields",
        "views": "SELECT name || ' ' || model FROM ir_ui_view WHERE model IS NOT NULL",
        "templates": "SELECT name->>'en_US' FROM mail_template",
        "parameters": "SELECT key FROM ir_config_parameter",
        # Odoo itself leaves the names that other modules gave to what a removed model inherited.
        "external names": """
            SELECT module || '.' || name FROM ir_model_data WHERE model <> 'ir.model.inherit'
        """,
    }
    return {kind: {row for (row,) in cluster.query(text, database=DATABASE)} for kind, text in statements.items()}


def test_install_upgrade_and_uninstall_on_a_database_in_use(cluster, database):
    before = schema(cluster)
    odoo_database.install(cluster, database, [ADDON])
    (erased,) = cluster.query("SELECT count(*) FROM school_student WHERE anonymised", database=database)[0]
    assert erased == 0
    assert places(cluster, database, [GONE])

    odoo_database.shell(cluster, database, ANONYMISE_ONE)
    installed = schema(cluster)
    odoo_database.upgrade(cluster, database, [ADDON])
    assert schema(cluster) == installed

    odoo_database.shell(cluster, database, UNINSTALL)
    after = schema(cluster)
    assert {kind: after[kind] - before[kind] for kind in after if after[kind] - before[kind]} == {}
    assert {kind: before[kind] - after[kind] for kind in after if before[kind] - after[kind]} == {}
    assert not places(cluster, database, [GONE])
    assert places(cluster, database, [STAYS])

    odoo_database.install(cluster, database, [ADDON])
    assert not places(cluster, database, [GONE])
    marked = cluster.query("SELECT anonymised, active FROM school_student ORDER BY id", database=database)
    assert [bool(anonymised) for anonymised, _active in marked] == [True, False]
