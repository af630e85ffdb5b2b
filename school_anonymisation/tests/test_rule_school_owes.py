"""Rule school_owes: what is in the books to the student's credit, and nobody has paid out."""

from .common import AnonymisationCase


class TestSchoolOwes(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.student.partner_id

    def test_credit_note_blocks(self):
        self.make_invoice(self.partner, move_type="out_refund")
        self.assertBlocked("school_owes")

    def test_credit_note_that_was_paid_out_does_not_block(self):
        self.pay(self.make_invoice(self.partner, move_type="out_refund"))
        self.assertEligible()

    def test_credit_note_to_a_guardian_for_the_student_blocks(self):
        self.make_invoice(self.make_contact(), student=self.student, move_type="out_refund")
        self.assertBlocked("school_owes")

    def test_credit_note_to_somebody_else_does_not_block(self):
        self.make_invoice(self.make_contact(), move_type="out_refund")
        self.assertEligible()

    def test_overpayment_blocks(self):
        self.load_outstanding_account()
        self.pay(self.make_invoice(self.partner), 150)
        self.assertBlocked("school_owes")

    def test_exact_payment_does_not_block(self):
        self.load_outstanding_account()
        self.pay(self.make_invoice(self.partner), 100)
        self.assertEligible()

    def test_larger_credit_that_was_never_matched_blocks(self):
        self.make_invoice(self.partner)
        self.make_invoice(self.partner, 101, move_type="out_refund")
        self.assertBlocked("school_owes")

    def test_unpaid_bill_blocks(self):
        self.make_invoice(self.partner, move_type="in_invoice")
        self.assertBlocked("school_owes")

    def test_paid_bill_does_not_block(self):
        self.pay(self.make_invoice(self.partner, move_type="in_invoice"))
        self.assertEligible()

    def test_bill_with_a_refund_of_the_same_amount_does_not_block(self):
        self.make_invoice(self.partner, move_type="in_invoice")
        self.make_invoice(self.partner, move_type="in_refund")
        self.assertEligible()

    def test_bill_and_invoice_of_the_same_amount_do_not_make_up_for_each_other(self):
        self.make_invoice(self.partner, move_type="in_invoice")
        self.make_invoice(self.partner)
        self.assertEqual(self.student._anonymisation_codes()[self.student.id], ["debt", "school_owes"])

    def test_sentence_links_the_document(self):
        move = self.make_invoice(self.partner, move_type="out_refund")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, move)
        self.assertIn(move.name, blocker.sentence)

    def load_outstanding_account(self):
        """Have payments booked at once, as with the full accounting app."""
        account = self.env["account.account"].search(
            [("account_type", "=", "asset_current"), ("company_ids", "in", self.company.ids)], limit=1
        )
        journals = self.env["account.journal"].search([("type", "in", ("bank", "cash"))])
        journals.inbound_payment_method_line_ids.payment_account_id = account
