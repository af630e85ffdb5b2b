# The bridge to OpenEduCat on stand-ins of its apps: alone with the core app, and with all of those that it knows.
from lib import odoo_database
from stand_in import run_tests_of

BRIDGE = "school_anonymisation_openeducat"


def test_bridge_comes_with_the_core_app_alone(cluster, template):
    database = "openeducat_core"
    odoo_database.copy(cluster, template, database)
    try:
        odoo_database.install(cluster, database, ["openeducat_core"])
        query = "SELECT state FROM ir_module_module WHERE name = %s"
        assert cluster.query(query, BRIDGE, database=database) == [("installed",)]
    finally:
        odoo_database.remove(cluster, database)


def test_students_parents_and_applicants_of_openeducat(cluster, template):
    run_tests_of("test_school_openeducat", "openeducat", cluster, template)
