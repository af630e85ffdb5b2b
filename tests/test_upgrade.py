# From the version before guardians had profiles: whoever was linked, or paid for somebody anonymised, gets one.
import pytest
from lib import odoo_database

DATABASE = "upgrade"
BEFORE = """
from datetime import timedelta
company = env.company
company.anonymisation_inactive_periods = 1
long_ago = company._school_today() - timedelta(days=900)
env["school.teaching.period"].create(
    {"name": "Now", "date_start": long_ago + timedelta(days=800), "date_end": long_ago + timedelta(days=1000)}
)
student, gone = env["school.student"].create([{"name": name, "registered_on": long_ago} for name in ("Ea", "Bo")])
linked, orphan = env["res.partner"].create([{"name": name} for name in ("Linked Lone", "Orphaned Ole")])
env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
lines = [(0, 0, {"name": "Tuition, free of charge", "price_unit": 0, "tax_ids": [(5,)]})]
bill = {"move_type": "out_invoice", "partner_id": orphan.id, "student_id": gone.id, "invoice_line_ids": lines}
env["account.move"].create({**bill, "invoice_date": long_ago}).action_post()
env["school.family.association"].create({"student_id": student.id, "relative_id": linked.id, "date_start": long_ago})
env["school.student"].search([("kind", "=", "guardian")]).unlink()
outcome = gone._anonymise(origin="hand")
assert outcome.done == [gone.id], outcome
env["ir.module.module"].search([("name", "=like", "school_%")]).filtered("latest_version").latest_version = "19.0.1.0.0"
env.cr.commit()
"""


@pytest.fixture
def database(cluster, template):
    """A database as the version before left it."""
    odoo_database.copy(cluster, template, DATABASE)
    odoo_database.shell(cluster, DATABASE, BEFORE)
    yield DATABASE
    odoo_database.remove(cluster, DATABASE)


def test_guardians_of_before_get_profiles(cluster, database):
    odoo_database.upgrade(cluster, database, ["school_base"])
    found = cluster.query(
        "SELECT p.name, s.registered_on < current_date - 800 FROM school_student s"
        " JOIN res_partner p ON p.id = s.partner_id WHERE s.kind = 'guardian' ORDER BY 1",
        database=database,
    )
    assert found == [("Linked Lone", True), ("Orphaned Ole", True)]
