"""By hand in a large database: asked for, done by the job, and told what became of it."""

from unittest.mock import patch

from psycopg2 import errors

from odoo.addons.school_anonymisation.models.cycle import request
from odoo.addons.school_anonymisation.outcome import Outcome
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .cycle_common import RUN, CycleCase, october


@tagged("post_install", "-at_install")
class TestRequest(CycleCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(request, "LARGE", 0))

    @property
    def requests(self):
        return self.env["school.anonymisation.request"].search([])

    def ask(self, students=None):
        """Press the button for these students; return what it answers."""
        students = (students or self.student).with_user(self.officer)
        return students.action_anonymise() if len(students) == 1 else students.action_anonymise_several()

    def work(self):
        """Let the job work; return the notifications that the officer got meanwhile."""
        told = []
        send = type(self.officer)._bus_send

        def bus_send(user, kind, message, **options):
            told.append((user, kind, message))
            return send(user, kind, message, **options)

        with patch.object(type(self.officer), "_bus_send", bus_send):
            self.play(october(1), jobs=[RUN])
        return [message for user, kind, message in told if user == self.officer and kind == "simple_notification"]

    def reasons(self, student=None):
        """Return the text of what the officer was left to read on a student."""
        activities = (student or self.student).activity_ids.filtered(lambda one: one.user_id == self.officer)
        return " ".join(str(note) for note in activities.mapped("note"))

    def test_ordinary_database_is_looked_through_at_once(self):
        with patch.object(request, "LARGE", 10**15):
            self.ask()
        self.assertTrue(self.student.anonymised)
        self.assertFalse(self.requests)

    def test_page_is_back_before_anything_is_erased(self):
        answer = self.ask()
        self.assertFalse(self.student.anonymised)
        self.assertEqual(self.requests.student_id, self.student)
        self.assertIn("Being anonymised: 1.", answer["params"]["message"])

    def test_form_says_that_the_student_is_being_anonymised(self):
        student = self.student.with_user(self.officer)
        self.assertFalse(Form(student).anonymisation_requested)
        self.ask()
        student.invalidate_recordset()
        self.assertTrue(Form(student).anonymisation_requested)

    def test_job_anonymises_on_behalf_of_whoever_asked(self):
        self.ask()
        self.work()
        self.assertTrue(self.student.anonymised)
        line = self.student.anonymisation_log_ids.filtered(lambda line: line.kind == "erased")
        self.assertEqual((line.origin, line.user_id), ("hand", self.officer))
        self.assertFalse(self.requests)

    def test_everything_is_looked_through_again(self):
        self.ask()
        self.work()
        self.assertEqual(set(self.student.anonymisation_log_ids.mapped("kind")), {"erased", "verified"})

    def test_whoever_asked_is_told_without_a_name(self):
        self.ask()
        [message] = self.work()
        self.assertEqual(message["message"], "Anonymised: 1.")

    def test_not_eligible_is_refused_with_the_reasons(self):
        self.enrol(self.student)
        with self.assertRaisesRegex(UserError, "Takes part in a course"):
            self.ask()
        self.assertFalse(self.requests)

    def test_asking_twice_is_asking_once(self):
        self.ask()
        self.ask()
        self.assertEqual(len(self.requests), 1)

    def test_of_several_those_who_may_not_be_are_named(self):
        busy, free = self.make_student("Bo Ravn"), self.make_student("Clara Ravn")
        self.enrol(busy)
        message = self.ask(self.student | busy | free)["params"]["message"]
        self.assertIn("Being anonymised: 2.", message)
        self.assertIn("Not Bo Ravn: Takes part in a course", message)
        self.work()
        self.assertEqual([one.anonymised for one in (self.student, busy, free)], [True, False, True])

    def test_who_comes_back_meanwhile_is_kept_and_whoever_asked_reads_why(self):
        self.ask()
        self.enrol(self.student)
        self.assertFalse(self.work())
        self.assertFalse(self.student.anonymised)
        self.assertIn("The page Anonymisation of the profile says what", self.reasons())
        self.assertFalse(self.requests)

    def test_activity_says_nothing_that_only_some_may_read(self):
        self.ask()
        self.student.write(
            {"anonymisation_prevented": True, "anonymisation_prevented_reason": "Is in court with the school"}
        )
        self.work()
        seen = self.student.with_user(self.school_user).activity_ids
        self.assertTrue(seen)
        self.assertNotIn("court", " ".join(map(str, seen.mapped("note"))))

    def test_who_has_been_anonymised_by_the_yearly_run_meanwhile_needs_no_word(self):
        self.ask()
        self.student._anonymise(origin="cycle")
        self.assertFalse(self.work())
        self.assertFalse(self.requests)
        self.assertFalse(self.reasons())

    def test_whoever_has_lost_the_permission_meanwhile_anonymises_nobody(self):
        self.ask()
        self.officer.group_ids -= self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        with self.assertLogs("odoo.addons.school_anonymisation", "ERROR"):
            self.work()
        self.assertFalse(self.student.anonymised)
        self.assertIn("AccessError", self.reasons())

    def test_profile_in_somebody_elses_hands_is_tried_again(self):
        self.ask()
        self.requests.attempts = request.ATTEMPTS - 1
        self.requests._settle(Outcome(failed={self.student.id: "locked"}))
        self.assertTrue(self.requests)

    def test_profile_always_in_somebody_elses_hands_is_given_up(self):
        self.ask()
        self.requests.attempts = request.ATTEMPTS
        self.requests._settle(Outcome(failed={self.student.id: "locked"}))
        self.assertFalse(self.requests)
        self.assertIn("Somebody else is working on this profile", self.reasons())

    def test_student_who_kills_the_worker_each_time_is_given_up(self):
        self.ask()
        self.requests.attempts = request.ATTEMPTS
        self.work()
        self.assertFalse(self.student.anonymised)
        self.assertIn("killed", self.reasons())
        self.assertFalse(self.requests)

    def test_full_disk_of_the_database_is_told_in_words_and_once(self):
        class DiskFull(errors.DiskFull):
            pgcode = "53100"

        self.ask()
        with patch.object(type(self.student), "_anonymisation_sweep", side_effect=DiskFull) as look:
            self.work()
        self.assertEqual(look.call_count, 1)
        self.assertIn("disk is full", self.reasons())
        self.assertFalse(self.requests)

    def test_what_an_addon_raises_is_told_without_its_text(self):
        self.ask()
        hooks = type(self.env["school.anonymisation.hooks"])
        with patch.object(hooks, "_after_erasure", side_effect=ValueError("Anna Ravn")):
            self.work()
        self.assertFalse(self.student.anonymised)
        self.assertIn("ValueError", self.reasons())
        self.assertNotIn("Anna", self.reasons())
