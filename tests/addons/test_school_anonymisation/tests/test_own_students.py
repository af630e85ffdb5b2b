"""A school with a student model of its own: who is held by what sentence, the button, and what is left."""

from datetime import timedelta

from odoo.addons.school_anonymisation.testing import ANNA, TRACES, AnonymisationCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestOwnStudents(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.long_ago = cls.periods[0].date_start - timedelta(days=1)
        cls.anna = cls.make_pupil(**{name: ANNA[name] for name in ("name", "email", "phone", "street", "zip", "city")})
        cls.profile = cls.anna.school_student_id

    @classmethod
    def make_pupil(cls, name, **contact):
        partner = cls.make_contact(name, **contact)
        values = {"partner_id": partner.id, "since": cls.long_ago, "pupil_number": ANNA["student_number"]}
        return cls.env["test.school.pupil"].create({**values, "diagnosis": f"{name} must not eat nuts"})

    def play(self, pupil, day):
        values = {"pupil_id": pupil.id, "day": day, "name": "Concert", "remark": f"{pupil.partner_id.name} was ill"}
        return self.env["test.school.evening"].create(values)

    def test_there_is_one_profile_a_contact(self):
        again = self.env["test.school.pupil"].create({"partner_id": self.anna.partner_id.id})
        self.assertEqual(again.school_student_id, self.profile)
        self.assertEqual(self.profile.registered_on, self.long_ago)

    def test_another_contact_gets_a_profile(self):
        self.anna.partner_id = self.make_contact("Bo Holm")
        self.assertEqual(self.anna.school_student_id.name, "Bo Holm")

    def test_whoever_plays_tonight_is_held_and_whoever_played_yesterday_is_not(self):
        evening = self.play(self.anna, self.today)
        self.assertBlocked("coming", self.profile)
        self.assertEqual(self.anna.anonymisation_blocked_by, "coming")
        self.assertIn("Is expected", self.anna.anonymisation_explanation)
        self.assertNotIn(self.anna, self.anna.search([("anonymisation_eligible", "=", True)]))
        evening.day = self.today - timedelta(days=1)
        self.assertEligible(self.profile)
        self.assertIn(self.anna, self.anna.search([("anonymisation_eligible", "=", True)]))

    def test_button_asks_once_and_nothing_is_left(self):
        evening = self.play(self.anna, self.long_ago)
        other = self.make_pupil("Ib Holm", email="ib@holm.example")
        theirs = self.play(other, self.long_ago)
        self.env.flush_all()
        before = other.read(["pupil_number", "diagnosis"]) + theirs.read(["remark"])
        action = self.anna.with_user(self.officer).action_anonymise()
        dialogs = self.env[action["res_model"]].with_user(self.officer).with_context(**action["context"])
        dialogs.create({}).action_confirm()
        self.assertAnonymised(self.profile)
        self.assertTrue(self.anna.anonymised)
        self.assertNoTrace([trace for trace in TRACES if trace != ANNA["student_number"]])
        self.assertFalse(self.anna.pupil_number or self.anna.diagnosis or evening.remark)
        self.assertEqual(other.read(["pupil_number", "diagnosis"]) + theirs.read(["remark"]), before)
        self.assertIn("Concert", self.profile.with_user(self.officer).anonymisation_elsewhere)

    def test_phone_that_is_a_number_in_json_goes_and_a_share_of_costs_stays(self):
        evening = self.play(self.anna, self.long_ago)
        evening.programme = {"phone": 20112233, "shares": {"12": 100.0}, "piece": f"{ANNA['name']} plays"}
        self.profile.student_number = "100"
        self.anonymise(self.profile)
        self.assertAnonymised(self.profile)
        self.assertEqual(evening.programme, {"phone": None, "shares": {"12": 100.0}, "piece": "[anonymised] plays"})

    def test_nothing_comes_back(self):
        self.anonymise(self.profile)
        with self.assertRaises(UserError):
            self.anna.diagnosis = "Nuts"
        with self.assertRaises(UserError):
            self.env["test.school.pupil"].create({"partner_id": self.anna.partner_id.id})

    def test_anonymised_pupil_is_shown_to_those_only_who_may_see_the_profile(self):
        other = self.make_pupil("Ib Holm")
        self.anonymise(self.profile)
        pupils = self.env["test.school.pupil"].with_user(self.superuser)
        self.assertEqual(pupils.search([("id", "in", (self.anna | other).ids)]), other)
        with self.assertRaises(AccessError):
            self.anna.with_user(self.superuser).read(["pupil_number"])
        self.assertIn(self.anna, pupils.with_user(self.officer).search([]))

    def test_nobody_else_presses_the_button_or_finds_the_eligible(self):
        pupils = self.anna.with_user(self.superuser)
        with self.assertRaises(AccessError):
            pupils.action_anonymise()
        with self.assertRaises(AccessError):
            pupils.search([("anonymisation_eligible", "=", True)])
