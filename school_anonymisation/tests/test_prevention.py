"""Prevention: somebody with the permission says "not this one"."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import AnonymisationCase


class TestPrevention(AnonymisationCase):
    def prevent(self, **values):
        self.student.with_user(self.officer).write({"anonymisation_prevented": True, **values})

    def test_prevented_is_not_eligible(self):
        self.prevent()
        self.assertFalse(self.student.anonymisation_eligible)
        self.assertNotIn(self.student, self.eligible_students())

    def test_prevented_is_no_rule(self):
        self.prevent()
        self.assertEqual(self.codes(), set())

    def test_taken_back_is_eligible(self):
        self.prevent()
        self.student.with_user(self.officer).anonymisation_prevented = False
        self.assertEligible()

    def test_last_day_of_prevention_still_counts(self):
        self.prevent(anonymisation_prevented_until=self.today)
        self.assertFalse(self.student.anonymisation_eligible)

    def test_day_after_the_last_is_free(self):
        self.prevent(anonymisation_prevented_until=self.today - timedelta(days=1))
        self.assertEligible()

    def test_button_refuses_with_the_reason(self):
        self.prevent(anonymisation_prevented_reason="Wants to come back")
        with self.assertRaisesRegex(UserError, "Wants to come back"):
            self.student.with_user(self.officer).action_anonymise()
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_is_tracked(self):
        self.flush_tracking()
        self.prevent()
        self.flush_tracking()
        fields = self.student.message_ids.sudo().tracking_value_ids.field_id.mapped("name")
        self.assertIn("anonymisation_prevented", fields)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()

    def test_switch_on_the_form(self):
        with Form(self.student.with_user(self.officer)) as form:
            form.anonymisation_prevented = True
            form.anonymisation_prevented_reason = "Wants to come back"
        self.assertTrue(self.student.anonymisation_prevented)

    def test_superuser_without_permission_cannot_prevent(self):
        with self.assertRaises(AccessError):
            self.student.with_user(self.superuser).write({"anonymisation_prevented": True})
