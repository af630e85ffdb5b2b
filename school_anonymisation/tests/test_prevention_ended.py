"""Prevented means prevented; when its date has passed it is off, everywhere at once, and a note says so."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .cycle_common import ADVANCE, CycleCase, october

NAME = "anonymisation_prevented"
UNTIL = "anonymisation_prevented_until"


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

    def notes(self):
        return [body for body in self.student.message_ids.sudo().mapped("body") if "Prevented until" in str(body)]

    def test_the_job_leaves_a_note_once(self):
        self.keep(**{UNTIL: october(5)})
        self.play(october(5), jobs=[ADVANCE])
        self.assertFalse(self.notes())
        self.play(october(6), jobs=[ADVANCE])
        self.play(october(7), jobs=[ADVANCE])
        [note] = self.notes()
        self.assertIn("Prevented until October 5, 2026, which has passed.", note)

    def test_switched_on_again_before_the_job_came_leaves_the_note_too(self):
        self.keep(**{UNTIL: self.yesterday})
        self.keep()
        self.assertEqual(len(self.notes()), 1)
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
