"""Whom OpenEduCat's own records hold back, and with what sentence; and whom nothing holds."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .openeducat_case import OpenEduCatCase


@tagged("post_install", "-at_install")
class TestWhoIsHeld(OpenEduCatCase):
    def held_by(self, person):
        self.env.flush_all()
        return self.codes(person.school_student_id)

    def sentence(self, person):
        profile = person.school_student_id
        return profile._anonymisation_blockers()[profile.id][0].sentence

    def test_student_has_a_profile_and_whoever_does_nothing_is_eligible(self):
        self.assertEqual((self.profile.partner_id, self.profile.kind), (self.emma.partner_id, "student"))
        self.assertEligible(self.profile)
        self.assertIn(self.emma, self.env["op.student"].search([("anonymisation_eligible", "=", True)]))

    def test_running_course_without_a_batch_is_active(self):
        course = self.take_course(self.emma)
        self.assertIn("op_course", self.held_by(self.emma))
        self.assertEqual(self.sentence(self.emma), "Takes part in a course that has not ended: Violin.")
        course.state = "finished"
        self.assertNotIn("op_course", self.held_by(self.emma))

    def test_running_course_whose_batch_has_ended_is_none(self):
        today, old = self.today, self.periods[0].date_start
        course = self.take_course(self.emma, self.make_batch(old, today))
        self.assertEqual(self.held_by(self.emma), {"op_course", "activity_elsewhere"})
        course.batch_id.end_date = today - timedelta(days=1)
        self.assertEqual(self.held_by(self.emma), {"activity_elsewhere"})
        course.batch_id.end_date = self.periods[-4].date_start - timedelta(days=1)
        self.assertEligible(self.profile)

    def test_open_admission_holds_and_a_decided_one_of_long_ago_does_not(self):
        for state in ("draft", "submit", "confirm", "admission", "pending"):
            admission = self.apply(state, state, self.periods[0].date_start, student_id=self.emma.id)
            self.assertEqual(self.held_by(self.emma), {"op_admission"}, state)
            admission.state = "done"
            self.assertEligible(self.profile)

    def test_what_was_lent_or_reserved_holds_until_it_is_back(self):
        movement = self.lend(self.emma, "issue")
        self.assertEqual(self.held_by(self.emma), {"op_library"})
        for state, held in (("reserve", True), ("return", False), ("lost", False)):
            movement.state = state
            self.assertEqual("op_library" in self.held_by(self.emma), held, state)

    def test_fees_that_are_invoiced_are_debt_and_drafts_are_none(self):
        invoice = self.make_invoice(self.emma.partner_id, invoice_date=self.periods[0].date_start)
        fees = {"student_id": self.emma.id, "amount": 100}
        self.env["op.student.fees.details"].create([{**fees, "invoice_id": invoice.id, "state": "invoice"}, fees])
        self.assertEqual(self.held_by(self.emma), {"debt"})
        self.pay(invoice)
        self.assertEligible(self.profile)

    def test_parent_goes_with_the_family_and_is_held_by_it(self):
        brother = self.make_op_student("Bo", "Bruun")
        parent = self.make_parent("Lone Bruun", self.emma, brother)
        mother = parent.name.student_ids
        self.assertEqual((mother.kind, mother.registered_on), ("guardian", self.profile.registered_on))
        for profile in (self.profile, brother.school_student_id, mother):
            self.assertEligible(profile)
        self.take_course(brother)
        self.assertEqual(self.held_by(self.emma), {"family_association"})
        self.assertIn("Of this family somebody is still here: Bo Bruun", self.sentence(self.emma))
        self.assertBlocked("family_association", mother)

    def test_faculty_are_staff(self):
        self.env["op.faculty"].create({"partner_id": self.emma.partner_id.id, "first_name": "Emma"})
        self.assertBlocked("other_role", self.profile)

    def test_kept_on_purpose_from_the_other_app(self):
        self.emma.with_user(self.officer).write(
            {"anonymisation_prevented": True, "anonymisation_prevented_reason": "Plays in the jubilee"}
        )
        self.assertTrue(self.profile.anonymisation_prevented)
        self.assertIn(self.emma, self.env["op.student"].search([("anonymisation_prevented", "=", True)]))

    def test_form_has_the_page_and_the_search_the_filters(self):
        self.env["ir.ui.view"].create(
            {"name": "f", "model": "op.student", "arch": "<form><sheet><notebook/></sheet></form>"}
        )
        people = self.env["op.student"].with_user(self.officer)
        form = people.get_view(view_type="form")["arch"]
        self.assertIn('name="action_anonymise"', form)
        self.assertIn('name="anonymisation_explanation"', form)
        self.assertIn('name="anonymisation_eligible"', people.get_view(view_type="search")["arch"])
        everybody = self.env["op.student"].with_user(self.make_user("kit_everybody"))
        self.assertNotIn('name="action_anonymise"', everybody.get_view(view_type="form")["arch"])

    def test_rejected_applicants_go_by_the_same_periods(self):
        counted_from = self.periods[-4].date_start
        old, late = (
            self.apply(f"A{number}", "reject", day, email=f"ida{number}@post.example")
            for number, day in enumerate((counted_from - timedelta(days=1), counted_from))
        )
        accepted = self.apply("A9", "confirm", self.periods[0].date_start)
        self.env["op.student"]._openeducat_keep_in_step()
        self.assertFalse(accepted.partner_id)
        self.assertEqual(old.partner_id.student_ids.kind, "applicant")
        self.assertEligible(old.partner_id.student_ids)
        self.assertIn("recent_activity", self.codes(late.partner_id.student_ids))

    def test_nothing_is_added_to_an_anonymised_student(self):
        self.anonymise(self.profile)
        with self.assertRaises(UserError):
            self.take_course(self.emma)
        with self.assertRaises(UserError):
            self.emma.write({"first_name": "Emma"})

    def test_what_other_apps_keep_of_an_anonymised_student_is_written_to_no_more(self):
        day = self.periods[0].date_start
        admission = self.apply("A1", "done", day, student_id=self.emma.id)
        movement = self.lend(self.emma, "return")
        bo = self.make_op_student("Bo", "Holm")
        others = self.apply("A2", "done", day, student_id=bo.id, email="bo@holm.example"), self.lend(bo, "return")
        self.anonymise(self.profile)
        for record, values in (
            (admission, {"first_name": "Emma"}),
            (movement, {"reserver_name": "Emma Bruun"}),
            (movement.library_card_id, {"number": "EMMA-1"}),
        ):
            with self.subTest(model=record._name), self.assertRaises(UserError):
                record.write(values)
        self.assertFalse(movement.reserver_name)
        others[0].first_name, others[1].reserver_name = "Bo", "Bo Holm"

    def test_no_new_record_of_another_app_leads_to_an_anonymised_student(self):
        admission = self.apply("A1", "done", self.periods[0].date_start)
        self.anonymise(self.profile)
        for values in ({"student_id": self.emma.id}, {"partner_id": self.emma.partner_id.id}):
            with self.assertRaises(UserError):
                admission.write(values)
            with self.assertRaises(UserError):
                self.apply("A2", "draft", self.today, email="other@post.example", **values)
        with self.assertRaises(UserError):
            self.lend(self.emma, "issue")
