"""The test kit: a school with a number of periods saved, and a SuperUser who has the permission."""

from odoo.addons.school_base.tests.common import SchoolCase

OFFICER_GROUPS = "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users"


class AnonymisationCase(SchoolCase):
    """A school that asks for `required` teaching periods without activity (0 = nobody has saved a number yet).

    ``officer``: a SuperUser with the permission. ``student``: a student whom nothing holds back.
    """

    required = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_inactive_periods = cls.required
        cls.officer = cls.make_user("kit_officer", OFFICER_GROUPS)
        cls.student = cls.make_student("Anna Ravn")

    def codes(self, student=None):
        """Return the codes of the rules that hold a student back, as they are now."""
        student = student or self.student
        student.invalidate_recordset()
        return set(filter(None, (student.anonymisation_blocked_by or "").split(",")))

    def assertBlocked(self, code, student=None):
        """Assert that one rule, and only that one, holds the student back, wherever that is asked."""
        student = student or self.student
        self.assertEqual(self.codes(student), {code})
        self.assertFalse(student.anonymisation_eligible)
        self.assertNotIn(student, self.eligible_students())

    def assertEligible(self, student=None):
        """Assert that nothing holds the student back, wherever that is asked."""
        student = student or self.student
        self.assertEqual(self.codes(student), set())
        self.assertTrue(student.anonymisation_eligible)
        self.assertIn(student, self.eligible_students())

    def eligible_students(self):
        return self.env["school.student"].search([("anonymisation_eligible", "=", True)])

    def anonymise(self, student=None):
        """Anonymise as the SuperUser with the permission would, by hand."""
        student = student or self.student
        student.with_user(self.officer).action_anonymise()
        return student
