"""What goes with a student is asked about with the student: the same person a second time, addresses below."""

from .common import AnonymisationCase


class Beside(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.student.partner_id
        cls.contact = cls.make_contact("Anna Ravn", email="anna@ravn.example")

    def decide(self, state, contact=None):
        values = {"student_id": self.student.id, "partner_id": (contact or self.contact).id, "state": state}
        self.env["school.anonymisation.second.contact"].create(values)

    def draft_payment(self, contact):
        values = {"partner_id": contact.id, "amount": 10, "payment_type": "outbound", "partner_type": "customer"}
        return self.env["account.payment"].create(values)

    def visit(self, contact):
        return self.env["res.users.log"].with_user(self.make_portal_user(contact)).sudo().create({})

    def assertHeldOnlyBySame(self, code):
        """Assert that what has been done with the second contact holds the student back once it is the same person."""
        self.assertEligible()
        self.decide("undecided")
        self.assertEligible()
        decision = self.env["school.anonymisation.second.contact"].search([("partner_id", "=", self.contact.id)])
        decision.state = "other"
        self.assertEligible()
        decision.state = "same"
        self.assertBlocked(code)


class TestSecondContactHoldsBack(Beside):
    def test_unpaid_invoice(self):
        move = self.make_invoice(self.contact)
        self.assertHeldOnlyBySame("debt")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)

    def test_unpaid_invoice_to_a_parent_of_the_second_contact(self):
        self.contact.parent_id = self.make_contact()
        move = self.make_invoice(self.contact.parent_id)
        self.assertHeldOnlyBySame("debt")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)

    def test_paid_invoice_does_not(self):
        self.pay(self.make_invoice(self.contact))
        self.decide("same")
        self.assertEligible()

    def test_credit_of_the_same_amount_that_was_never_matched_leaves_no_debt(self):
        move = self.make_invoice(self.contact)
        self.make_invoice(self.contact, move_type="out_refund")
        self.decide("same")
        self.assertEligible()
        self.assertIn(move.name, self.student.anonymisation_remarks)

    def test_credit_note(self):
        move = self.make_invoice(self.contact, move_type="out_refund")
        self.assertHeldOnlyBySame("school_owes")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)

    def test_draft(self):
        move = self.make_invoice(self.contact, post=False)
        self.assertHeldOnlyBySame("open_documents")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)

    def test_draft_payment(self):
        self.draft_payment(self.contact)
        self.assertHeldOnlyBySame("open_documents")

    def test_login(self):
        self.visit(self.contact)
        self.assertHeldOnlyBySame("in_touch")

    def test_invoice_of_late(self):
        self.company.anonymisation_rule_activity_elsewhere = True
        self.pay(self.make_invoice(self.contact, invoice_date=self.today))
        self.assertHeldOnlyBySame("activity_elsewhere")

    def test_nobody_else(self):
        self.draft_payment(self.contact)
        self.decide("same")
        self.assertEligible(self.make_student("Bo Ravn"))

    def test_at_each_of_several_schools(self):
        company = self.make_company("Another school")
        company.anonymisation_inactive_periods = self.required
        self.draft_payment(self.contact)
        self.assertHeldOnlyBySame("open_documents")

    def test_family(self):
        brother = self.make_student("Bo Ravn")
        self.link(self.student, brother.partner_id, "sibling")
        self.make_invoice(self.contact)
        self.decide("same")
        self.assertBlocked("family_association", brother)


class TestAddressHoldsBack(Beside):
    def address(self, **values):
        return self.make_contact(**{"name": "Anna Ravn", "parent_id": self.partner.id, "type": "delivery", **values})

    def test_draft_payment_of_an_address(self):
        self.draft_payment(self.address(type="invoice"))
        self.assertBlocked("open_documents")

    def test_unpaid_invoice_to_an_address_where_a_company_is_above_the_student(self):
        self.partner.parent_id = self.make_contact("Brass band", is_company=True)
        move = self.make_invoice(self.address(type="invoice"))
        self.assertBlocked("debt")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)

    def test_address_without_anything_open_does_not(self):
        self.address()
        self.assertEligible()

    def test_person_below_the_student_does_not(self):
        self.draft_payment(self.address(type="contact"))
        self.assertEligible()

    def test_somebody_with_a_name_and_an_address_of_their_own_does_not(self):
        self.partner.email = "anna@ravn.example"
        self.draft_payment(self.address(name="Bo Lund", email="bo@lund.example"))
        self.assertEligible()

    def test_address_that_is_somebody_of_a_family_does_not(self):
        address = self.address()
        self.link(self.make_student("Bo Ravn"), address)
        self.draft_payment(address)
        self.assertNotIn("open_documents", self.codes())

    def test_address_of_somebody_else_does_not(self):
        self.draft_payment(self.address(parent_id=self.make_contact().id))
        self.assertEligible()
