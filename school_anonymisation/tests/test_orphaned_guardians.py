"""Guardians whose students were anonymised before guardians had profiles are found by what they paid."""

from .common import AnonymisationCase


class TestOrphanedGuardians(AnonymisationCase):
    accounting = True

    def find(self):
        return self.env["school.student"]._anonymisation_find_orphaned_guardians()

    def pay_for(self, student, payer):
        self.pay(self.make_invoice(payer, student=student, invoice_date=self.periods[0].date_start))

    def test_who_paid_for_an_anonymised_student_gets_a_profile_as_old_as_the_last_invoice(self):
        mother, other = self.make_contact("Lone Ravn"), self.make_contact("Per Holm")
        self.pay_for(self.student, mother)
        self.pay_for(self.make_student("Ea Holm"), other)
        self.anonymise()
        self.assertEqual(self.find().partner_id, mother)
        self.assertEqual(
            (mother.student_ids.kind, mother.student_ids.registered_on), ("guardian", self.periods[0].date_start)
        )
        self.assertFalse(other.student_ids)
        self.assertFalse(self.find())
        self.assertEligible(mother.student_ids)

    def test_companies_and_staff_get_none(self):
        town = self.make_contact("The town", is_company=True)
        teacher = self.make_user("kit_teacher").partner_id
        for payer in (town, teacher):
            self.pay_for(self.student, payer)
        self.anonymise()
        self.assertFalse(self.find())
