# An addon that nobody knows is installed beside the others, and its own tests say what became of its data.
from lib import odoo_database
from lib.ports import free_port

UNKNOWN = "test_school_anonymisation"


def test_what_an_unknown_addon_keeps_is_private(cluster, template):
    database = "private_by_default"
    odoo_database.copy(cluster, template, database)
    try:
        odoo_database.install(
            cluster, database, [UNKNOWN], options=[f"--test-tags=/{UNKNOWN}", f"--http-port={free_port()}"]
        )
    finally:
        odoo_database.remove(cluster, database)
