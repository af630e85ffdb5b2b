"""By hand: the button on the student's form, its dialog, and several at once."""

import errno
from unittest.mock import patch

from lxml import etree
from psycopg2 import errors

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestByHand(AnonymisationCase):
    def dialog(self, students):
        model = self.env["school.anonymisation.confirm"].with_user(self.officer)
        return Form(model.with_context(active_model="school.student", active_ids=students.ids))

    def test_eligible_is_anonymised_at_once(self):
        self.anonymise()
        self.assertRegex(self.student.name, r"^Anonymised student [0-9A-Z]{4}-[0-9A-Z]{4}$")
        self.assertTrue(self.student.anonymised)
        self.assertFalse(self.student.active)

    def test_contact_is_archived_too(self):
        self.anonymise()
        self.assertFalse(self.student.partner_id.active)
        self.assertEqual(self.student.partner_id.name, self.student.anonymisation_label)

    def test_month_is_kept_and_no_day(self):
        self.anonymise()
        self.assertEqual(self.student.anonymised_month, self.today.strftime("%Y-%m"))

    def test_not_eligible_says_every_reason(self):
        self.enrol(self.student)
        self.put_on_waiting_list(self.student)
        with self.assertRaises(UserError) as refusal:
            self.student.with_user(self.officer).action_anonymise()
        self.assertIn("Takes part in a course", str(refusal.exception))
        self.assertIn("Is on the waiting list", str(refusal.exception))

    def test_not_eligible_changes_nothing(self):
        self.enrol(self.student)
        with self.assertRaises(UserError):
            self.student.with_user(self.officer).action_anonymise()
        self.assertEqual(self.student.name, "Anna Ravn")
        self.assertTrue(self.student.active)

    def test_twice_is_refused(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "anonymised already"):
            self.student.with_user(self.officer).action_anonymise()

    def test_dialog_names_the_student_and_says_it_is_final(self):
        dialog = self.dialog(self.student)
        self.assertEqual(dialog.question, "Anonymise Anna Ravn?")
        self.assertIn("cannot be undone", self.env["school.anonymisation.confirm"].get_view(view_type="form")["arch"])

    def test_press_does_not_work_out_the_dialog_again(self):
        arch = etree.fromstring(self.env["school.anonymisation.confirm"].get_view(view_type="form")["arch"])
        (press,) = arch.xpath("//button[@name='action_confirm']")
        # By this Odoo saves what was asked without reading all of it anew.
        self.assertEqual(press.get("close"), "1")

    def test_dialog_anonymises(self):
        self.dialog(self.student).save().action_confirm()
        self.assertTrue(self.student.anonymised)

    def test_dialog_says_why_not(self):
        self.enrol(self.student)
        dialog = self.dialog(self.student)
        self.assertEqual(dialog.question, "Anna Ravn cannot be anonymised now.")
        self.assertIn("Violin", dialog.explanation)
        self.assertEqual(dialog.eligible_count, 0)

    def test_several_are_each_checked_again(self):
        busy = self.make_student("Bo Ravn")
        self.enrol(busy)
        answer = self.dialog(self.student | busy).save().action_confirm()
        self.assertTrue(self.student.anonymised)
        self.assertFalse(busy.anonymised)
        self.assertIn("Anonymised: 1.", answer["params"]["message"])
        self.assertIn("Bo Ravn", answer["params"]["message"])
        self.assertIn("Violin", answer["params"]["message"])

    def test_student_of_a_company_the_officer_does_not_see_is_refused(self):
        company = self.make_company("Another school")
        company.anonymisation_inactive_periods = 4
        self.make_periods(8, company)
        stranger = self.make_student("Bo Ravn", company_id=company.id)
        with self.assertRaises(AccessError):
            stranger.with_user(self.officer).action_anonymise()

    def test_confirmation_is_in_the_cog_menu_of_the_officer_only(self):
        def entries(user):
            bindings = self.env["ir.actions.actions"].with_user(user).get_bindings("school.student")
            return [action["name"] for action in bindings.get("action", [])]

        self.assertIn("Anonymise User", entries(self.officer))
        self.assertNotIn("Anonymise User", entries(self.superuser))

    def trying(self, students, error):
        """Anonymise these students with an addon that raises; return (the Outcome, how many were tried each time)."""
        tried = []

        def fail(_hooks, batch):
            tried.append(len(batch))
            raise error

        with patch.object(type(self.env["school.anonymisation.hooks"]), "_after_erasure", fail):
            return students.with_user(self.officer)._anonymise(origin="hand"), tried

    def test_what_one_of_them_raises_stops_only_that_one_and_so_each_is_tried(self):
        students = self.student | self.make_student("Bo Ravn")
        outcome, tried = self.trying(students, ValueError("Anna Ravn"))
        self.assertEqual(outcome.failed, dict.fromkeys(students.ids, "ValueError"))
        self.assertEqual(tried, [2, 1, 1])

    def test_full_disk_is_nobodys_fault_and_nobody_is_tried_alone(self):
        students = self.student | self.make_student("Bo Ravn")
        outcome, tried = self.trying(students, OSError(errno.ENOSPC, "No space left on device"))
        self.assertEqual(outcome.failed, dict.fromkeys(students.ids, "disk_full"))
        self.assertEqual(tried, [2])
        self.assertEqual(students.mapped("anonymised"), [False, False])
        self.assertIn("disk is full", students._anonymisation_failure_sentence("disk_full"))

    def test_database_out_of_memory_fails_everybody_at_once_and_in_words(self):
        students = self.student | self.make_student("Bo Ravn")

        class OutOfMemory(errors.OutOfMemory):
            pgcode = "53200"

        outcome, tried = self.trying(students, OutOfMemory())
        self.assertEqual((outcome.failed, tried), (dict.fromkeys(students.ids, "out_of_memory"), [2]))
        self.assertIn("out of memory", students._anonymisation_failure_sentence("out_of_memory"))
