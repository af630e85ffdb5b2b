# Enrolments: once a period, within the course's capacity, with lessons that add up.
from odoo.tests import Form

from .common import SchoolCase


class TestEnrolment(SchoolCase):
    def test_a_school_user_enrols_a_student_on_the_form(self):
        student = self.make_student()
        form = Form(self.env["school.enrolment"].with_user(self.school_user))
        form.student_id, form.course_id, form.period_id = student, self.course, self.period
        enrolment = form.save()
        self.assertEqual(enrolment.state, "active")
        self.assertEqual(enrolment.company_id, self.company)

    def test_a_student_takes_a_course_once_in_a_period(self):
        student = self.make_student()
        self.enrol(student)
        with self.assertRefused("already enrolled on this course"):
            self.enrol(student)

    def test_a_student_takes_a_course_in_several_periods(self):
        student = self.make_student()
        self.enrol(student)
        self.assertTrue(self.enrol(student, period=self.periods[0]))

    def test_lessons_attended_may_equal_lessons_planned(self):
        enrolment = self.enrol(self.make_student(), lessons_planned=5, lessons_attended=5)
        self.assertEqual(enrolment.lessons_attended, 5)

    def test_more_lessons_attended_than_planned_are_refused(self):
        with self.assertRefused("6 lessons attended are more than the 5 planned"):
            self.enrol(self.make_student(), lessons_planned=5, lessons_attended=6)

    def test_a_negative_number_of_lessons_is_refused(self):
        with self.assertRefused("cannot be negative"):
            self.enrol(self.make_student(), lessons_attended=-1)

    def test_the_last_place_on_a_course_can_be_taken(self):
        course = self.make_course(capacity=2)
        self.enrol(self.make_student("One"), course=course)
        self.assertTrue(self.enrol(self.make_student("Two"), course=course))

    def test_a_full_course_takes_nobody_else(self):
        course = self.make_course(capacity=1)
        self.enrol(self.make_student("One"), course=course)
        with self.assertRefused("Piano is full in Autumn 2026: its capacity is 1"):
            self.enrol(self.make_student("Two"), course=course)

    def test_capacity_is_counted_in_each_period_by_itself(self):
        course = self.make_course(capacity=1)
        self.enrol(self.make_student("One"), course=course)
        self.assertTrue(self.enrol(self.make_student("Two"), course=course, period=self.periods[0]))

    def test_a_cancelled_enrolment_frees_its_place(self):
        course = self.make_course(capacity=1)
        first = self.enrol(self.make_student("One"), course=course)
        first.with_user(self.school_user).action_cancel()
        self.assertTrue(self.enrol(self.make_student("Two"), course=course))
        with self.assertRefused("is full"):
            first.action_reactivate()

    def test_a_capacity_of_zero_is_no_limit(self):
        course = self.make_course(capacity=0)
        for name in ("One", "Two", "Three"):
            self.assertTrue(self.enrol(self.make_student(name), course=course))

    def test_a_negative_capacity_is_refused(self):
        with self.assertRefused("capacity cannot be negative"):
            self.make_course(capacity=-1)

    def test_a_course_counts_its_active_and_waiting_students(self):
        self.enrol(self.make_student("One"))
        self.enrol(self.make_student("Two"), state="completed")
        self.put_on_waiting_list(self.make_student("Three"))
        self.assertEqual(self.course.active_enrolment_count, 1)
        self.assertEqual(self.course.waiting_count, 1)

    def test_a_course_of_another_company_is_refused(self):
        other = self.make_company("Other school")
        course = self.make_course(company_id=other.id)
        with self.assertRefused("belongs to another company"):
            self.enrol(self.make_student(), course=course)

    def test_a_period_of_another_company_is_refused(self):
        period = self.make_periods(1, company=self.make_company("Other school"))
        with self.assertRefused("belongs to another company"):
            self.enrol(self.make_student(), period=period)

    def test_a_student_with_enrolments_is_not_deleted(self):
        student = self.make_student()
        self.enrol(student)
        with self.assertRefused("Enrolment"):
            student.with_user(self.superuser).unlink()
