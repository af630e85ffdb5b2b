"""Rule open_documents: drafts, whoever they are addressed to; orders of other apps are tested where those are."""

from .common import AnonymisationCase


class TestOpenDocuments(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.student.partner_id

    def test_draft_invoice_blocks(self):
        self.make_invoice(self.partner, post=False)
        self.assertBlocked("open_documents")

    def test_draft_invoice_to_a_guardian_for_the_student_blocks(self):
        self.make_invoice(self.make_contact(), student=self.student, post=False)
        self.assertBlocked("open_documents")

    def test_draft_invoice_to_an_address_of_the_student_blocks(self):
        self.make_invoice(self.make_contact(parent_id=self.partner.id, type="invoice"), post=False)
        self.assertBlocked("open_documents")

    def test_draft_bill_blocks(self):
        self.make_invoice(self.partner, post=False, move_type="in_invoice")
        self.assertBlocked("open_documents")

    def test_recurring_invoice_blocks_by_the_draft_of_the_next_time(self):
        move = self.make_invoice(self.partner, post=False, auto_post="monthly", date=self.today)
        move.action_post()
        self.pay(move)
        self.assertBlocked("open_documents")

    def test_cancelled_draft_does_not_block(self):
        self.make_invoice(self.partner, post=False).button_cancel()
        self.assertEligible()

    def test_posted_and_paid_invoice_does_not_block(self):
        self.pay(self.make_invoice(self.partner))
        self.assertEligible()

    def test_draft_invoice_of_somebody_else_does_not_block(self):
        self.make_invoice(self.make_contact(), post=False)
        self.assertEligible()

    def test_draft_payment_blocks(self):
        self.make_payment()
        self.assertBlocked("open_documents")

    def test_cancelled_payment_does_not_block(self):
        self.make_payment().action_cancel()
        self.assertEligible()

    def make_payment(self):
        values = {"partner_id": self.partner.id, "amount": 10, "payment_type": "outbound", "partner_type": "customer"}
        return self.env["account.payment"].create(values)
