"""After it the books stay usable: old documents are reset, corrected, credited, posted and paid, under the label."""

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import AnonymisationCase


class TestBookkeepingAfter(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_retention_years = 0
        for code in ("school_owes", "open_documents"):
            cls.company[f"anonymisation_rule_{code}"] = False
        cls.partner = cls.student.partner_id
        cls.paid = cls.make_invoice(cls.partner, invoice_date=cls.periods[0].date_start)
        cls.payment = cls.pay(cls.paid)
        cls.refund = cls.make_invoice(cls.partner, 80, move_type="out_refund")
        cls.bill = cls.make_invoice(cls.partner, 90, move_type="in_invoice")
        cls.draft = cls.make_invoice(cls.partner, 120, post=False)
        cls.recurring = cls.make_invoice(cls.partner, 10, post=False, auto_post="monthly", date=cls.today)
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()
        cls.label = cls.student.anonymisation_label
        cls.accountant = cls.make_user("kit_accountant", "base.group_user,account.group_account_manager")
        cls.env = cls.env(user=cls.accountant)
        for name in ("paid", "payment", "refund", "bill", "draft", "recurring"):
            setattr(cls, name, getattr(cls, name).with_env(cls.env))

    def assertPosted(self, move):
        self.env.flush_all()
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.invoice_partner_display_name, self.label)

    def reverse(self, move, modify=False):
        wizard = self.env["account.move.reversal"].with_context(active_model="account.move", active_ids=move.ids)
        reversal = wizard.create({"journal_id": move.journal_id.id, "date": self.today})
        reversal.reverse_moves(is_modify=modify)
        return reversal.new_move_ids

    def test_old_document_is_reset_to_draft_and_posted_again(self):
        self.paid.button_draft()
        self.paid.action_post()
        self.assertPosted(self.paid)

    def test_old_document_is_corrected(self):
        self.paid.button_draft()
        self.paid.invoice_line_ids.price_unit = 70
        self.paid.action_post()
        self.assertPosted(self.paid)
        self.assertEqual(self.paid.amount_total, 70)

    def test_old_document_is_credited(self):
        credit = self.reverse(self.paid)
        credit.action_post()
        self.assertPosted(credit)

    def test_old_document_is_replaced_by_a_corrected_one(self):
        replacement = self.reverse(self.paid, modify=True)
        replacement.action_post()
        self.assertPosted(replacement)

    def test_draft_is_posted(self):
        self.draft.action_post()
        self.assertPosted(self.draft)

    def test_draft_is_given_to_somebody_else(self):
        guardian = self.env["res.partner"].sudo().create({"name": "Bente Holm"})
        self.draft.partner_id = guardian
        self.draft.action_post()
        self.assertEqual(self.draft.partner_id, guardian)

    def test_draft_is_deleted(self):
        self.draft.unlink()
        self.assertFalse(self.draft.exists())

    def test_recurring_document_is_posted_for_the_last_time(self):
        self.recurring.action_post()
        self.assertPosted(self.recurring)
        self.assertFalse(self.env["account.move"].search([("auto_post_origin_id", "=", self.recurring.id)]))

    def test_credit_is_paid_out(self):
        self.pay_as_accountant(self.refund)
        self.assertEqual(self.refund.payment_state, "paid")

    def test_bill_is_paid(self):
        self.pay_as_accountant(self.bill)
        self.assertEqual(self.bill.payment_state, "paid")

    def test_money_is_paid_back_without_a_document(self):
        values = {"payment_type": "outbound", "partner_type": "customer", "partner_id": self.partner.id, "amount": 40}
        payment = self.env["account.payment"].create(values)
        payment.action_post()
        self.assertIn(payment.state, ("in_process", "paid"))

    def test_payment_that_bounced_is_cancelled(self):
        self.payment.action_cancel()
        self.assertEqual(self.payment.state, "canceled")

    def test_open_items_are_matched(self):
        self.draft.action_post()
        lines = (self.draft + self.refund).line_ids
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        self.assertEqual(self.refund.amount_residual, 0)

    def test_open_item_is_written_off_by_an_entry(self):
        receivable = self.refund.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        lines = [(receivable.account_id, 80, 0), (self.refund.invoice_line_ids.account_id, 0, 80)]
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "line_ids": [
                    Command.create(
                        {"account_id": account.id, "partner_id": self.partner.id, "debit": debit, "credit": credit}
                    )
                    for account, debit, credit in lines
                ],
            }
        )
        entry.action_post()
        self.assertEqual(entry.state, "posted")

    def test_money_of_the_bank_is_matched_with_an_old_item(self):
        journal = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        values = {"journal_id": journal.id, "payment_ref": "Paid out", "amount": -80, "date": self.today}
        # Bank statements need a group that comes with other apps.
        line = self.env["account.bank.statement.line"].sudo().create(values)
        line.partner_id = self.partner
        [receivable] = self.refund.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        [suspense] = line.move_id.line_ids.filtered(lambda item: item.account_id == journal.suspense_account_id)
        suspense.account_id = receivable.account_id
        (suspense + receivable).reconcile()
        self.assertEqual(self.refund.payment_state, "paid")

    def test_nobody_who_is_gone_follows_what_is_posted(self):
        self.draft.action_post()
        self.assertNotIn(self.partner, self.draft.sudo().message_partner_ids)

    def test_new_invoice_is_refused(self):
        with self.assertRaisesRegex(UserError, "create"):
            self.make_invoice(self.partner)

    def test_invoice_that_would_be_given_to_somebody_who_is_gone_is_refused(self):
        guardian = self.env["res.partner"].sudo().create({"name": "Bente Holm"})
        invoice = self.make_invoice(guardian, post=False)
        with self.assertRaisesRegex(UserError, "create"):
            invoice.partner_id = self.partner

    def test_copy_of_an_old_document_is_refused(self):
        with self.assertRaisesRegex(UserError, "create"):
            self.paid.copy()

    def test_correcting_cannot_be_claimed_from_outside(self):
        with self.assertRaisesRegex(UserError, "create"):
            self.paid.with_context(school_anonymisation_correcting=True).copy()

    def test_new_invoice_for_the_student_to_a_guardian_is_refused(self):
        guardian = self.env["res.partner"].sudo().create({"name": "Bente Holm"})
        with self.assertRaisesRegex(UserError, "create"):
            self.make_invoice(guardian, student=self.student.sudo())

    def test_dialog_of_a_payment_may_be_sent_with_the_name_that_it_shows(self):
        dialog = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.refund.ids
        )
        sent = dialog.web_save({"partner_id": self.partner.id}, {"partner_id": {"fields": {"display_name": {}}}})
        self.assertEqual(sent[0]["partner_id"]["display_name"], self.label)

    def pay_as_accountant(self, move):
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=move.ids)
        return wizard.create({"payment_date": self.today})._create_payments()
