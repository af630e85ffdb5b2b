"""What is the person's alone goes as a whole; of what others share only the person's words go."""

from odoo import Command
from odoo.addons.school_anonymisation.erasure.register.paths import parse
from odoo.tests import tagged

from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestAlone(ErasureCase):
    def message(self, *recipients):
        """Post on somebody else's record to these contacts; return the message."""
        ids = [contact.id for contact in recipients]
        return self.guardian.message_post(body="Åse O'Ravn: the dyslexia test is on Monday", partner_ids=ids)

    def test_message_to_the_person_alone_goes_as_a_whole(self):
        message = self.message(self.anna.partner_id)
        self.erase(self.anna)
        self.assertFalse(message.body)

    def test_message_to_others_as_well_keeps_its_sentence(self):
        message = self.message(self.anna.partner_id, self.make_contact("Ib Holm"))
        self.erase(self.anna)
        self.assertEqual(message.body, "<p>[anonymised]: the dyslexia test is on Monday</p>")

    def test_staff_who_read_along_are_not_others(self):
        message = self.message(self.anna.partner_id, self.school_user.partner_id)
        self.erase(self.anna)
        self.assertFalse(message.body)

    def test_message_to_two_who_are_erased_together_is_not_one_persons(self):
        other = self.make_student("Ib Holm")
        message = self.message(self.anna.partner_id, other.partner_id)
        self.erase(self.anna | other)
        self.assertEqual(message.body, "<p>[anonymised]: the dyslexia test is on Monday</p>")

    def test_mail_in_the_queue_to_the_person_alone_goes_with_its_text(self):
        own, shared = (
            self.env["mail.mail"].create(
                {"subject": "Test", "body_html": "<p>On Monday</p>", "recipient_ids": [Command.set(ids)]}
            )
            for ids in (self.anna.partner_id.ids, (self.anna.partner_id | self.guardian).ids)
        )
        messages = own.mail_message_id, shared.mail_message_id
        self.erase(self.anna)
        self.assertEqual([bool(record.exists()) for record in (own, shared, *messages)], [False, True, False, True])

    def test_chat_with_the_person_loses_its_messages_and_a_channel_of_many_does_not(self):
        both = self.anna.partner_id | self.school_user.partner_id
        discuss = self.env["discuss.channel"].with_user(self.school_user)
        members = [Command.create({"partner_id": contact.id}) for contact in both]
        channels = [
            discuss._get_or_create_chat(both.ids),
            discuss.sudo().create({"name": "All", "channel_type": "channel", "channel_member_ids": members}),
        ]
        said = [
            self.env["mail.message"].create(
                {
                    "model": "discuss.channel",
                    "res_id": channel.id,
                    "body": "Is it better?",
                    "author_id": self.school_user.partner_id.id,
                }
            )
            for channel in channels
        ]
        self.erase(self.anna)
        self.assertEqual([bool(message.exists()) for message in said], [False, True])

    def test_condition_of_a_path_is_part_of_it(self):
        path = parse("line_ids.partner_id![display_type=line_note]")
        self.assertEqual((path.hops, path.alone), (("line_ids", "partner_id"), True))
        self.assertEqual(path.condition, ("display_type", "line_note"))
        self.assertEqual(parse("partner_id[note=]").condition, ("note", ""))


@tagged("post_install", "-at_install")
class TestBelow(ErasureCase):
    def below(self, **values):
        return self.env["res.partner"].create({"parent_id": self.anna.partner_id.id, **values})

    def test_person_below_is_cut_loose_with_what_they_bear(self):
        person = self.below(name="Bo Holm", email="bo@example.com", phone="33 44 55 66")
        self.assertIn("Ravn", person.complete_name)
        self.erase(self.anna)
        self.assertFalse(person.parent_id)
        self.assertEqual((person.name, person.email, person.phone), ("Bo Holm", "bo@example.com", "33 44 55 66"))
        self.assertEqual((person.complete_name, person.commercial_partner_id), ("Bo Holm", person))
        person.write({"phone": "33 44 55 77", "street": "Havnevej 3"})
        self.env.flush_all()
        self.assertEqual(person.complete_name, "Bo Holm")

    def test_whoever_is_below_them_belongs_to_them(self):
        firm = self.below(name="Holm ApS", is_company=True)
        clerk = self.env["res.partner"].create({"name": "Ib", "parent_id": firm.id})
        friend = self.below(name="Bo Holm")
        address = self.env["res.partner"].create({"type": "other", "parent_id": friend.id})
        self.erase(self.anna)
        self.assertEqual((clerk.commercial_partner_id, clerk.complete_name), (firm, "Holm ApS, Ib"))
        self.assertEqual((clerk.commercial_company_name, clerk.parent_id), ("Holm ApS", firm))
        self.assertEqual((address.commercial_partner_id, address.parent_id), (friend, friend))
        before = (firm | clerk | friend | address).mapped("complete_name")
        self.env.add_to_compute(address._fields["complete_name"], firm | clerk | friend | address)
        self.assertEqual((firm | clerk | friend | address).mapped("complete_name"), before)

    def test_student_below_stays_and_can_be_edited(self):
        child = self.make_student("Karla O'Lund", parent_id=self.anna.partner_id.id, email="karla@example.com")
        self.anna.sudo()._anonymise("hand")
        self.assertTrue(self.anna.anonymised)
        child.write({"phone": "11 22 33 44"})
        child.message_post(body="Still here")
        self.assertEqual((child.complete_name, child.parent_id.id), ("Karla O'Lund", False))

    def test_address_goes_and_somebody_with_another_name_and_address_does_not(self):
        mine = self.below(name="At home", type="invoice", street="Mosevej 3")
        theirs = self.below(name="Ole Holm", type="invoice", street="Mosevej 5", email="ole@example.com")
        self.erase(self.anna)
        self.assertFalse(mine.street)
        self.assertEqual((theirs.name, theirs.street, theirs.parent_id.id), ("Ole Holm", "Mosevej 5", False))

    def test_name_shown_below_makes_nobody_the_persons_record(self):
        person = self.below(name="Bo Holm")
        planned, _result = self.erase(self.anna)
        self.assertNotIn(person.id, planned.linked()["res_partner"])
        self.assertNotIn(person.id, planned.selected["res_partner"])
