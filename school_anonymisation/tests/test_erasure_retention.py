"""Posted documents keep what the law demands until the last day of its term, and not a day longer."""

from datetime import date

from freezegun import freeze_time

from odoo.addons.school_anonymisation.erasure import apply, plan, sweep, verify
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestRetention(ErasureCase):
    accounting = True

    def invoice(self, day, partner=None, **values):
        move = self.make_invoice(partner or self.anna.partner_id, invoice_date=day, **values)
        move.line_ids.filtered(lambda line: line.display_type == "product").name = "Violin, Åse O'Ravn"
        return move

    def retained(self):
        return self.env["school.anonymisation.retained"].search([("student_id", "=", self.anna.id)])

    def test_document_within_its_term_keeps_name_and_description(self):
        move = self.invoice("2024-03-01")
        self.erase(self.anna)
        self.assertEqual(move.invoice_partner_display_name, "Åse O'Ravn")
        self.assertIn("Åse O'Ravn", move.invoice_line_ids.mapped("name")[0])
        self.assertEqual(self.retained().mapped("until"), [date(2029, 12, 31)])

    def test_document_within_its_term_is_no_reason_to_wait(self):
        """Records that the law holds are not taken for ones that somebody wrote meanwhile."""
        self.invoice("2024-03-01").message_post(body="Paid in cash")
        student = self.anna.sudo()
        with self.enter_registry_test_mode():
            swept = student._anonymisation_sweep()
            planned = plan(self.env, self.subjects(student), sweep=swept)
            self.assertFalse(student._anonymisation_written_meanwhile(planned, swept))

    def test_document_after_its_term_keeps_nothing(self):
        move = self.invoice("2020-12-31")
        self.erase(self.anna)
        self.assertNotIn("Ravn", move.invoice_partner_display_name)
        self.assertEqual(move.invoice_line_ids.mapped("name"), ["Violin, [anonymised]"])
        self.assertFalse(self.retained())

    def test_term_counts_from_the_end_of_the_fiscal_year(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        self.invoice("2024-06-30")
        self.invoice("2024-07-01")
        self.erase(self.anna)
        self.assertEqual(self.retained().mapped("until"), [date(2029, 6, 30), date(2030, 6, 30)])

    def test_without_retention_everything_goes_at_once(self):
        self.company.sudo().anonymisation_retention_years = 0
        move = self.invoice("2026-03-01")
        self.erase(self.anna)
        self.assertNotIn("Ravn", move.invoice_partner_display_name)
        self.assertFalse(self.retained())

    def test_negative_term_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "0 to 100"):
            self.company.sudo().anonymisation_retention_years = -1

    def test_last_day_is_kept_and_the_day_after_erased(self):
        move = self.invoice("2024-03-01")
        self.erase(self.anna)
        with freeze_time("2029-12-31 12:00:00"):
            self.assertEqual(self.env["school.anonymisation.retained"]._erase_expired(), {})
        self.assertEqual(move.invoice_partner_display_name, "Åse O'Ravn")
        with freeze_time("2030-01-01 12:00:00"):
            self.assertEqual(self.env["school.anonymisation.retained"]._erase_expired(), {self.anna.id: 1})
        self.assertNotIn("Ravn", move.invoice_partner_display_name)
        self.assertFalse(move.invoice_line_ids.mapped("name")[0])
        self.assertFalse(self.retained())

    def test_guardian_keeps_the_own_name_when_the_term_has_ended(self):
        move = self.invoice("2024-03-01", partner=self.guardian, student=self.anna)
        self.erase(self.anna)
        self.assertIn("Ravn", move.invoice_line_ids.mapped("name")[0])
        with freeze_time("2030-01-01 12:00:00"):
            self.env["school.anonymisation.retained"]._erase_expired()
        self.assertEqual(move.invoice_partner_display_name, "Bente Holm")
        self.assertFalse(move.invoice_line_ids.mapped("name")[0])

    def test_document_that_only_names_the_student_is_retained_too(self):
        move = self.invoice("2026-03-01", partner=self.guardian, narration="<p>For Åse O'Ravn</p>")
        self.erase(self.anna)
        self.assertEqual(move.invoice_line_ids.mapped("name"), ["Violin, Åse O'Ravn"])
        self.assertEqual(move.narration, "<p>For [anonymised]</p>")
        self.assertEqual(self.retained().mapped("res_id"), move.ids)
        with freeze_time("2032-01-01 12:00:00"):
            self.env["school.anonymisation.retained"]._erase_expired()
        self.assertFalse(move.invoice_line_ids.mapped("name")[0])
        self.assertEqual(move.invoice_partner_display_name, "Bente Holm")

    def test_retained_document_of_an_earlier_namesake_stays(self):
        move = self.invoice("2026-03-01")
        self.erase(self.anna)
        later = self.make_student("Åse O'Ravn")
        self.erase(later)
        self.assertEqual(move.invoice_partner_display_name, "Åse O'Ravn")

    def test_document_that_is_kept_protects_no_text_about_the_student(self):
        self.invoice("2026-03-01")
        before = self.make_contact("Caretaker", comment="<p>Åse O'Ravn is ill</p>")
        swept = sweep(self.env, self.subjects(self.anna))
        apply(self.env, plan(self.env, self.subjects(self.anna), sweep=swept), swept)
        meanwhile = self.make_contact("Caretaker", comment="<p>Åse O'Ravn is well</p>")
        self.commit_for_test()
        self.assertFalse(verify(self.env, swept, set(self.anna.partner_id.ids)).left)
        self.env.invalidate_all()
        self.assertEqual(before.comment, "<p>[anonymised] is ill</p>")
        self.assertEqual(meanwhile.comment, "<p>[anonymised] is well</p>")
        self.assertTrue(self.retained())

    def test_figures_do_not_change(self):
        move = self.invoice("2020-03-01", amount=250)
        self.erase(self.anna)
        self.assertEqual((move.amount_total, move.amount_residual, move.state), (250, 250, "posted"))

    def test_restrictive_audit_trail_does_not_stop_an_erasure(self):
        self.company.restrictive_audit_trail = True
        move = self.invoice("2026-03-01")
        message = move.message_post(body="Åse O'Ravn asked for a copy")
        self.erase(self.anna)
        self.assertEqual(message.exists().body, "<p>[anonymised] asked for a copy</p>")

    def test_invoice_to_a_guardian_loses_the_student_only(self):
        move = self.invoice("2020-03-01", partner=self.guardian, student=self.anna)
        self.erase(self.anna)
        self.assertEqual(move.invoice_partner_display_name, "Bente Holm")
        self.assertEqual(move.invoice_line_ids.mapped("name"), ["Violin, [anonymised]"])
        self.assertFalse(move.student_id)

    def test_what_hangs_on_a_retained_document_goes_at_once_but_the_document_itself(self):
        move = self.invoice("2024-03-01")
        pdf = self.env["ir.attachment"].create(
            {
                "name": "INV.pdf",
                "raw": b"%PDF the invoice",
                "res_model": "account.move",
                "res_id": move.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        letter = self.env["ir.attachment"].create(
            {"name": "letter.txt", "raw": b"from the mother", "res_model": "account.move", "res_id": move.id}
        )
        move.message_main_attachment_id = letter
        message = move.message_post(body="Paid late, was ill")
        self.erase(self.anna)
        self.assertFalse((message | move.message_ids).exists())
        self.assertFalse(letter.exists())
        self.assertTrue(pdf.exists())

    def test_paper_of_a_bill_that_is_retained_stays(self):
        bill = self.invoice("2024-03-01", move_type="in_invoice")
        paper = self.env["ir.attachment"].create(
            {"name": "bill.pdf", "raw": b"%PDF the bill", "res_model": "account.move", "res_id": bill.id}
        )
        bill.message_main_attachment_id = paper
        self.erase(self.anna)
        self.assertTrue(paper.exists())

    def test_expired_document_goes_with_the_daily_job_and_is_logged(self):
        move = self.invoice("2024-03-01", amount=0)
        student = self.anna.sudo()
        student._anonymise("hand")
        log = self.env["school.anonymisation.log"].sudo()
        with freeze_time("2029-12-31 12:00:00"):
            self.env["school.anonymisation.retained"]._erase_expired_everywhere()
        self.assertFalse(log.search([("kind", "=", "expired")]))
        with freeze_time("2030-01-01 12:00:00"):
            self.env["school.anonymisation.retained"]._erase_expired_everywhere()
        self.assertNotIn("Ravn", move.invoice_partner_display_name)
        line = log.search([("kind", "=", "expired")])
        self.assertEqual((line.student_id, line.counts["account.move"]), (student, 1))
        self.assertEqual(log._first_broken_line(), "")
