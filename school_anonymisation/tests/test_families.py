"""An association is active while the family is: whoever of a family is held holds the others, and nobody else."""

from datetime import timedelta

from .common import AnonymisationCase


class TestFamilies(AnonymisationCase):
    """Anna Ravn is ``student``, and Lone her ``mother``. Nothing holds either back, but what a test does."""

    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lone = cls.make_contact("Lone Ravn", email="lone@ravn.example", phone="+45 20 11 22 33")
        cls.link(cls.student, cls.lone)
        cls.mother = cls.lone.student_ids

    def make_child(self, name, *guardians):
        child = self.make_student(name)
        for guardian in guardians:
            self.link(child, guardian)
        return child

    def guardian(self, name):
        return self.make_contact(name)

    def test_family_of_whom_nobody_is_left_may_go(self):
        brother = self.make_child("Bo Ravn", self.lone)
        for profile in (self.student, brother, self.mother):
            self.assertEligible(profile)

    def test_brother_who_is_enrolled_holds_the_family_but_not_himself_twice(self):
        brother = self.make_child("Bo Ravn", self.lone)
        self.enrol(brother)
        self.assertBlocked("family_association")
        self.assertBlocked("family_association", self.mother)
        self.assertEqual(self.codes(brother), {"active_course", "recent_activity"})

    def test_both_who_are_held_hold_each_other(self):
        brother = self.make_child("Bo Ravn", self.lone)
        for child in (brother, self.student):
            self.put_on_waiting_list(child)
            self.assertIn("waiting_list", self.codes(child))
        self.assertIn("family_association", self.codes(brother))

    def test_mother_who_owes_holds_the_children(self):
        move = self.make_invoice(self.lone)
        self.assertBlocked("debt", self.mother)
        self.assertBlocked("family_association")
        self.pay(move)
        self.assertEligible()
        self.assertEligible(self.mother)

    def test_child_who_is_kept_on_purpose_keeps_the_family_until_it_is_kept_no_longer(self):
        kept = self.make_child("Bo Ravn", self.lone)
        kept.anonymisation_prevented = True
        self.assertBlocked("family_association")
        self.assertBlocked("family_association", self.mother)
        kept.anonymisation_prevented_until = self.today - timedelta(days=1)
        self.assertEligible()

    def test_divorced_parents_with_two_households_are_held_by_whoever_is_left_in_either(self):
        father = self.guardian("Per Holm")
        self.link(self.student, father)
        half_sister = self.make_child("Ea Holm", father)
        for profile in (self.student, half_sister, self.mother, father.student_ids):
            self.assertEligible(profile)
        hire = self.hire(half_sister)
        for profile in (self.student, self.mother, father.student_ids):
            self.assertBlocked("family_association", profile)
        hire.unlink()
        self.assertEligible()

    def test_household_whose_link_has_ended_holds_nobody(self):
        father = self.guardian("Per Holm")
        self.link(self.student, father, date_end=self.today)
        self.enrol(self.make_child("Ea Holm", father))
        self.assertEligible()
        self.assertEligible(self.mother)
        self.assertBlocked("family_association", father.student_ids)

    def test_grandparent_goes_with_the_family(self):
        grandmother = self.guardian("Gerda Ravn")
        self.link(self.student, grandmother, "other")
        self.assertEligible(grandmother.student_ids)
        self.put_on_waiting_list(self.student)
        self.assertBlocked("family_association", grandmother.student_ids)

    def test_sibling_link_works_both_ways(self):
        brother = self.make_child("Bo Ravn")
        self.link(self.student, brother.partner_id, "sibling")
        self.put_on_waiting_list(brother)
        self.assertBlocked("family_association")

    def test_guardian_who_works_here_has_no_profile_and_holds_nobody(self):
        teacher = self.make_user("kit_teacher").partner_id
        self.link(self.student, teacher)
        self.assertFalse(teacher.student_ids)
        self.assertEligible()

    def test_guardian_who_comes_to_work_here_is_held_and_the_children_are_not(self):
        self.make_user("kit_teacher", partner_id=self.lone.id)
        self.assertBlocked("other_role", self.mother)
        self.assertEligible()

    def test_brothers_through_a_guardian_who_works_here_are_brothers(self):
        teacher = self.make_user("kit_teacher").partner_id
        brother = self.make_child("Bo Ravn", teacher)
        self.link(self.student, teacher)
        self.enrol(brother)
        self.assertBlocked("family_association")

    def test_children_of_an_institution_are_no_family(self):
        home = self.make_contact("The home", is_company=True)
        self.link(self.student, home)
        self.enrol(self.make_child("Bo Holm", home))
        self.assertEligible()

    def test_mother_who_is_a_student_goes_by_her_own_rules_and_by_the_family(self):
        adult = self.env["school.student"].create({"partner_id": self.lone.id, "registered_on": "2015-01-01"})
        self.assertEqual(adult, self.mother)
        self.assertEligible(adult)
        self.put_on_waiting_list(adult)
        self.assertEqual(self.codes(adult), {"waiting_list", "recent_activity"})
        self.assertBlocked("family_association")

    def test_guardian_who_was_linked_lately_is_recent(self):
        father = self.guardian("Per Holm")
        self.link(self.student, father, date_start=self.today)
        self.assertBlocked("recent_activity", father.student_ids)
        self.assertBlocked("family_association")

    def test_sentence_names_the_relatives_and_who_is_still_here(self):
        brother = self.make_child("Bo Ravn", self.lone)
        self.enrol(brother)
        (blocker,) = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(
            blocker.sentence, "Is linked to family: Lone Ravn. Of this family somebody is still here: Bo Ravn."
        )

    def test_brother_at_another_school_counts(self):
        other = self.make_company("Other school")
        self.make_periods(8, other)
        brother = self.make_student("Bo Ravn", company_id=other.id)
        brother.partner_id.company_id = False
        self.link(self.student, brother.partner_id, "sibling")
        self.assertBlocked("family_association")
        other.anonymisation_inactive_periods = self.required
        self.assertEligible()

    def test_whoever_is_asked_about_alone_is_told_what_the_list_tells(self):
        brother = self.make_child("Bo Ravn", self.lone)
        stranger = self.make_child("Ib Holm", self.guardian("Per Holm"))
        self.enrol(brother)
        everybody = self.student | brother | stranger | self.mother
        eligible = self.env["school.student"].search([("anonymisation_eligible", "=", True)])
        together = everybody._anonymisation_codes()
        for profile in everybody:
            self.assertEqual(profile._anonymisation_codes()[profile.id], together[profile.id])
            self.assertEqual(profile in eligible, not together[profile.id])

    def test_school_without_families_is_asked_nothing_more(self):
        self.env["school.family.association"].search([]).unlink()
        rule = self.env["school.anonymisation.rule.family_association"].sudo()
        self.assertTrue(rule._blocked().is_false())
