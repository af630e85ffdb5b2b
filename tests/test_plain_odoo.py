# A school whose students are contacts in Odoo's own apps: the tests of an addon that depends on some of them.
from lib import odoo_database
from lib.ports import free_port

TESTS = "test_school_plain_odoo"


def test_students_are_made_of_contacts_and_go_as_any_other(cluster, template):
    database = "plain_odoo"
    odoo_database.copy(cluster, template, database)
    try:
        odoo_database.install(
            cluster, database, [TESTS], options=[f"--test-tags=/{TESTS}", f"--http-port={free_port()}"]
        )
    finally:
        odoo_database.remove(cluster, database)
