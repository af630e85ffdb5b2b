"""A pupil of whom the school has neither e-mail nor telephone: who else is called so, and what is the pupil's own."""

from unittest import TestCase

from odoo.tests import tagged

from ..erasure.people.identity import contradicts
from ..erasure.people.known import Known
from ..erasure.text.signs import signs_of
from .kit_tables import TablesCase

KINDS = {"name": "name", "email": "email", "phone": "phone", "street": "address"}
NOBODY = 0


class TestContradicts(TestCase):
    """Of Laura, who goes, her name and her street are known, and her mother's e-mail address."""

    def contradicts(self, **cells):
        known = Known(family={NOBODY: signs_of("email", "lone@home.example.com")})
        known.people[NOBODY] = signs_of("name", "Laura Klitholm") | signs_of("address", "Havnevej 3")
        hits = {name: known.matcher.find(text) for name, text in cells.items()}
        return bool(contradicts(cells, KINDS, hits, known, NOBODY))

    def test_name_beside_what_she_is_not_known_by_may_be_a_namesakes(self):
        self.assertTrue(self.contradicts(name="Laura Klitholm", email="lk@office.example.com"))
        self.assertTrue(self.contradicts(name="Laura Klitholm", phone="+45 99 88 77 66"))
        self.assertTrue(self.contradicts(email='"Laura Klitholm" <lk@office.example.com>'))

    def test_name_alone_or_beside_something_of_hers_or_her_familys_is_hers(self):
        self.assertFalse(self.contradicts(name="Laura Klitholm"))
        self.assertFalse(self.contradicts(name="Laura Klitholm", email="lk@old.example.com", street="Havnevej 3"))
        self.assertFalse(self.contradicts(name="Laura Klitholm", email="lone@home.example.com"))
        self.assertFalse(self.contradicts(name="Laura Klitholm", email="lone@home.example.com", phone="99 88 77 66"))

    def test_strangers_mail_in_which_she_is_not_named_is_not_about_a_namesake(self):
        self.assertFalse(self.contradicts(email="lone@new.example.com"))


@tagged("post_install", "-at_install")
class TestUntold(TablesCase):
    def guest(self, email):
        return self.env["mail.guest"].create({"name": "Laura Klitholm", "email": email})

    def asked(self, record, field):
        place = [("model", "=", record._name), ("res_id", "=", record.id), ("field", "=", field)]
        return self.env["school.anonymisation.look"].search_count(place)

    def test_namesakes_record_stays_and_is_asked_and_so_are_notes_that_may_mean_either(self):
        guest = self.guest("lk@office.example.com")
        note = self.make_contact("Caretaker", comment="<p>Laura Klitholm is ill</p>")
        short = self.env["mail.guest"].create({"name": "L. Klitholm", "email": "l@office.example.com"})
        self.erase(self.make_student("Laura Klitholm"))
        self.assertEqual((guest.name, guest.email), ("Laura Klitholm", "lk@office.example.com"))
        self.assertEqual((note.comment, short.name), ("<p>Laura Klitholm is ill</p>", "L. Klitholm"))
        self.assertEqual([self.asked(guest, "name"), self.asked(note, "comment"), self.asked(short, "name")], [1, 1, 1])

    def test_what_is_tied_to_her_or_reaches_her_family_goes(self):
        student = self.make_student("Laura Klitholm")
        mother = self.make_contact("Lone K", email="lone@home.example.com")
        self.env["school.family.association"].create({"student_id": student.id, "relative_id": mother.id})
        guest = self.guest("lone@home.example.com")
        note = self.make_contact("Caretaker", comment="<p>Laura Klitholm is ill</p>")
        mail = student.message_post(body="Hello", author_id=student.partner_id.id)
        mail.email_from = '"Laura Klitholm" <laura@old.example.com>'
        account = {"acc_number": "1234567", "partner_id": student.partner_id.id, "acc_holder_name": "Laura Klitholm"}
        account = self.env["res.partner.bank"].create(account)
        self.erase(student)
        self.assertNotIn("Klitholm", guest.name)
        self.assertEqual(note.comment, "<p>[anonymised] is ill</p>")
        self.assertFalse(mail.exists() and "Klitholm" in (mail.email_from or ""))
        self.assertFalse(account.exists() and "Klitholm" in (account.acc_holder_name or ""))
