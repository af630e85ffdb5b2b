# The bridge to OpenEduCat on stand-ins of its apps: alone with the core app, and with all of those that it knows.
from lib import odoo_database
from lib.ports import free_port

BRIDGE = "school_anonymisation_openeducat"
TESTS = "test_school_openeducat"


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
    database = "openeducat"
    odoo_database.copy(cluster, template, database)
    try:
        odoo_database.install(
            cluster, database, [TESTS], options=[f"--test-tags=/{TESTS}", f"--http-port={free_port()}"]
        )
    finally:
        odoo_database.remove(cluster, database)
