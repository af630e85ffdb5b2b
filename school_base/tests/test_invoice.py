# Invoices to a student, and to a guardian for a student.
from odoo.tests import Form

from .common import SchoolCase


class TestInvoice(SchoolCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student()
        cls.guardian = cls.make_contact()
        cls.bookkeeper = cls.make_user("kit_bookkeeper", "school_base.group_school_user,account.group_account_invoice")

    def test_the_kit_makes_invoices_in_every_payment_state(self):
        moves = [self.make_invoice(self.student.partner_id) for _state in range(4)]
        self.pay(moves[1], 40)
        self.pay(moves[2])
        self.credit(moves[3])
        self.assertEqual([move.payment_state for move in moves], ["not_paid", "partial", "paid", "reversed"])
        self.assertEqual(self.make_invoice(self.guardian, post=False).state, "draft")

    def test_the_student_counts_their_own_invoices_and_those_for_them(self):
        own = self.make_invoice(self.student.partner_id)
        for_student = self.make_invoice(self.guardian, student=self.student)
        self.make_invoice(self.guardian)
        student = self.student.with_user(self.bookkeeper)
        self.assertEqual(student.invoice_count, 2)
        action = student.action_view_invoices()
        found = self.env["account.move"].search(action["domain"])
        self.assertEqual(found, own | for_student)

    def test_a_bookkeeper_names_the_student_on_the_invoice_form(self):
        form = Form(self.env["account.move"].with_user(self.bookkeeper).with_context(default_move_type="out_invoice"))
        form.partner_id = self.guardian
        form.student_id = self.student
        self.assertEqual(form.save().student_id, self.student)

    def test_the_student_form_shows_no_invoices_without_accounting_rights(self):
        form = Form(self.student.with_user(self.school_user))
        self.assertNotIn("invoice_count", form._view["fields"])

    def test_a_student_of_another_company_is_refused(self):
        stranger = self.make_student(company_id=self.make_company("Other school").id)
        with self.assertRefused("belongs to another company"):
            self.make_invoice(self.guardian, student=stranger)
