"""Rule other_role: staff are not erased as former students, nor, where every association holds, are guardians."""

from odoo.tests import new_test_user

from .common import AnonymisationCase


class TestOtherRole(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_family_literal = True

    def test_internal_user_blocks(self):
        new_test_user(self.env, "kit_teacher", partner_id=self.student.partner_id.id)
        self.assertBlocked("other_role")

    def test_archived_internal_user_blocks(self):
        new_test_user(self.env, "kit_teacher", partner_id=self.student.partner_id.id).active = False
        self.assertBlocked("other_role")

    def test_portal_user_does_not_block(self):
        self.make_portal_user(self.student.partner_id)
        self.assertEligible()

    def test_guardian_of_a_student_blocks(self):
        self.link(self.make_student("Bo Ravn"), self.student.partner_id)
        self.assertBlocked("other_role")

    def test_guardian_goes_by_the_family_where_not_every_association_holds(self):
        self.company.anonymisation_family_literal = False
        self.link(self.make_student("Bo Ravn"), self.student.partner_id)
        self.assertEligible()

    def test_guardian_of_an_archived_student_blocks(self):
        child = self.make_student("Bo Ravn")
        self.link(child, self.student.partner_id)
        child.active = False
        self.assertBlocked("other_role")

    def test_guardian_until_today_does_not_block(self):
        self.link(self.make_student("Bo Ravn"), self.student.partner_id, date_end=self.today)
        self.assertEligible()

    def test_guardian_of_an_anonymised_student_does_not_block(self):
        child = self.make_student("Bo Ravn")
        association = self.link(child, self.student.partner_id, date_end=self.today)
        self.anonymise(child)
        if association.exists():
            self.env.cr.execute("UPDATE school_family_association SET date_end = NULL WHERE id = %s", [association.id])
        self.assertEligible()

    def test_contact_of_the_school_blocks(self):
        profile = self.env["school.student"].create(
            {
                "partner_id": self.company.partner_id.id,
                "company_id": self.company.id,
                "registered_on": self.student.registered_on,
            }
        )
        self.assertBlocked("other_role", profile)
