"""In a real browser: what a school does, from the first screen on; first steps; who asks; and without a mouse."""

from odoo.tests import HttpCase, tagged

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestBrowser(AnonymisationCase, HttpCase):
    today = None

    def action(self, xmlid, record=None):
        path = f"/odoo/action-{xmlid}"
        return f"{path}/{record.id}" if record else path

    def test_somebody_who_has_never_seen_it_does_it_all_from_the_screens(self):
        ida, busy = self.make_student("Ida Holm"), self.make_student("Bo Ravn")
        self.enrol(ida, self.periods[0], state="completed")
        self.enrol(busy)
        self.start_tour("/odoo", "anonymisation_whole_way", login="kit_officer", timeout=180)
        self.assertEqual(self.company.anonymisation_inactive_periods, 3)
        self.assertTrue(self.student.anonymisation_prevented)
        self.assertTrue(ida.anonymised)
        self.assertFalse(self.student.anonymised or busy.anonymised)

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

    def test_focus_returns_to_where_the_question_was_opened(self):
        self.make_student("Ida Holm")
        url = self.action("school_base.school_student_action")
        self.start_tour(url, "anonymisation_focus_returns", login="kit_officer")
