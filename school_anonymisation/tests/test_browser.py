"""In a real browser: settings saved, a candidate prevented, a student anonymised, a refusal, the history."""

from odoo.tests import HttpCase, tagged

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestBrowser(AnonymisationCase, HttpCase):
    today = None

    def action(self, xmlid, record=None):
        path = f"/odoo/action-{xmlid}"
        return f"{path}/{record.id}" if record else path

    def test_settings_are_saved(self):
        self.start_tour("/odoo", "anonymisation_settings_saved", login="kit_officer")
        self.assertEqual(self.company.anonymisation_inactive_periods, 3)

    def test_first_steps_are_taken(self):
        self.env.cr.execute("UPDATE res_company SET anonymisation_inactive_periods = 0")
        self.env.invalidate_all()
        url = self.action("school_anonymisation.action_first_steps")
        self.start_tour(url, "anonymisation_first_steps", login="kit_officer")
        self.assertEqual(self.company.anonymisation_inactive_periods, 3)

    def test_somebody_who_asks_is_answered(self):
        url = self.action("school_anonymisation.action_anonymisation_inquiry")
        self.start_tour(url, "anonymisation_somebody_asks", login="kit_officer")
        self.assertTrue(self.env["school.anonymisation.log"].search_count([("kind", "=", "looked")]))

    def test_candidate_is_prevented(self):
        self.start_tour("/odoo", "anonymisation_candidate_prevented", login="kit_officer")
        self.assertTrue(self.student.anonymisation_prevented)

    def test_student_is_anonymised_from_the_cog_menu(self):
        url = self.action("school_base.school_student_action", self.student)
        self.start_tour(url, "anonymisation_by_hand", login="kit_officer")
        self.assertTrue(self.student.anonymised)

    def test_refusal_says_why(self):
        busy = self.make_student("Bo Ravn")
        self.enrol(busy)
        url = self.action("school_base.school_student_action", busy)
        self.start_tour(url, "anonymisation_refused", login="kit_officer")
        self.assertFalse(busy.anonymised)

    def test_anonymised_history_is_viewed(self):
        self.enrol(self.student, self.periods[0], state="completed")
        self.anonymise()
        url = self.action("school_anonymisation.action_anonymised_students")
        self.start_tour(url, "anonymisation_history", login="kit_officer")
