# A school whose students are contacts in Odoo's own apps: the tests of an addon that depends on some of them.
from stand_in import run_tests_of


def test_students_are_made_of_contacts_and_go_as_any_other(cluster, template):
    run_tests_of("test_school_plain_odoo", "plain_odoo", cluster, template)
