"""Rules about other apps: who booked or asked without a contact is known by the e-mail address on the record."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.rules.activity_files import Row

from .common import AnonymisationCase

MAIL = "anna@ravn.example"
# As a booking without a login is stored: an address, and no contact.
ROW = Row(
    "mail", "coming", "mail.message", "email_from=email", (("author_id", "=", False), ("subject", "=", "Seat")), ""
)


class TestByAddress(AnonymisationCase):
    def setUp(self):
        super().setUp()
        self.student.email = MAIL
        rule = self.env.registry["school.anonymisation.rule.coming"]
        self.enterContext(patch.object(rule, "_rows", lambda _rule: [ROW]))

    def book(self, address, **values):
        values = {"author_id": False, "email_from": address, "subject": "Seat", **values}
        return self.env["mail.message"].create(values)

    def test_booking_under_the_students_address_blocks(self):
        booking = self.book(MAIL)
        self.assertBlocked("coming")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, booking)

    def test_address_is_compared_however_it_is_written(self):
        for address in (
            "Anna@Ravn.Example",
            f'"Ravn, Anna" <{MAIL}>',
            f" {MAIL} ",
            "anna+web@ravn.example",
            f"bo@lund.example, {MAIL}",
        ):
            with self.subTest(address=address):
                booking = self.book(address)
                self.assertBlocked("coming")
                booking.unlink()
                self.assertEligible()

    def test_booking_under_another_address_does_not_block(self):
        for address in ("bo@lund.example", f"x{MAIL}", f"{MAIL}.org", "Anna Ravn", False):
            self.book(address)
        self.assertEligible()

    def test_booking_that_is_not_open_does_not_block(self):
        self.book(MAIL, subject="Something else")
        self.assertEligible()

    def test_booking_of_a_contact_is_that_contacts(self):
        self.book(MAIL, author_id=self.make_contact().id)
        self.assertEligible()

    def test_student_without_an_address_is_not_blocked(self):
        self.student.email = False
        self.book(False)
        self.assertEligible()

    def test_booking_under_an_address_that_a_family_shares_blocks_all_of_them(self):
        """Whose it is nobody can say; who waits is not erased."""
        brother = self.make_student("Bo Ravn", email=MAIL)
        self.book(MAIL)
        self.assertBlocked("coming")
        self.assertBlocked("coming", brother)

    def test_booking_under_the_address_of_a_second_contact_blocks(self):
        contact = self.make_contact("Anna Ravn", email="old@ravn.example")
        decision = self.env["school.anonymisation.second.contact"].create(
            {"student_id": self.student.id, "partner_id": contact.id, "state": "other"}
        )
        booking = self.book("old@ravn.example")
        self.assertEligible()
        decision.state = "same"
        self.assertBlocked("coming")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertEqual(blocker.records, booking)
