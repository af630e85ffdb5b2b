# Family associations: nobody is their own relative, and nobody is linked twice at a time.
from datetime import timedelta

from odoo.tests import Form

from .common import SchoolCase


class TestFamily(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student()
        cls.guardian = cls.make_contact()

    def test_a_school_user_links_a_guardian_on_the_form(self):
        form = Form(self.env["school.family.association"].with_user(self.school_user))
        form.student_id, form.relative_id = self.student, self.guardian
        association = form.save()
        self.assertEqual(association.relation, "guardian")
        self.assertEqual(association.date_start, self.today)
        self.assertEqual(self.student.family_association_count, 1)

    def test_both_sides_of_a_link_count(self):
        sibling = self.make_student("Sibling")
        self.link(self.student, sibling.partner_id, "sibling")
        self.assertEqual(sibling.family_association_count, 1)
        action = sibling.action_view_family()
        found = self.env["school.family.association"].search(action["domain"])
        self.assertEqual(found.student_id, self.student)

    def test_a_student_is_not_their_own_relative(self):
        with self.assertRefused("cannot be their own relative"):
            self.link(self.student, self.student.partner_id)

    def test_an_association_cannot_end_before_it_starts(self):
        with self.assertRefused("cannot end before it starts"):
            self.link(
                self.student,
                self.guardian,
                date_start=self.today,
                date_end=self.today - timedelta(days=1),
            )

    def test_the_same_open_association_is_not_made_twice(self):
        self.link(self.student, self.guardian)
        with self.assertRefused("already linked to"):
            self.link(self.student, self.guardian)

    def test_associations_of_one_kind_do_not_overlap_in_time(self):
        self.link(self.student, self.guardian, date_end=self.today + timedelta(days=1))
        with self.assertRefused("already linked to"):
            self.link(self.student, self.guardian, date_start=self.today)

    def test_an_association_may_begin_on_the_day_the_former_ended(self):
        self.link(self.student, self.guardian, date_end=self.today)
        self.assertTrue(self.link(self.student, self.guardian, date_start=self.today))

    def test_one_relative_may_be_linked_in_two_ways(self):
        self.link(self.student, self.guardian)
        self.assertTrue(self.link(self.student, self.guardian, "other"))

    def test_a_relative_of_another_company_is_refused(self):
        other = self.make_company("Other school")
        stranger = self.make_contact(company_id=other.id)
        with self.assertRefused("belongs to another company"):
            self.link(self.student, stranger)
