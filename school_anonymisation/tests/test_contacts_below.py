"""Whoever stands below an anonymised contact is edited as before, and gives nothing to it and takes nothing from it."""

from .common import AnonymisationCase


class TestContactsBelow(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.child = cls.make_student("Karla Ravn", email="karla@example.com", street="Lærkevej 12")
        cls.child.parent_id = cls.student.partner_id
        cls.enrol(cls.child)
        cls.student.with_user(cls.officer).action_anonymise()
        # As an older version left it: the anonymised contact is still the parent.
        cls.env.cr.execute(
            "UPDATE res_partner SET parent_id = %s, type = 'contact' WHERE id = %s",
            [cls.student.partner_id.id, cls.child.partner_id.id],
        )
        cls.env.invalidate_all()
        cls.profile = cls.child.with_user(cls.superuser)

    def test_phone_is_corrected(self):
        self.profile.phone = "+45 11 11 11 11"
        self.assertEqual(self.child.phone, "+45 11 11 11 11")

    def test_address_is_corrected_and_stays_out_of_the_anonymised_contact(self):
        self.profile.write({"street": "Ellevej 1", "vat": "DK12345674"})
        self.assertEqual(self.child.street, "Ellevej 1")
        self.assertFalse(self.student.partner_id.street)
        self.assertFalse(self.student.partner_id.vat)

    def test_parent_is_taken_away(self):
        self.profile.parent_id = False
        self.assertFalse(self.child.parent_id)

    def test_parent_is_taken_away_on_the_contact(self):
        self.child.partner_id.parent_id = False
        self.assertFalse(self.child.parent_id)

    def test_profile_is_archived(self):
        self.profile.active = False
        self.assertFalse(self.child.active)

    def test_message_is_posted(self):
        self.assertTrue(self.profile.message_post(body="Karla is ill"))
        self.assertTrue(self.child.partner_id.message_post(body="Karla is ill"))

    def test_login_is_made(self):
        self.assertTrue(self.make_portal_user(self.child.partner_id))
