"""Rule debt: what is posted and not paid counts, whoever it was addressed to."""

from datetime import timedelta

from odoo.fields import Command

from .common import AnonymisationCase


class TestDebt(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.student.partner_id

    def test_unpaid_blocks(self):
        self.make_invoice(self.partner)
        self.assertBlocked("debt")

    def test_partly_paid_blocks(self):
        self.pay(self.make_invoice(self.partner), 40)
        self.assertBlocked("debt")

    def test_paid_does_not_block(self):
        self.pay(self.make_invoice(self.partner))
        self.assertEligible()

    def test_draft_is_no_debt(self):
        self.make_invoice(self.partner, post=False)
        self.assertNotIn("debt", self.codes())

    def test_cancelled_does_not_block(self):
        self.make_invoice(self.partner, post=False).button_cancel()
        self.assertEligible()

    def test_credited_does_not_block(self):
        self.credit(self.make_invoice(self.partner))
        self.assertEligible()

    def test_money_the_school_owes_is_no_debt(self):
        self.make_invoice(self.partner, move_type="out_refund")
        self.assertNotIn("debt", self.codes())

    def test_credit_of_the_same_amount_that_was_never_matched_leaves_no_debt(self):
        self.make_invoice(self.partner)
        self.make_invoice(self.partner, move_type="out_refund")
        self.assertEligible()

    def test_invoice_and_credit_that_were_never_matched_are_told(self):
        move = self.make_invoice(self.partner)
        self.make_invoice(self.partner, move_type="out_refund")
        self.assertIn("unmatched", self.student.anonymisation_remarks)
        self.assertIn(move.name, self.student.anonymisation_remarks)

    def test_matched_invoice_and_credit_are_not_told(self):
        self.credit(self.make_invoice(self.partner))
        self.assertFalse(self.student.anonymisation_remarks)

    def test_smaller_credit_that_was_never_matched_leaves_debt(self):
        self.make_invoice(self.partner)
        self.make_invoice(self.partner, 99, move_type="out_refund")
        self.assertBlocked("debt")

    def test_credit_for_a_sibling_leaves_debt(self):
        guardian = self.make_contact()
        self.make_invoice(guardian, student=self.student)
        self.make_invoice(guardian, student=self.make_student("Bo Ravn"), move_type="out_refund")
        self.assertIn("debt", self.codes())

    def test_credit_in_another_currency_leaves_debt(self):
        currency = self.env.ref("base.EUR") + self.env.ref("base.USD") - self.company.currency_id
        currency[0].active = True
        self.make_invoice(self.partner)
        self.make_invoice(self.partner, move_type="out_refund", currency_id=currency[0].id)
        self.assertIn("debt", self.codes())

    def test_unpaid_invoice_to_a_parent_contact_blocks(self):
        self.partner.parent_id = self.make_contact()
        self.make_invoice(self.partner.parent_id)
        self.assertBlocked("debt")

    def test_unpaid_invoice_to_an_address_of_a_parent_contact_blocks(self):
        self.partner.parent_id = self.make_contact()
        self.make_invoice(self.make_contact(parent_id=self.partner.parent_id.id, type="invoice"))
        self.assertBlocked("debt")

    def test_paid_invoice_to_a_parent_contact_does_not_block(self):
        self.partner.parent_id = self.make_contact()
        self.pay(self.make_invoice(self.partner.parent_id))
        self.assertEligible()

    def test_unpaid_invoice_to_a_company_that_is_the_parent_contact_does_not_block(self):
        self.partner.parent_id = self.make_contact("Brass band", is_company=True)
        self.make_invoice(self.partner.parent_id)
        self.assertEligible()

    def test_unpaid_invoice_to_a_parent_contact_for_a_sibling_does_not_block(self):
        self.partner.parent_id = self.make_contact()
        self.make_invoice(self.partner.parent_id, student=self.make_student("Bo Ravn"))
        self.assertEligible()

    def test_unpaid_invoice_to_a_sibling_below_the_same_parent_does_not_block(self):
        self.partner.parent_id = self.make_contact()
        self.make_invoice(self.make_contact("Bo Ravn", parent_id=self.partner.parent_id.id))
        self.assertEligible()

    def test_unpaid_invoice_to_a_guardian_for_the_student_blocks(self):
        guardian = self.make_contact()
        self.link(self.student, guardian, date_end=self.today)
        self.make_invoice(guardian, student=self.student)
        self.assertBlocked("debt")

    def test_paid_invoice_to_a_guardian_for_the_student_does_not_block(self):
        self.pay(self.make_invoice(self.make_contact(), student=self.student))
        self.assertEligible()

    def test_unpaid_invoice_to_a_guardian_for_another_student_does_not_block(self):
        other = self.make_student("Bo Ravn")
        self.make_invoice(self.make_contact(), student=other)
        self.assertEligible()

    def test_invoice_booked_on_the_parent_contact_blocks(self):
        self.partner.parent_id = self.make_contact()
        self.make_invoice(self.partner)
        self.assertBlocked("debt")

    def test_invoice_to_an_address_of_the_student_blocks(self):
        address = self.make_contact(parent_id=self.partner.id, type="invoice")
        self.make_invoice(address)
        self.assertBlocked("debt")

    def test_receivable_entry_without_an_invoice_blocks(self):
        receivable = self.partner.with_company(self.company).property_account_receivable_id
        other = self.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "in", self.company.ids)], limit=1
        )
        lines = [(receivable, 10, 0), (other, 0, 10)]
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "company_id": self.company.id,
                "line_ids": [
                    Command.create(
                        {"account_id": account.id, "partner_id": self.partner.id, "debit": debit, "credit": credit}
                    )
                    for account, debit, credit in lines
                ],
            }
        )
        entry.action_post()
        self.assertBlocked("debt")

    def test_debt_in_a_company_the_officer_does_not_see_blocks(self):
        company = self.make_company("Another school")
        self.load_accounting(company)
        self.partner.company_id = False
        env = self.env(context={"allowed_company_ids": company.ids})
        self.make_invoice(self.partner.with_env(env), company_id=company.id)
        self.assertFalse(self.student.with_user(self.officer).anonymisation_eligible)

    def test_due_date_to_come_blocks(self):
        self.make_invoice(self.partner, invoice_date_due=self.today + timedelta(days=30))
        self.assertBlocked("debt")

    def test_sentence_links_the_invoice(self):
        move = self.make_invoice(self.partner)
        blocker = self.student._anonymisation_blockers()[self.student.id][0]
        self.assertEqual(blocker.records, move)
        self.assertIn(f"/odoo/account.move/{move.id}", self.student.anonymisation_explanation)

    def test_of_one_student_nobody_elses_lines_are_read(self):
        own = self.make_invoice(self.partner)
        self.make_invoice(self.make_student("Bo Ravn").partner_id)
        books = self.env["school.anonymisation.balance"]
        owed = books._open_lines(("asset_receivable",), 1, self.student)
        self.assertEqual(self.env["account.move.line"].search(owed).move_id, own)
