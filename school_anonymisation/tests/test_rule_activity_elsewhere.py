"""Rule activity_elsewhere: where a school wants it, what students do in other apps is activity as well."""

from datetime import timedelta

from .common import AnonymisationCase


class TestActivityElsewhere(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_rule_activity_elsewhere = True
        cls.counted_from = cls.periods[-cls.required].date_start

    def paid(self, day):
        self.pay(self.make_invoice(self.student.partner_id, invoice_date=day))

    def test_invoice_of_the_first_day_that_counts_blocks(self):
        self.paid(self.counted_from)
        self.assertBlocked("activity_elsewhere")

    def test_invoice_of_the_day_before_does_not_block(self):
        self.paid(self.counted_from - timedelta(days=1))
        self.assertEligible()

    def test_school_that_has_not_asked_for_it_counts_its_own_records_only(self):
        self.company.anonymisation_rule_activity_elsewhere = False
        self.paid(self.counted_from)
        self.assertEligible()

    def test_making_students_of_contacts_asks_for_it(self):
        self.company.anonymisation_rule_activity_elsewhere = False
        contact = self.make_contact("Ea Holm")
        context = {"active_model": "res.partner", "active_ids": contact.ids}
        wizards = self.env["school.make.students"].with_user(self.school_user).with_context(**context)
        wizards.create({}).action_make()
        self.assertTrue(contact.student_ids)
        self.assertTrue(self.company.anonymisation_rule_activity_elsewhere)
