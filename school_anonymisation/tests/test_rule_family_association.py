"""Rule family_association, read literally: a link counts while it has no end, or one in the future."""

from datetime import timedelta

from .common import AnonymisationCase


class TestFamilyAssociation(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_family_literal = True
        cls.guardian = cls.make_contact()

    def test_without_end_blocks(self):
        self.link(self.student, self.guardian)
        self.assertBlocked("family_association")

    def test_ending_tomorrow_blocks(self):
        self.link(self.student, self.guardian, date_end=self.today + timedelta(days=1))
        self.assertBlocked("family_association")

    def test_ending_today_does_not_block(self):
        self.link(self.student, self.guardian, date_end=self.today)
        self.assertEligible()

    def test_starting_tomorrow_blocks(self):
        self.link(self.student, self.guardian, date_start=self.today + timedelta(days=1))
        self.assertBlocked("family_association")

    def test_sibling_blocks_both(self):
        sibling = self.make_student("Bo Ravn")
        self.link(self.student, sibling.partner_id, "sibling")
        self.assertBlocked("family_association")
        self.assertBlocked("family_association", sibling)

    def test_ended_sibling_blocks_neither(self):
        sibling = self.make_student("Bo Ravn")
        self.link(self.student, sibling.partner_id, "sibling", date_end=self.today)
        self.assertEligible()
        self.assertEligible(sibling)

    def test_guardian_goes_with_the_rule_about_other_roles(self):
        self.link(self.student, self.guardian)
        self.assertBlocked("other_role", self.guardian.student_ids)

    def test_sentence_names_the_relative(self):
        self.link(self.student, self.guardian)
        self.assertEqual(
            self.student._anonymisation_blockers()[self.student.id][0].sentence, "Is linked to family: Bo Lund."
        )
