"""By hand, more students than a page can wait for: the rest is done by the job, and whoever asked for it is told."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.models.cycle import by_hand
from odoo.addons.school_anonymisation.models.student import answers
from odoo.addons.school_anonymisation.outcome import Outcome
from odoo.tests import Form, tagged

from .cycle_common import RUN, CycleCase, october


@tagged("post_install", "-at_install")
class TestByHandMany(CycleCase):
    """Parts are of one student, and the page's patience ends with the first."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.multiple(answers, PART=1, PATIENCE=-1))
        self.bo, self.clara = self.make_students("Bo Ravn", "Clara Ravn")
        self.all = self.student | self.bo | self.clara

    @property
    def asked(self):
        return self.env["school.anonymisation.batch"].search([("student_ids", "!=", False)])

    def press(self, students=None):
        """Press the button for these students; return what the page is told."""
        answer = (students or self.all).with_user(self.officer).action_anonymise_several()
        return answer["params"]["message"]

    def work(self):
        """Let the job work; return the notifications that the officer got meanwhile."""
        told = []
        send = type(self.officer)._bus_send

        def bus_send(user, kind, message, **options):
            told.append((user, kind, message))
            return send(user, kind, message, **options)

        with patch.object(type(self.officer), "_bus_send", bus_send):
            self.play(october(1), jobs=[RUN])
        return [message["message"] for user, kind, message in told if user == self.officer and "message" in message]

    def left_out(self, *students, reader=None):
        """Return the activities about these students that this user, the officer unless told, can read."""
        activities = self.env["mail.activity"].with_user(reader or self.officer).search([])
        links = [f'/school.student/{student.id}"' for student in students]
        return activities.filtered(lambda one: any(link in str(one.note) for link in links))

    def reasons(self, student):
        """Return the text of what the officer was left to read about a student."""
        return " ".join(str(note) for note in self.left_out(student).mapped("note"))

    def test_page_is_back_when_its_patience_ends_and_says_how_many_follow(self):
        message = self.press()
        self.assertIn("Anonymised: 1.", message)
        self.assertIn("Being anonymised: 2.", message)
        self.assertEqual(self.all.mapped("anonymised"), [True, False, False])
        self.assertEqual(self.asked.student_ids, self.bo | self.clara)

    def test_form_says_that_the_student_is_being_anonymised(self):
        bo = self.bo.with_user(self.officer)
        self.assertFalse(Form(bo).anonymisation_requested)
        self.press()
        bo.invalidate_recordset()
        self.assertTrue(Form(bo).anonymisation_requested)

    def test_job_anonymises_on_behalf_of_whoever_asked_who_is_told_without_a_name(self):
        self.press()
        self.assertIn("Anonymised: 2.", self.work())
        self.assertEqual(self.all.mapped("anonymised"), [True] * 3)
        line = self.bo.anonymisation_log_ids.filtered(lambda line: line.kind == "erased")
        self.assertEqual((line.origin, line.user_id), ("hand", self.officer))
        self.assertFalse(self.asked)

    def test_everything_else_is_looked_through_for_all_of_them(self):
        self.press()
        self.work()
        for student in self.all:
            self.assertEqual(set(student.anonymisation_log_ids.mapped("kind")), {"erased", "verified"})

    def test_asking_twice_is_asking_once(self):
        self.press()
        self.press(self.bo | self.clara)
        self.assertEqual(len(self.asked), 1)

    def test_those_who_may_not_be_are_named_and_not_asked_for(self):
        self.enrol(self.clara)
        message = self.press()
        self.assertIn("Being anonymised: 1.", message)
        self.assertIn("Not Clara Ravn: Takes part in a course", message)
        self.assertEqual(self.asked.student_ids, self.bo)

    def test_who_comes_back_meanwhile_is_kept_and_whoever_asked_reads_why(self):
        self.press()
        self.enrol(self.bo)
        self.work()
        self.assertEqual(self.all.mapped("anonymised"), [True, False, True])
        self.assertIn("The page Anonymisation of the profile says what", self.reasons(self.bo))
        self.assertFalse(self.asked)

    def test_activity_is_for_whoever_asked_and_names_nobody(self):
        self.press()
        self.bo.write(
            {"anonymisation_prevented": True, "anonymisation_prevented_reason": "Is in court with the school"}
        )
        self.work()
        [activity] = self.left_out(self.bo)
        self.assertEqual((activity.user_id, activity.res_model), (self.officer, False))
        for word in ("court", "Bo Ravn"):
            self.assertNotIn(word, f"{activity.summary} {activity.note}")

    def test_nobody_else_sees_on_the_student_that_it_was_to_be_anonymised(self):
        self.press()
        self.enrol(self.bo)
        self.work()
        for user in (self.school_user, self.superuser):
            self.assertFalse(self.bo.with_user(user).activity_ids)
            self.assertFalse(self.left_out(self.bo, reader=user))
            texts = self.bo.with_user(user).message_ids.mapped("body")
            self.assertNotIn("holds this student back", " ".join(map(str, texts)))
        self.assertTrue(self.left_out(self.bo))

    def test_who_has_been_anonymised_meanwhile_needs_no_word(self):
        self.press()
        (self.bo | self.clara).with_user(self.officer)._anonymise("hand")
        self.work()
        self.assertFalse(self.asked)
        self.assertFalse(self.reasons(self.bo))

    def test_whoever_has_lost_the_permission_meanwhile_anonymises_nobody(self):
        self.press()
        self.officer.group_ids -= self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        with self.assertLogs("odoo.addons.school_anonymisation", "ERROR"):
            self.work()
        self.assertFalse(self.bo.anonymised)
        self.assertIn("AccessError", self.reasons(self.bo))

    def assertNobodyElseGoes(self):
        """Let the job work: whoever still waits stays, and is asked for no more; nobody is told."""
        with self.assertLogs("odoo.addons.school_anonymisation", "ERROR") as logs:
            told = self.work()
        self.assertIn("AccessError", "".join(logs.output))
        self.assertFalse([message for message in told if message.startswith("Anonymised")])
        self.assertEqual(self.all.mapped("anonymised"), [True, False, False])
        self.assertFalse(self.asked)
        self.assertFalse(self.left_out(self.bo, self.clara, reader=self.env.user))

    def test_whoever_has_been_archived_meanwhile_anonymises_nobody(self):
        self.press()
        self.officer.active = False
        self.assertNobodyElseGoes()

    def test_whoever_has_been_deleted_meanwhile_anonymises_nobody(self):
        self.press()
        self.asked.requested_by_id = False
        self.assertNobodyElseGoes()

    def test_student_who_kills_the_worker_is_told_to_nobody_who_has_been_archived(self):
        self.press()
        self.asked.kills = len(by_hand.SIZES)
        self.officer.active = False
        self.assertNobodyElseGoes()

    def settle(self, attempts):
        """Let the job find both profiles in somebody else's hands, at this attempt."""
        self.press()
        self.asked.attempts = attempts - 1
        locked = Outcome(failed=dict.fromkeys((self.bo | self.clara).ids, "locked"))
        with patch.object(type(self.bo), "_anonymise", lambda *_args, **_options: locked):
            self.work()

    def test_profile_in_somebody_elses_hands_is_tried_again(self):
        self.settle(1)
        self.assertEqual(self.asked.student_ids, self.bo | self.clara)
        self.work()
        self.assertEqual(self.all.mapped("anonymised"), [True] * 3)

    def test_profile_always_in_somebody_elses_hands_is_given_up(self):
        self.settle(by_hand.ATTEMPTS)
        self.assertFalse(self.asked)
        self.assertIn("Somebody else is working on this profile", self.reasons(self.bo))

    def test_nobody_is_given_up_because_a_worker_was_killed_over_several(self):
        self.press()
        self.asked.kills = by_hand.SIZES.index(1)
        self.work()
        self.assertEqual(self.all.mapped("anonymised"), [True] * 3)
        self.assertFalse(self.asked)

    def test_student_who_kills_the_worker_alone_each_time_is_given_up_and_the_others_go(self):
        self.press()
        self.asked.kills = len(by_hand.SIZES)
        self.work()
        self.assertEqual(self.all.mapped("anonymised"), [True, False, True])
        self.assertIn("ended the work at this profile several times", self.reasons(self.bo))
        self.assertFalse(self.asked)

    def test_what_an_addon_raises_is_told_without_its_text(self):
        self.press()
        hooks = type(self.env["school.anonymisation.hooks"])
        with patch.object(hooks, "_after_erasure", side_effect=ValueError("Bo Ravn")):
            self.work()
        self.assertFalse(self.bo.anonymised)
        self.assertIn("ValueError", self.reasons(self.bo))
        self.assertNotIn("Bo", self.reasons(self.bo).replace("Bo Ravn cannot", ""))
