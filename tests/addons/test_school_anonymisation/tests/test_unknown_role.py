"""Whoever is a record of a model that delegates to a contact, and of which nothing is declared, is held back."""

from odoo.addons.school_anonymisation.testing import AnonymisationCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestUnknownRole(AnonymisationCase):
    def declare(self, model):
        values = {"model": model, "field": "id", "treatment": "keep", "reason": "Counted"}
        self.env["school.anonymisation.register.row"].create(values)

    def test_who_delegates_to_the_profile_is_held_until_it_is_declared(self):
        self.env["test.school.boarder"].create({"student_id": self.student.id})
        self.assertBlocked("unknown_role")
        self.declare("test.school.boarder")
        self.assertEligible()

    def test_who_delegates_to_the_login_is_held_until_it_is_declared(self):
        login = self.make_portal_user(self.student.partner_id)
        self.env["test.school.member"].create({"user_id": login.id})
        self.assertBlocked("unknown_role")
        self.declare("test.school.member")
        self.assertEligible()

    def test_second_contact_in_a_role_holds_once_it_is_the_same_person(self):
        contact = self.make_contact("Anna Ravn")
        self.env["test.school.member"].create({"user_id": self.make_portal_user(contact).id})
        decision = self.env["school.anonymisation.second.contact"].create(
            {"student_id": self.student.id, "partner_id": contact.id, "state": "other"}
        )
        self.assertEligible()
        decision.state = "same"
        self.assertBlocked("unknown_role")

    def test_sentence_names_the_model_and_the_way_to_declare_it(self):
        self.env["test.school.boarder"].create({"student_id": self.student.id})
        (blocker,) = self.student._anonymisation_blockers()[self.student.id]
        for words in ("test.school.boarder", "What is erased and what stays"):
            self.assertIn(words, blocker.sentence)

    def test_nobody_else_is_held(self):
        self.env["test.school.boarder"].create({"student_id": self.make_student("Bo Holm").id})
        self.assertEligible()

    def test_stranger_to_the_family_rule(self):
        """Who is held because of a role holds nobody of the family back."""
        brother = self.make_student("Bo Ravn")
        self.env["test.school.boarder"].create({"student_id": brother.id})
        self.link(self.student, brother.partner_id, "sibling")
        self.assertBlocked("unknown_role", brother)
        self.assertEligible()
