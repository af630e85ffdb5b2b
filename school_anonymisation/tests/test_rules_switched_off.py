"""A school does without a rule about open business; none does without one of the specification's."""

from odoo.exceptions import AccessError

from .common import AnonymisationCase

SWITCHES = {"school_owes", "open_documents", "coming", "open_request", "in_touch"}
WISHED_FOR = {"activity_elsewhere"}


class TestRulesSwitchedOff(AnonymisationCase):
    accounting = True

    def test_rule_that_was_switched_off_holds_nobody_back(self):
        self.make_invoice(self.student.partner_id, post=False)
        self.company.anonymisation_rule_open_documents = False
        self.assertEligible()

    def test_rule_that_another_school_switched_off_holds_back(self):
        self.make_invoice(self.student.partner_id, post=False)
        self.make_company("Another school").anonymisation_rule_open_documents = False
        self.assertBlocked("open_documents")

    def test_rules_of_open_business_can_be_switched_off_and_no_others(self):
        rules = self.env["school.anonymisation.rule"]._all_rules()
        self.assertEqual({rule._code for rule in rules if rule._switch}, SWITCHES | WISHED_FOR)

    def test_every_switch_is_on_for_a_new_school(self):
        company = self.make_company("Another school")
        self.assertTrue(all(company[f"anonymisation_rule_{code}"] for code in SWITCHES))
        self.assertFalse(any(company[f"anonymisation_rule_{code}"] for code in WISHED_FOR))

    def test_nobody_without_the_permission_switches_a_rule(self):
        with self.assertRaises(AccessError):
            self.company.with_user(self.superuser).write({"anonymisation_rule_coming": False})

    def test_log_names_the_rules_that_were_in_force(self):
        self.company.anonymisation_rule_coming = False
        self.anonymise()
        [erased] = self.student.anonymisation_log_ids.filtered(lambda line: line.kind == "erased")
        codes = erased.rules.split(",")
        self.assertNotIn("coming", codes)
        self.assertIn("open_request", codes)
