"""The run: who is taken that day, who is skipped and why, and what fails."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.models.cycle import task

from .cycle_common import ADVANCE, RUN, CycleCase, november, october


class TestCycleRun(CycleCase):
    def failing(self, student, detail="res.partner.name"):
        """Return a patch under which this student fails and the others are anonymised."""
        anonymise = type(student)._anonymise

        def fail_for_one(students, origin, **how):
            outcome = anonymise(students.filtered(lambda other: other.id != student.id), origin, **how)
            if student.id in students.ids:
                outcome.failed[student.id] = detail
            return outcome

        return patch.object(type(student), "_anonymise", fail_for_one)

    def test_who_came_back_on_31_october_is_skipped_with_the_reason(self):
        self.play_until_run()
        with self.on_day(october(31)):
            self.enrol(self.student)
        self.play(november(1))
        self.assertFalse(self.student.anonymised)
        self.assertEqual(self.row().state, "skipped")
        self.assertEqual(set(self.row().reason_codes.split(",")), {"active_course", "recent_activity"})

    def test_who_comes_back_while_the_run_is_at_work_is_skipped(self):
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        self.put_on_waiting_list(self.student)
        self.play(november(1), jobs=[RUN])
        self.assertEqual(self.row().state, "skipped")
        self.assertIn("waiting_list", self.row().reason_codes)

    def test_prevented_is_skipped(self):
        self.play_until_run()
        self.student.with_user(self.officer).write({"anonymisation_prevented": True})
        self.play(november(1))
        self.assertFalse(self.student.anonymised)
        self.assertEqual((self.row().state, self.row().reason_codes), ("skipped", "prevented"))

    def test_prevention_that_ended_the_day_before_does_not_hold(self):
        self.student.with_user(self.officer).write(
            {"anonymisation_prevented": True, "anonymisation_prevented_until": october(31)}
        )
        self.play_until_run()
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_prevention_whose_last_day_it_is_holds(self):
        self.student.with_user(self.officer).write(
            {"anonymisation_prevented": True, "anonymisation_prevented_until": november(1)}
        )
        self.play_until_run()
        self.play(november(1))
        self.assertFalse(self.student.anonymised)

    def test_archived_profile_is_anonymised_too(self):
        self.student.active = False
        self.play_until_run()
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_student_of_another_company_is_left_alone(self):
        other = self.make_student("Otto Other", company_id=self.make_company("Another school").id)
        self.play_until_run()
        self.play(november(1))
        self.assertFalse(other.anonymised)

    def test_log_names_the_cycle(self):
        self.play_until_run()
        self.play(november(1))
        line = self.env["school.anonymisation.log"].search(
            [("student_id", "=", self.student.id), ("kind", "=", "erased")]
        )
        self.assertEqual((line.origin, line.cycle_year, line.periods_required), ("cycle", 2026, 4))

    def test_failed_stops_only_itself_and_is_tried_again_the_next_day(self):
        bo = self.make_student("Bo Lund")
        self.play_until_run()
        with self.failing(bo):
            self.play(november(1))
            self.play(november(1), hour=18)
        self.assertEqual(self.states(self.student | bo), ["anonymised", "failed"])
        self.assertEqual((self.row(bo).detail, self.row(bo).attempts), ("res.partner.name", 1))
        self.assertEqual(self.cycle.state, "running")
        [report] = self.play(november(2))
        self.assertTrue(bo.anonymised)
        self.assertEqual(self.cycle.state, "done")
        self.assertIn("Anonymised: 2", self.text(report))

    def test_failed_three_days_in_a_row_is_reported_with_model_and_field(self):
        self.play_until_run()
        with self.failing(self.student):
            self.assertFalse(self.play(november(1)))
            self.assertFalse(self.play(november(2)))
            [report] = self.play(november(3))
        self.assertEqual(self.cycle.state, "done")
        self.assertIn("Failed: 1", self.text(report))
        self.assertIn("res.partner.name", self.text(report))

    def test_batch_that_raises_is_reported_by_its_class_only(self):
        self.play_until_run()

        def explode(students, **_how):
            raise ValueError(students.mapped("name"))

        with (
            patch.object(type(self.student), "_anonymise", explode),
            self.assertLogs(task.__name__) as logs,
        ):
            self.play(november(1))
        self.assertEqual((self.row().state, self.row().detail), ("failed", "ValueError"))
        self.assertNotIn("Anna Ravn", "".join(logs.output))

    def test_more_periods_saved_in_october_count(self):
        self.play(october(1))
        with self.on_day(october(10)):
            self.company.anonymisation_inactive_periods = 8
        self.enrol(self.student, self.periods[2], state="completed")
        self.play(october(15))
        self.assertEqual(self.row().state, "gone")
        self.assertEqual(self.cycle.required_periods, 8)

    def test_fewer_periods_saved_in_october_do_not_count(self):
        lately = self.make_student("Lise Lately")
        self.enrol(lately, self.periods[5], state="completed")
        self.play(october(1))
        with self.on_day(october(10)):
            self.company.anonymisation_inactive_periods = 1
        for day in (15, 22):
            self.play(october(day))
        self.play(november(1))
        self.assertTrue(self.student.anonymised)
        self.assertFalse(lately.anonymised)
        self.assertEqual(self.cycle.required_periods, 4)
