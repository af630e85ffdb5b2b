"""At the very moment: what somebody else adds between the beginning of a transaction and its lock is not missed."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.erasure import plan

from .common import AnonymisationCase


class TestMeanwhile(AnonymisationCase):
    def test_student_written_about_meanwhile_waits(self):
        """The transaction's own view lacks the message, as if it had begun before."""
        students = self.env.registry["school.student"]
        with patch.object(students, "_anonymisation_written_meanwhile", lambda late, _drawn, _swept: late):
            outcome = self.student.with_user(self.officer)._anonymise("hand")
        self.assertEqual((outcome.done, outcome.failed), ([], {self.student.id: "locked"}))
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_nothing_new_is_no_reason_to_wait(self):
        with self.enter_registry_test_mode():
            student = self.student.sudo()
            swept = student._anonymisation_sweep()
            planned = plan(self.env, student._anonymisation_subjects({student.id: "-"}), sweep=swept)
            self.assertFalse(student._anonymisation_written_meanwhile(planned, swept))
            self.student.with_user(self.officer).action_anonymise()
        self.assertTrue(self.student.anonymised)

    def test_student_whose_name_changed_since_everything_was_looked_through_waits(self):
        swept = self.student.sudo()._anonymisation_sweep()
        self.student.name = "Anna Ravn Holm"
        outcome = self.student.with_user(self.officer)._anonymise("hand", swept=swept)
        self.assertEqual((outcome.done, outcome.failed), ([], {self.student.id: "locked"}))
        self.assertEqual(self.student.name, "Anna Ravn Holm")
