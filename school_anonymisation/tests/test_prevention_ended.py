"""Prevented means prevented; when its date has passed it is off, everywhere at once, and its history says so."""

from datetime import date, timedelta

from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .cycle_common import ADVANCE, CycleCase, october

NAME = "anonymisation_prevented"
UNTIL = "anonymisation_prevented_until"
REASON = "anonymisation_prevented_reason"
ENDED = "anonymisation_prevented_ended"


class TestPreventionEnded(CycleCase):
    @property
    def anna(self):
        self.student.invalidate_recordset()
        return self.student.with_user(self.officer).with_company(self.company)

    def keep(self, **values):
        self.anna.write({NAME: True, **values})

    @property
    def yesterday(self):
        return self.today - timedelta(days=1)

    def prevented_everywhere(self):
        """Return what switch, filter, settings page and eligibility say of Anna; they must say the same."""
        students = self.env["school.student"].with_user(self.officer).with_company(self.company)
        settings = self.env["school.anonymisation.settings"].with_user(self.officer).with_company(self.company)
        said = {
            self.anna.anonymisation_prevented,
            self.student in students.search([(NAME, "=", True)]),
            self.student not in students.search([(NAME, "=", False)]),
            settings.get_settings()["prevented"] == 1,
            not self.anna.anonymisation_eligible,
        }
        groups = students._read_group([("id", "=", self.student.id)], [NAME], ["__count"])
        said.add(groups == [(True, 1)])
        self.assertEqual(len(said), 1)
        return said.pop()

    def test_on_the_last_day_it_is_on_everywhere(self):
        self.keep(**{UNTIL: self.today})
        self.assertTrue(self.prevented_everywhere())

    def test_the_day_after_it_is_off_everywhere_before_any_job(self):
        self.keep(**{UNTIL: self.today})
        with self.on_day(self.today + timedelta(days=1)):
            self.assertFalse(self.prevented_everywhere())

    def test_switching_it_on_keeps_and_clears_an_old_date(self):
        self.keep(**{UNTIL: self.yesterday})
        self.anna.write({NAME: True})
        self.assertTrue(self.prevented_everywhere())
        self.assertFalse(self.anna.anonymisation_prevented_until)

    def test_switching_it_off_and_on_keeps(self):
        self.keep(**{UNTIL: self.yesterday})
        self.anna.web_save({NAME: False}, {NAME: {}})
        self.anna.web_save({NAME: True}, {NAME: {}})
        self.assertTrue(self.prevented_everywhere())

    def test_switching_it_on_leaves_a_date_to_come(self):
        self.keep(**{UNTIL: self.today + timedelta(days=9)})
        self.anna.write({NAME: False})
        self.anna.write({NAME: True})
        self.assertEqual(self.anna.anonymisation_prevented_until, self.today + timedelta(days=9))

    def test_a_date_alone_switches_it_on(self):
        self.anna.write({UNTIL: date(2030, 1, 1)})
        self.assertTrue(self.prevented_everywhere())

    def test_a_date_alone_switches_it_on_for_a_new_student(self):
        student = self.make_student("Kaj Kept", **{UNTIL: date(2030, 1, 1)})
        self.assertTrue(student.anonymisation_prevented)

    def test_a_past_date_alone_switches_nothing_on(self):
        self.anna.write({UNTIL: self.yesterday})
        self.assertFalse(self.prevented_everywhere())

    def test_form_clears_an_old_date_when_switched_on(self):
        self.keep(**{UNTIL: self.yesterday})
        with Form(self.anna) as form:
            form.anonymisation_prevented = True
            self.assertFalse(form.anonymisation_prevented_until)
        self.assertTrue(self.prevented_everywhere())

    def test_form_with_reason_and_date(self):
        with Form(self.anna) as form:
            form.anonymisation_prevented = True
            form.anonymisation_prevented_reason = "Writes a reference"
            form.anonymisation_prevented_until = date(2030, 1, 1)
            self.assertTrue(form.anonymisation_prevented)
        self.assertTrue(self.prevented_everywhere())

    def history(self, user):
        """Return (texts, tracked changes) that the page of the student shows to this user, the first one first."""
        self.env.flush_all()
        self.cr.flush()
        messages = self.student.with_user(user).message_ids.sorted("id")
        shown = Store().add(messages).get_result()["mail.message"]
        return (
            [str(message.body) for message in messages],
            [change for message in shown for change in message["trackingValues"]],
        )

    def notes(self):
        """Return what those who may read in the history of the end: whether it had ended, each time that changed."""
        label = self.env["school.student"]._fields[ENDED].string
        changes = self.history(self.officer)[1]
        return [one["newValue"] for one in changes if one["fieldInfo"]["changedField"] == label]

    def test_the_job_leaves_a_note_once(self):
        self.keep(**{UNTIL: october(5)})
        self.play(october(5), jobs=[ADVANCE])
        self.assertFalse(self.notes())
        self.play(october(6), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True])
        self.play(october(7), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True])

    def test_nobody_else_reads_in_the_history_that_somebody_was_prevented(self):
        before = self.history(self.school_user)
        self.keep(**{UNTIL: october(5), REASON: "Is in court with the school"})
        self.assertFalse(self.notes())
        self.play(october(6), jobs=[ADVANCE])
        for user in (self.school_user, self.superuser):
            texts, changes = self.history(user)
            self.assertEqual([text for text in texts if text], [text for text in before[0] if text])
            self.assertEqual(changes, before[1])
        self.assertEqual(self.notes(), [True])

    def test_clock_that_is_ahead_for_an_hour_ends_nothing(self):
        self.keep(**{UNTIL: october(20)})
        self.play(october(5))
        self.play(october(25), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True])
        self.play(october(5), hour=14)
        with self.on_day(october(5)):
            self.assertTrue(self.prevented_everywhere())
        self.assertEqual(self.notes(), [True, False])
        self.play(october(21), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True, False, True])

    def test_what_an_officer_saves_while_the_clock_is_ahead_ends_nothing(self):
        self.keep(**{UNTIL: october(20)})
        with self.on_day(october(25)):
            with Form(self.anna) as form:
                form.name = "Anna Ravn Holm"
            self.anna.write({REASON: "Writes a reference"})
        with self.on_day(october(5)):
            self.assertTrue(self.prevented_everywhere())

    def test_taking_the_date_away_that_has_passed_keeps_nobody(self):
        self.keep(**{UNTIL: self.yesterday})
        self.anna.write({UNTIL: False})
        self.assertFalse(self.prevented_everywhere())

    def test_taking_the_date_away_that_is_to_come_keeps_without_end(self):
        self.keep(**{UNTIL: self.today + timedelta(days=9)})
        self.anna.write({UNTIL: False})
        self.assertTrue(self.prevented_everywhere())

    def test_a_later_date_keeps_whose_date_had_passed(self):
        self.keep(**{UNTIL: october(5)})
        self.play(october(6), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True])
        with self.on_day(october(7)):
            self.anna.write({UNTIL: october(20)})
            self.assertTrue(self.prevented_everywhere())
        self.assertEqual(self.notes(), [True, False])
        self.play(october(21), jobs=[ADVANCE])
        self.assertEqual(self.notes(), [True, False, True])

    def test_form_shows_what_has_ended_as_switched_off(self):
        self.keep(**{UNTIL: october(5)})
        self.play(october(6), jobs=[ADVANCE])
        with self.on_day(october(7)), Form(self.anna) as form:
            self.assertFalse(form.anonymisation_prevented)
            form.anonymisation_prevented = True
            self.assertFalse(form.anonymisation_prevented_until)
        self.assertTrue(self.prevented_everywhere())

    def test_switched_on_again_before_the_job_came_shows_the_date_that_was_cleared(self):
        self.keep(**{UNTIL: self.yesterday})
        self.history(self.officer)
        self.keep()
        label = self.env["school.student"]._fields[UNTIL].string
        [*_before, change] = self.history(self.officer)[1]
        self.assertEqual((change["fieldInfo"]["changedField"], change["newValue"]), (label, False))
        self.assertTrue(self.prevented_everywhere())

    def test_taken_back_in_time_leaves_no_note(self):
        self.keep(**{UNTIL: october(5)})
        self.anna.write({NAME: False})
        self.play(october(6), jobs=[ADVANCE])
        self.assertFalse(self.notes())

    def test_filter_is_for_those_who_may(self):
        with self.assertRaises(AccessError):
            self.env["school.student"].with_user(self.superuser).search([(NAME, "=", True)])


class TestPreventSeveral(CycleCase):
    def dialog(self, students, user=None):
        wizard = self.env["school.anonymisation.prevent"].with_user(user or self.officer)
        return wizard.with_context(active_model="school.student", active_ids=students.ids)

    def test_selection_is_kept_with_reason_and_date(self):
        students = self.make_students("Bo", "Clara")
        with Form(self.dialog(students)) as form:
            form.reason = "Old boys' orchestra"
            form.until = date(2030, 1, 1)
        form.record.action_confirm()
        self.assertEqual(students.mapped(NAME), [True, True])
        self.assertEqual(set(students.mapped("anonymisation_prevented_reason")), {"Old boys' orchestra"})
        self.assertFalse(self.student.anonymisation_prevented)

    def test_anonymised_in_the_selection_is_left_alone(self):
        bo = self.make_student("Bo")
        self.anonymise()
        with Form(self.dialog(bo | self.student)) as form:
            self.assertEqual(form.student_count, 1)
            form.reason = "Old boys' orchestra"
        form.record.action_confirm()
        self.assertTrue(bo.anonymisation_prevented)

    def test_last_day_that_has_passed_is_refused(self):
        with Form(self.dialog(self.student)) as form:
            form.reason = "Old boys' orchestra"
            form.until = self.today - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "has passed"):
            form.record.action_confirm()

    def test_last_day_that_is_today_keeps(self):
        with Form(self.dialog(self.student)) as form:
            form.reason = "Old boys' orchestra"
            form.until = self.today
        form.record.action_confirm()
        self.assertTrue(self.student.anonymisation_prevented)

    def test_nobody_else_may(self):
        for user in (self.school_user, self.superuser):
            with self.assertRaises(AccessError):
                self.dialog(self.student, user).default_get(["student_ids"])

    def test_former_pupils_of_a_course_are_found_in_the_settings(self):
        bo = self.make_student("Bo")
        self.enrol(bo, self.periods[0], state="completed")
        domain = [("anonymisation_eligible", "=", True), ("enrolment_ids.course_id", "ilike", "Violin")]
        self.assertEqual(self.env["school.student"].with_user(self.officer).search(domain), bo)
