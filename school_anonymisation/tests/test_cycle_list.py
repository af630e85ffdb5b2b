"""The list in Odoo: prevent from it, what is new, gone and prevented, counts by reason, progress."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleList(CycleCase):
    def prevent(self, row, until=False):
        action = row.with_user(self.officer).action_prevent()
        dialog = self.env[action["res_model"]].with_user(self.officer).with_context(**action["context"])
        with Form(dialog) as form:
            form.reason = "Comes back"
            if until:
                form.until = until
        form.record.action_confirm()

    def test_prevented_from_the_list_with_reason_and_end(self):
        self.play(october(1))
        self.prevent(self.row(), until=november(30))
        self.assertEqual(self.row().state, "prevented")
        self.assertTrue(self.student.anonymisation_prevented)
        self.assertEqual(self.student.anonymisation_prevented_reason, "Comes back")
        self.assertEqual(self.student.anonymisation_prevented_until, november(30))

    def test_prevention_taken_back_from_the_list(self):
        self.play(october(1))
        self.prevent(self.row())
        self.row().with_user(self.officer).action_allow()
        self.assertEqual(self.row().state, "candidate")
        self.assertFalse(self.student.anonymisation_prevented)

    def test_prevented_on_the_profile_shows_on_the_list_at_once(self):
        self.play(october(1))
        self.student.with_user(self.officer).write({"anonymisation_prevented": True})
        self.assertEqual(self.row().state, "prevented")

    def test_preventing_after_the_cycle_is_refused(self):
        self.enrol(self.student)
        bo = self.make_student("Bo Lund")
        self.play_until_run()
        self.play(november(1))
        with self.assertRaisesRegex(UserError, "This year is over"):
            self.row(bo).with_user(self.officer).action_prevent()

    def test_nobody_else_prevents(self):
        self.play(october(1))
        for user in (self.school_user, self.superuser):
            for method in ("action_prevent", "action_allow", "action_open", "action_preview"):
                with self.assertRaises(AccessError):
                    getattr(self.row().with_user(user), method)()

    def test_profile_is_opened_from_the_list(self):
        self.play(october(1))
        action = self.row().with_user(self.officer).action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("school.student", self.student.id))

    def preview(self, action):
        model = self.env[action["res_model"]].with_user(self.officer).with_context(**action["context"])
        return Form(model).content

    def test_one_student_is_previewed_from_the_list(self):
        self.play(october(1))
        self.assertIn("Name", self.preview(self.row().with_user(self.officer).action_preview()))
        self.assertFalse(self.student.anonymised)

    def test_whole_list_is_previewed(self):
        self.enrol(self.make_student("Bo Busy"))
        self.make_student("Clara Holm")
        self.play(october(1))
        action = self.cycle.with_user(self.officer).action_preview()
        self.assertEqual(len(action["context"]["active_ids"]), 2)
        self.assertTrue(self.preview(action))

    def test_preview_of_an_empty_list_says_so(self):
        self.enrol(self.student)
        self.play(october(1))
        with self.assertRaisesRegex(UserError, "nothing to preview"):
            self.cycle.with_user(self.officer).action_preview()

    def test_new_since_the_last_mail(self):
        self.play(october(1))
        nanna = self.make_student("Nanna Ny")
        self.play(october(2))
        self.assertEqual(self.row(nanna).state, "new")
        self.assertEqual((self.cycle.new_count, self.cycle.listed_count), (1, 2))
        self.play(october(15))
        self.assertEqual((self.row(nanna).state, self.row(nanna).first_mail), ("candidate", "reminder_1"))

    def test_gone_with_the_reason_in_words(self):
        self.play(october(1))
        self.put_on_waiting_list(self.student)
        self.cycle.with_user(self.officer).action_refresh()
        self.assertEqual(self.row().state, "gone")
        self.assertIn("On a waiting list", self.row().reasons)

    def test_back_on_the_list_when_the_reason_is_gone(self):
        self.play(october(1))
        hire = self.hire(self.student)
        self.play(october(2))
        self.assertEqual(self.row().state, "gone")
        hire.unlink()
        self.play(october(3))
        self.assertEqual((self.row().state, self.row().reason_codes), ("candidate", False))

    def test_anonymised_by_hand_is_gone_from_the_list(self):
        self.play(october(1))
        self.anonymise()
        self.assertEqual(self.row().state, "gone")
        self.assertIn("anonymised", self.row().reason_codes)

    def test_counts_by_reason(self):
        students = [self.make_student(name) for name in ("Bo", "Clara")]
        self.play(october(1))
        for student in students:
            self.put_on_waiting_list(student)
        self.student.with_user(self.officer).write({"anonymisation_prevented": True})
        self.play(october(2))
        counts = dict(self.cycle._count_by_reason())
        self.assertEqual(counts["On a waiting list"], 2)
        self.assertEqual(counts["Prevented"], 1)
        self.assertIn("On a waiting list", self.cycle.with_user(self.officer).reason_summary)

    def test_progress_while_running(self):
        self.make_student("Bo Lund")
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        cycle = self.cycle.with_user(self.officer)
        self.assertEqual(cycle.get_progress(), {"state": "running", "done": 0, "total": 2, "failed": 0})
        self.play(november(1))
        self.assertEqual(cycle.get_progress(), {"state": "done", "done": 2, "total": 2, "failed": 0})

    def test_no_name_is_stored_in_the_cycle(self):
        self.play(october(1))
        for model in ("cycle", "candidate", "cycle.mail"):
            record = self.env[f"school.anonymisation.{model}"].search([])
            for field in record._fields.values():
                if field.store and field.type in ("char", "text", "html", "json"):
                    self.assertNotIn("Anna", str(record.mapped(field.name)), field)
