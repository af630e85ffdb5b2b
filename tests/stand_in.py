# Runs the tests of an addon that stands in for a school's other apps, in a database in which it is installed.
from lib import odoo_database
from lib.ports import free_port


def run_tests_of(addon, database, cluster, template):
    """Install an addon of `tests/addons` in a copy of the template and run its tests; the copy is gone afterwards."""
    odoo_database.copy(cluster, template, database)
    try:
        options = [f"--test-tags=/{addon}", f"--http-port={free_port()}"]
        odoo_database.install(cluster, database, [addon], options=options)
    finally:
        odoo_database.remove(cluster, database)
