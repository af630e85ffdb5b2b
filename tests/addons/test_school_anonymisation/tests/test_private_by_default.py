"""What nobody has declared is private: custom fields, copies by dependency, tables of an unknown addon."""

from base64 import b64encode

from odoo.addons.school_anonymisation.erasure.completeness import register_rows
from odoo.addons.school_anonymisation.tests.kit_erasing import ErasureCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPrivateByDefault(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna.write(
            {
                "favourite_piece": "Träumerei",
                "diary": "<p>Dear diary</p>",
                "answers": {"mood": "secret"},
                "voice_sample": b64encode(b"la la la"),
                "portrait": b64encode(b"a drawing of her"),
                "baptised_on": "2012-06-01",
                "house": "red",
                "motto": "Never",
            }
        )

    def test_undeclared_fields_of_every_kind_are_cleared(self):
        self.erase(self.anna)
        for name in ("favourite_piece", "diary", "answers", "voice_sample", "portrait", "baptised_on", "motto"):
            self.assertFalse(self.anna[name], name)

    def test_required_date_keeps_its_year_only(self):
        self.erase(self.anna)
        self.assertEqual(str(self.anna.met_on), "2015-01-01")

    def test_company_dependent_field_is_cleared_for_every_company(self):
        other = self.make_company("Another school")
        self.anna.partner_id.with_company(other).nickname = "Rabbit"
        self.anna.partner_id.with_company(self.company).nickname = "Hare"
        self.erase(self.anna)
        self.env.cr.execute("SELECT nickname FROM res_partner WHERE id = %s", [self.anna.partner_id.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_selection_that_the_addon_keeps_with_a_reason_stays(self):
        self.erase(self.anna)
        self.assertEqual(self.anna.house, "red")

    def test_stored_copies_are_erased_with_what_they_hang_on_even_where_a_namesake_forbids_searching(self):
        self.make_student("Åse O'Ravn", email="aase.ravn@example.com")
        enrolment = self.enrol(self.anna, state="completed")
        self.assertEqual(enrolment.greeting, "Hi Åse <aase.ravn@example.com>")
        self.erase(self.anna)
        self.assertEqual(enrolment.student_name, self.anna.name)
        self.assertEqual(enrolment.greeting, self.anna.name)
        self.assertEqual(str(enrolment.birthday), "2012-01-01")

    def test_copy_made_of_several_people_keeps_the_others(self):
        other = self.make_student("Ib Holm")
        for student in (self.anna, other):
            self.enrol(student, course=self.course)
        self.env.flush_all()
        self.assertIn("Ravn", self.course.roll)
        self.erase(self.anna)
        self.assertEqual(self.course.roll, "[anonymised], Ib Holm")

    def test_register_of_another_addon_is_obeyed(self):
        letter = self.env["test.school.letter"].create({"student_id": self.anna.id, "text": "Dear you"})
        self.erase(self.anna)
        self.assertFalse(letter.exists())

    def test_undeclared_fields_require_attention(self):
        found = {
            row.field for row in register_rows(self.env) if row.origin == "default" and row.model == "school.student"
        }
        self.assertLessEqual({"favourite_piece", "diary", "answers", "voice_sample", "portrait", "baptised_on"}, found)
        self.assertNotIn("house", found)
