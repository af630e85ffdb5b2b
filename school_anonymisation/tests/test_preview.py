"""Looking before erasing: the same plan, the same counts, for those who may, and nothing is written."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestPreview(ErasureCase):
    accounting = True

    def preview(self, students, user=None, field="content"):
        model = self.env["school.anonymisation.preview"].with_user(user or self.officer)
        return Form(model.with_context(active_ids=students.ids))[field]

    def test_shows_what_would_be_erased(self):
        content = self.preview(self.anna)
        for word in ("Email", "Erase", "ID number"):
            self.assertIn(word, content)

    def test_shows_what_is_retained_and_until_when(self):
        move = self.make_invoice(self.anna.partner_id, invoice_date="2026-03-01")
        content = self.preview(self.anna)
        self.assertIn(move.name, content)
        self.assertIn("12/31/2031", content)

    def test_apps_are_called_as_people_call_them(self):
        content = self.preview(self.anna)
        self.assertIn("<h4>School</h4>", content)
        self.assertNotIn("<h4>school_base</h4>", content)

    def test_says_in_words_what_goes_and_what_stays(self):
        self.enrol(self.anna, self.periods[0], state="completed")
        move = self.make_invoice(self.anna.partner_id, invoice_date="2026-03-01")
        self.anna.message_post(body="A letter to the parents")
        self.env.flush_all()
        words = self.anna._anonymisation_preview()["words"]

        def named(model):
            return self.env["ir.model"]._get(model).name

        self.assertIn(named("mail.message"), dict(words.deleted))
        self.assertIn((named("school.enrolment"), 1), words.stays)
        self.assertNotIn(named("school.enrolment"), dict(words.deleted))
        for field in ("Email", "Phone", "ID number"):
            self.assertIn(field, words.erased)
        for worked_out in ("Normalized Email", "Complete Name", "Active"):
            self.assertNotIn(worked_out, words.erased)
        self.assertEqual([name for name, _day in words.by_law], [move.display_name])
        shown = html2plaintext(self.preview(self.anna, field="in_words"))
        for said in ("Deleted", "ID number", move.name, "12/31/2031"):
            self.assertIn(said, shown)
        self.assertNotIn("Clear", shown)

    def test_several_students_are_counted_together(self):
        other = self.make_student("Ib Holm", national_id="020202-1111")
        data = (self.anna | other)._anonymisation_preview()
        [line] = [line for line in dict(data["apps"])["school_base"] if line["field"] == "ID number"]
        self.assertEqual(line["records"], 2)

    def test_erases_exactly_what_was_shown(self):
        shown = self.anna._anonymisation_preview()
        planned, _result = self.erase(self.anna)
        counted = sum(line.count for line in planned.fields if line.row.field != "id" or line.row.action != "keep")
        self.assertEqual(sum(line["records"] for _app, lines in shown["apps"] for line in lines), counted)

    def test_nothing_is_written_by_looking(self):
        self.env.flush_all()
        before = self.anna.partner_id.read()
        self.preview(self.anna)
        self.assertEqual(self.anna.partner_id.read(), before)
        self.assertFalse(self.env["school.anonymisation.preview"].search_count([]))

    def test_only_those_who_may_anonymise_see_it(self):
        with self.assertRaises(AccessError):
            self.preview(self.anna, user=self.superuser)

    def test_values_themselves_are_not_shown(self):
        self.assertNotIn("aase.ravn@example.com", self.preview(self.anna))
