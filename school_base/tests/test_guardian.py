# Relatives who are nobody else have a profile of kind guardian, and are no students.
from datetime import timedelta

from odoo.fields import Command

from .common import SchoolCase


class TestGuardian(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student()
        cls.mother = cls.make_contact("Lone Lund")

    def profiles(self, contact):
        return self.env["school.student"].with_context(active_test=False).search([("partner_id", "=", contact.id)])

    def counted(self, **options):
        return sum(count for *_keys, count in self.env["school.student"]._read_group([], ["gender"], ["__count"]))

    def test_a_relative_who_is_linked_gets_a_profile_as_old_as_the_link(self):
        link = self.link(self.student, self.mother)
        profile = self.profiles(self.mother)
        self.assertEqual((profile.kind, profile.company_id), ("guardian", self.company))
        self.assertEqual(profile.registered_on, link.date_start)
        self.assertFalse(profile.student_number)

    def test_a_school_user_may_link_a_relative(self):
        values = {"student_id": self.student.id, "relative_id": self.mother.id}
        self.env["school.family.association"].with_user(self.school_user).create(values)
        self.assertEqual(self.profiles(self.mother).registered_on, self.today)

    def test_somebody_else_who_takes_the_place_gets_a_profile_as_well(self):
        self.link(self.student, self.mother).relative_id = self.make_contact("Bo Lund")
        self.assertEqual(len(self.env["school.student"].search([("kind", "=", "guardian")])), 2)

    def test_two_children_share_the_guardian(self):
        self.link(self.student, self.mother)
        self.link(self.make_student("Ib Lund"), self.mother)
        self.assertEqual(len(self.profiles(self.mother)), 1)

    def test_students_companies_and_staff_get_none(self):
        brother = self.make_student("Ib Lund")
        teacher = self.make_user("kit_teacher").partner_id
        former = self.make_user("kit_former", active=False).partner_id
        home = self.make_contact("The home", is_company=True)
        for relative in (brother.partner_id, teacher, former, home, self.company.partner_id):
            self.link(self.student, relative, "other")
        self.assertEqual(self.profiles(brother.partner_id), brother)
        self.assertFalse(self.env["school.student"].search([("kind", "=", "guardian")]))

    def test_a_portal_login_is_no_staff(self):
        self.make_portal_user(self.mother)
        self.link(self.student, self.mother)
        self.assertTrue(self.profiles(self.mother))

    def test_guardians_are_in_no_report_of_students(self):
        before = self.counted()
        self.link(self.student, self.mother)
        self.assertEqual(self.counted(), before)

    def test_guardians_are_counted_where_somebody_asks_for_them(self):
        self.link(self.student, self.mother)
        rows = dict(self.env["school.student"]._read_group([], ["kind"], ["__count"]))
        self.assertEqual(rows["guardian"], 1)

    def test_the_list_of_students_leaves_guardians_out(self):
        self.link(self.student, self.mother)
        domain = self.env["ir.actions.act_window"]._for_xml_id("school_base.school_student_action")["domain"]
        self.assertEqual(domain, "[('kind', '=', 'student')]")

    def test_a_guardian_who_becomes_a_student_goes_on_in_the_same_profile(self):
        self.link(self.student, self.mother)
        guardian = self.profiles(self.mother)
        student, other = self.env["school.student"].create(
            [{"partner_id": self.mother.id, "birth_date": "1980-01-01"}, {"name": "Somebody else"}]
        )
        self.assertEqual(student, guardian)
        self.assertEqual((student.kind, student.registered_on), ("student", self.today))
        self.assertTrue(student.student_number)
        self.assertEqual(str(student.birth_date), "1980-01-01")
        self.assertEqual(other.name, "Somebody else")

    def test_a_contact_that_was_linked_by_mistake_can_be_deleted(self):
        self.link(self.student, self.mother).unlink()
        self.mother.unlink()
        self.assertFalse(self.mother.exists() or self.env["school.student"].search([("kind", "=", "guardian")]))

    def test_a_contact_who_is_linked_cannot_be_deleted(self):
        self.link(self.student, self.mother)
        with self.assertRefused(""):
            self.mother.unlink()

    def test_merged_contacts_have_one_profile(self):
        again, daughter = self.make_contact("Lone Lund"), self.make_student("Lone Lund")
        self.link(self.student, self.mother)
        self.link(daughter, again)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge([self.mother.id, again.id], self.mother, extra_checks=False)
        self.assertEqual(len(self.profiles(self.mother)), 1)
        self.assertEqual(self.mother.relative_of_ids.student_id, self.student | daughter)
        taking = self.make_student("Lone Lund")
        merge._merge([self.mother.id, taking.partner_id.id], self.mother, extra_checks=False)
        self.assertEqual(self.profiles(self.mother), taking)

    def test_two_students_on_one_contact_are_refused_as_ever(self):
        with self.assertRefused("already has a student profile"):
            self.make_student(partner_id=self.student.partner_id.id)

    def test_profiles_that_are_missing_are_made_with_the_first_day_of_the_links(self):
        first = self.periods[0].date_start - timedelta(days=900)
        links = self.link(self.student, self.mother, date_start=first, date_end=self.today)
        links += self.link(self.make_student("Ib Lund"), self.mother)
        self.profiles(self.mother).sudo().unlink()
        links._make_guardians()
        self.assertEqual(self.profiles(self.mother).registered_on, first)

    def missing(self, contact):
        """Let the profiles be made that are missing; return the contact's."""
        self.env["school.family.association"]._of_missing_guardians()._make_guardians()
        return self.profiles(contact)

    def test_a_relative_who_works_here_no_longer_gets_a_profile_as_old_as_the_link(self):
        teacher = self.make_user("kit_teacher")
        link = self.link(self.student, teacher.partner_id)
        teacher.group_ids = self.env.ref("base.group_portal")
        profile = self.missing(teacher.partner_id)
        self.assertEqual((profile.kind, profile.company_id), ("guardian", self.company))
        self.assertEqual(profile.registered_on, link.date_start)

    def test_a_relative_who_still_works_here_gets_none(self):
        teacher = self.make_user("kit_teacher").partner_id
        self.link(self.student, teacher)
        self.assertFalse(self.missing(teacher))

    def test_an_institution_gets_none(self):
        home = self.make_contact("The home", is_company=True)
        self.link(self.student, home)
        self.assertFalse(self.missing(home))

    def test_an_institution_that_turns_out_to_be_a_person_gets_a_profile(self):
        home = self.make_contact("Lone Lund", is_company=True)
        self.link(self.student, home)
        home.is_company = False
        self.assertEqual(self.missing(home).kind, "guardian")

    def test_a_relative_who_is_still_linked_gets_a_deleted_profile_back(self):
        self.link(self.student, self.mother)
        self.profiles(self.mother).sudo().unlink()
        self.assertEqual(self.missing(self.mother).kind, "guardian")

    def test_a_relative_who_has_a_profile_gets_no_other(self):
        self.link(self.student, self.mother)
        profile = self.profiles(self.mother)
        self.assertEqual(self.missing(self.mother), profile)

    def test_a_student_is_chosen_among_students(self):
        self.link(self.student, self.mother)
        domain = self.env["school.enrolment"].fields_get(["student_id"])["student_id"]["domain"]
        self.assertIn("kind", str(domain))

    def test_a_course_is_for_students(self):
        self.link(self.student, self.mother)
        with self.assertRefused("is a guardian"):
            self.enrol(self.profiles(self.mother))

    def test_links_made_with_the_student_count(self):
        student = self.make_student(
            "Ea Lund", family_association_ids=[Command.create({"relative_id": self.mother.id, "relation": "guardian"})]
        )
        self.assertEqual(self.profiles(self.mother).company_id, student.company_id)
