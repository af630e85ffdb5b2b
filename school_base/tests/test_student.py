# A student's number, contact, names and registration.
from datetime import date

from odoo.tests import Form

from .common import SchoolCase


def number_of(student):
    """Return the number in a student number that the school has given."""
    return int(student.student_number.removeprefix("STU-"))


class TestStudent(SchoolCase):
    def test_a_new_student_gets_the_next_number(self):
        first, second = self.make_student("One"), self.make_student("Two")
        self.assertEqual(number_of(second), number_of(first) + 1)

    def test_each_company_numbers_its_own_students(self):
        other = self.make_company("Other school")
        here = self.make_student()
        there = self.make_student(company_id=other.id)
        self.assertEqual(here.student_number, there.student_number)

    def test_a_number_that_is_given_is_kept(self):
        self.assertEqual(self.make_student(student_number="X1").student_number, "X1")

    def test_two_students_of_a_company_cannot_share_a_number(self):
        self.make_student(student_number="X1")
        with self.assertRefused("Another student already has this number"):
            self.make_student(student_number="X1")

    def test_a_contact_has_at_most_one_student_profile(self):
        student = self.make_student()
        with self.assertRefused("already has a student profile"):
            self.make_student(partner_id=student.partner_id.id)

    def test_a_school_user_registers_a_student_on_the_form(self):
        form = Form(self.env["school.student"].with_user(self.school_user))
        form.name = "Freja Holm"
        student = form.save()
        self.assertEqual(student.partner_id.name, "Freja Holm")
        self.assertEqual(student.registered_on, self.today)
        self.assertTrue(student.student_number)

    def test_the_form_writes_a_phone_number_in_international_form(self):
        self.company.country_id = self.env.ref("base.dk")
        form = Form(self.env["school.student"].with_user(self.school_user))
        form.name = "Freja Holm"
        form.phone = "31 23 45 67"
        self.assertEqual(form.phone, "+45 31 23 45 67")

    def test_a_contact_made_with_the_student_belongs_to_the_company(self):
        self.assertEqual(self.make_student().partner_id.company_id, self.company)

    def test_an_existing_contact_keeps_its_company(self):
        contact = self.make_contact()
        student = self.make_student(name=contact.name, partner_id=contact.id)
        self.assertFalse(student.partner_id.company_id)

    def test_a_contact_of_another_company_cannot_become_a_student_here(self):
        other = self.make_company("Other school")
        contact = self.make_contact(company_id=other.id)
        with self.assertRefused("belongs to"):
            self.make_student(name=contact.name, partner_id=contact.id)

    def test_a_student_is_found_by_name_and_by_number(self):
        student = self.make_student("Asta Lund", student_number="X77")
        for words in ("asta", "x77"):
            found = self.env["school.student"].name_search(words)
            self.assertIn(student.id, [student_id for student_id, _name in found])

    def test_today_is_the_companys_own_date(self):
        with self.on_day(date(2026, 12, 31), hour=23):
            self.assertEqual(self.company._school_today(), date(2027, 1, 1))
            self.company.partner_id.tz = False
            self.assertEqual(self.company._school_today(), date(2026, 12, 31))
