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


class TestPreventionOfMerged(AnonymisationCase):
    """Lone Lund stands twice: as the mother of Anna Ravn, and as a student herself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mother = cls.make_contact("Lone Lund")
        cls.link(cls.student, cls.mother)
        cls.taking = cls.make_student("Lone Lund")

    def prevent(self, profile, reason, until=False):
        profile.with_user(self.officer)._anonymisation_keep(reason, until)

    def merge(self):
        """Merge the two as a school user does; return the profile that stays."""
        wizards = self.env["base.partner.merge.automatic.wizard"].with_user(self.school_user)
        mother = self.mother.with_user(self.school_user)
        wizards._merge((self.mother | self.taking.partner_id).ids, mother, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(self.mother.student_ids, self.taking)
        return self.taking

    def kept(self, profile):
        profile = profile.with_user(self.officer)
        return profile.anonymisation_prevented, profile.anonymisation_prevented_reason

    def test_profile_that_stays_is_prevented_as_the_other_was(self):
        until = self.today + timedelta(days=30)
        self.prevent(self.mother.student_ids, "Sings in the choir", until)
        stays = self.merge()
        self.assertEqual(self.kept(stays), (True, "Sings in the choir"))
        self.assertEqual(stays.anonymisation_prevented_until, until)

    def test_prevention_without_end_outlasts_one_with_an_end(self):
        self.prevent(self.mother.student_ids, "Sings in the choir")
        self.prevent(self.taking, "Writes a reference", self.today + timedelta(days=30))
        stays = self.merge()
        self.assertEqual(self.kept(stays), (True, "Sings in the choir"))
        self.assertFalse(stays.anonymisation_prevented_until)

    def test_profile_that_stays_and_is_kept_longer_keeps_its_own_reason(self):
        self.prevent(self.mother.student_ids, "Sings in the choir", self.today + timedelta(days=30))
        self.prevent(self.taking, "Writes a reference")
        self.assertEqual(self.kept(self.merge()), (True, "Writes a reference"))

    def test_prevention_that_has_ended_comes_back_for_nobody(self):
        self.mother.student_ids.with_user(self.officer).write(
            {"anonymisation_prevented": True, "anonymisation_prevented_until": self.today - timedelta(days=1)}
        )
        self.assertEqual(self.kept(self.merge()), (False, False))
