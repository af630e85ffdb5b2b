"""The ordinary form shows an anonymised profile as what it is, and everybody else as before."""

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestOneFace(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.view = cls.env.ref("school_base.school_student_view_form")
        cls.other = cls.make_student("Bo Holm")
        cls.student.with_user(cls.officer).action_anonymise()

    def form(self, student):
        return Form(student.with_user(self.officer), self.view)

    def arch(self):
        students = self.env["school.student"].with_user(self.officer)
        return etree.fromstring(students.get_view(self.view.id, "form")["arch"])

    def test_nothing_can_be_typed_into_an_anonymised_profile(self):
        form = self.form(self.student)
        for name in ("name", "email", "gender"):
            with self.subTest(name=name), self.assertRaises(AssertionError):
                setattr(form, name, "x")

    def test_other_profiles_are_edited_as_before(self):
        with self.form(self.other) as form:
            form.name = "Bo Holm Lund"
        self.assertEqual(self.other.name, "Bo Holm Lund")

    def test_no_button_of_an_anonymised_profile_leads_to_a_name(self):
        buttons = [button for button in self.arch().iter("button") if not list(button.iterancestors("field"))]
        self.assertTrue(buttons)
        for button in buttons:
            self.assertIn("anonymised", button.get("invisible"), button.get("name"))

    def test_first_of_january_is_no_birthday(self):
        [birth_date] = self.arch().xpath("//field[@name='birth_date'][not(ancestor::field)]")
        self.assertEqual(birth_date.get("invisible"), "anonymised")

    def test_lists_within_the_form_keep_their_own_conditions(self):
        inner = self.arch().xpath("//field[@name='enrolment_ids']//field")
        self.assertTrue(inner)
        self.assertFalse([node for node in inner if (node.get("readonly") or "").startswith("anonymised")])


@tagged("post_install", "-at_install")
class TestQuestion(AnonymisationCase):
    accounting = True

    def dialog(self, students):
        dialogs = self.env["school.anonymisation.confirm"].with_user(self.officer)
        return dialogs.with_context(active_model="school.student", active_ids=students.ids).create({})

    def test_who_goes_and_who_does_not_stand_under_headings_of_their_own(self):
        busy = self.make_student("Bo Holm")
        self.enrol(busy)
        dialog = self.dialog(self.student | busy)
        self.assertIn("These are anonymised", dialog.going)
        self.assertIn(self.student.name, dialog.going)
        self.assertNotIn("Bo Holm", dialog.going)
        self.assertIn("These are not", dialog.explanation)
        self.assertIn("Bo Holm", dialog.explanation)

    def test_documents_that_the_law_keeps_are_named_before_the_act(self):
        move = self.make_invoice(self.student.partner_id)
        self.pay(move)
        self.assertIn(move.name, self.dialog(self.student).going)

    def test_number_is_typed_for_eleven_and_not_for_ten(self):
        ten = self.student | self.env["school.student"].union(
            *(self.make_student(f"Ada Holm {n}") for n in "abcdefghi")
        )
        self.assertFalse(self.dialog(ten).many)
        self.assertTrue(self.dialog(ten | self.make_student("Ida Holm")).many)

    def test_log_says_in_words_what_was_checked(self):
        self.anonymise()
        line = self.env["school.anonymisation.log"].with_user(self.officer).search([("kind", "=", "erased")], limit=1)
        self.assertIn("Outstanding debt", line.rules_in_words)
        self.assertNotIn("_", line.rules_in_words)

    def test_button_of_the_register_sends_ids_and_is_answered(self):
        rows = self.env["school.anonymisation.register.row"].with_user(self.officer)
        self.assertEqual(rows.action_download([1, 2])["type"], "ir.actions.act_url")
        with self.assertRaises(UserError):
            rows.with_user(self.superuser).action_download([1, 2])
