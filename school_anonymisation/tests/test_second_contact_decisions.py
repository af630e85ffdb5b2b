"""Second contacts: deciding about them, and what is left of a decision when the student has gone."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import AnonymisationCase

MAIL = "anna@ravn.example"


class TestSecondContactDecisions(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student.email = MAIL
        cls.contact = cls.make_contact("Anna Ravn", email=MAIL)
        cls.contacts = cls.env["school.anonymisation.second.contact"]

    def proposed(self, student=None):
        """Return the rows that the officer's list shows of a student."""
        return self.contacts.with_user(self.officer)._propose((student or self.student).with_user(self.officer))

    def states(self, student=None):
        student = student or self.student
        return {state: sorted(ids) for state, ids in student._second_contacts()[student.id].items() if ids}

    def merge(self, contacts, kept):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((contacts | kept).ids, kept, extra_checks=False)
        self.env.invalidate_all()

    # Deciding

    def test_list_shows_who_looks_like_the_student(self):
        row = self.proposed()
        self.assertEqual((row.partner_id, row.state), (self.contact, "undecided"))

    def test_list_shows_each_contact_once(self):
        self.assertEqual(self.proposed(), self.proposed())

    def test_list_drops_who_does_not_look_like_the_student_any_more(self):
        self.proposed()
        self.contact.email = "another@ravn.example"
        self.assertFalse(self.proposed())

    def test_same_person(self):
        self.proposed().action_same()
        self.assertEqual(self.states(), {"same": self.contact.ids})

    def test_somebody_else(self):
        self.proposed().action_other()
        self.assertEqual(self.states(), {"other": self.contact.ids})

    def test_taken_back(self):
        row = self.proposed()
        row.action_other()
        row.action_take_back()
        self.assertEqual(self.states(), {"undecided": self.contact.ids})
        self.assertFalse(row.decided_by_id or row.decided_on)

    def test_who_decided_and_when(self):
        row = self.proposed()
        row.action_same()
        self.assertEqual((row.decided_by_id, row.decided_on), (self.officer, self.today))

    def test_several_at_once(self):
        other = self.make_contact("Anna Ravn", email=MAIL)
        self.proposed().action_other()
        self.assertEqual(self.states(), {"other": sorted((self.contact | other).ids)})

    def test_decision_about_one_student_says_nothing_about_another(self):
        again = self.make_student("Anna Ravn", email=MAIL)
        self.proposed().action_other()
        self.assertEqual(self.states(again), {"undecided": self.contact.ids})

    def test_same_person_stays_so_under_another_address(self):
        self.proposed().action_same()
        self.contact.write({"name": "Anna Ravn Holm", "email": "holm@ravn.example"})
        self.assertEqual(self.states(), {"same": self.contact.ids})

    def test_same_person_no_longer_counts_once_the_contact_works_here(self):
        self.proposed().action_same()
        self.make_user("anna_works", partner_id=self.contact.id)
        self.assertEqual(self.states(), {})

    def test_somebody_else_stays_so_whatever_becomes_of_the_contact(self):
        self.proposed().action_other()
        self.make_user("anna_works", partner_id=self.contact.id)
        self.assertEqual(self.states(), {"other": self.contact.ids})

    def test_contact_that_works_here_by_now_is_not_taken_for_the_student(self):
        row = self.proposed()
        self.make_user("anna_works", partner_id=self.contact.id)
        with self.assertRaisesRegex(UserError, "somebody of their own"):
            row.action_same()

    # On the screens

    def test_profile_shows_contact_and_buttons(self):
        self.contact.active = False
        form = Form(self.student.with_user(self.officer))
        self.assertEqual(form.second_contact_ids.ids, self.contact.ids)

    def test_button_on_the_profile_decides(self):
        contact = self.contact.with_user(self.officer).with_context(second_contact_of=self.student.id)
        contact.action_second_contact_same()
        self.assertEqual(self.states(), {"same": self.contact.ids})
        self.assertEqual(self.student.with_user(self.officer).decided_contact_ids.partner_id, self.contact)

    def test_button_cannot_take_just_anybody_for_the_student(self):
        teacher = self.make_contact("Lone Bak").with_user(self.officer)
        for student_id in (self.student.id, 0, False):
            with self.assertRaisesRegex(UserError, "does not look like"):
                teacher.with_context(second_contact_of=student_id).action_second_contact_same()

    # Who may

    def test_nobody_else_decides(self):
        row = self.proposed()
        for user in (self.school_user, self.superuser, self.make_user("kit_internal")):
            for decide in ("action_same", "action_other", "action_take_back"):
                with self.subTest(user=user.login, decide=decide), self.assertRaises(AccessError):
                    getattr(row.with_user(user), decide)()
            contact = self.contact.with_user(user).with_context(second_contact_of=self.student.id)
            for decide in ("action_second_contact_same", "action_second_contact_other"):
                with self.subTest(user=user.login, decide=decide), self.assertRaises(AccessError):
                    getattr(contact, decide)()
        self.assertEqual(self.states(), {"undecided": self.contact.ids})

    def test_nobody_else_sees_second_contacts_on_the_profile(self):
        for user in (self.school_user, self.superuser):
            with self.assertRaises(AccessError):
                self.student.with_user(user).read(["second_contact_ids"])

    def test_officer_of_another_company_decides_nothing(self):
        row = self.proposed()
        stranger = self.make_user(
            "kit_stranger",
            "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users",
            company=self.make_company("Another school"),
        )
        with self.assertRaises(AccessError):
            row.with_user(stranger).with_context(allowed_company_ids=stranger.company_id.ids).action_same()

    def test_officer_cannot_write_past_the_buttons(self):
        with self.assertRaises(AccessError):
            self.proposed().write({"state": "same"})

    # When the student is anonymised

    def test_nothing_leads_from_the_contact_to_the_anonymised_profile(self):
        self.proposed().action_other()
        self.anonymise()
        row = self.contacts.search([("partner_id", "=", self.contact.id)])
        self.assertFalse(row.student_id or row.decided_by_id or row.decided_on)

    def test_somebody_else_is_protected_after_the_student_has_gone(self):
        self.proposed().action_other()
        self.anonymise()
        self.assertEqual(self.contacts.search([("partner_id", "=", self.contact.id)]).state, "other")

    def test_undecided_contact_is_protected_by_nobody(self):
        self.proposed()
        self.anonymise()
        self.assertFalse(self.contacts.search([("partner_id", "=", self.contact.id)]))

    def test_somebody_else_than_two_students_is_protected_once(self):
        again = self.make_student("Anna Ravn", email=MAIL)
        self.proposed(self.student | again).action_other()
        self.anonymise(self.student)
        self.anonymise(again)
        self.assertEqual(len(self.contacts.search([("partner_id", "=", self.contact.id)])), 1)

    def test_other_students_decisions_stay(self):
        again = self.make_student("Anna Ravn", email=MAIL)
        self.proposed(self.student | again).action_same()
        self.anonymise(self.student)
        self.assertEqual(self.states(again), {"same": self.contact.ids})

    def test_undecided_are_counted(self):
        self.make_contact("Anna Ravn", email=MAIL)
        self.assertEqual(self.contacts._undecided_count(self.student), 2)
        self.proposed().action_other()
        self.assertEqual(self.contacts._undecided_count(self.student), 0)

    # When contacts change

    def test_deleted_contact_takes_its_row_along(self):
        row = self.proposed()
        self.contact.unlink()
        self.assertFalse(row.exists())

    def test_merged_contact_hands_its_decision_on(self):
        self.proposed().action_same()
        kept = self.make_contact("Anna R. Ravn")
        self.merge(self.contact, kept)
        self.assertEqual(self.states(), {"same": kept.ids})

    def test_somebody_else_outweighs_the_same_person_in_a_merge(self):
        kept = self.make_contact("Anna Ravn", email=MAIL)
        for row in self.proposed():
            if row.partner_id == kept:
                row.action_same()
            else:
                row.action_other()
        self.merge(self.contact, kept)
        self.assertEqual(self.states(), {"other": kept.ids})

    def test_contact_merged_into_the_students_own_is_no_second_one(self):
        self.proposed().action_same()
        self.merge(self.contact, self.student.partner_id)
        self.assertEqual(self.states(), {})

    def test_student_who_moves_to_another_company_keeps_the_shared_contact(self):
        self.proposed().action_same()
        self.student.partner_id.company_id = False
        self.student.company_id = self.make_company("Another school")
        self.assertEqual(self.states(), {"same": self.contact.ids})
