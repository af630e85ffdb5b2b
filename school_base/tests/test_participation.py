# The participation report: counts and lessons by period, course, gender and age group.
from datetime import date

from .common import SchoolCase


class TestParticipation(SchoolCase):
    def _report(self, *groupby):
        return self.env["school.enrolment"].formatted_read_group(
            [("company_id", "=", self.company.id)],
            groupby,
            ["__count", "lessons_planned:sum", "lessons_attended:sum"],
        )

    def _totals(self):
        groups = self._report("period_id", "course_id", "gender", "age_group")
        return [
            (
                group["gender"],
                group["age_group"],
                group["__count"],
                group["lessons_planned:sum"],
                group["lessons_attended:sum"],
            )
            for group in groups
        ]

    def _age_group(self, birth_date):
        student = self.make_student(birth_date=birth_date)
        return self.enrol(student).age_group

    def test_the_report_counts_students_and_lessons(self):
        for name, gender, attended in (("A", "female", 4), ("B", "female", 6), ("C", "male", 5)):
            student = self.make_student(name, gender=gender, birth_date=date(2016, 5, 1))
            self.enrol(student, lessons_planned=10, lessons_attended=attended)
        self.assertEqual(self._totals(), [("female", "10_12", 2, 20, 10), ("male", "10_12", 1, 10, 5)])

    def test_the_age_group_is_the_age_reached_in_the_year_the_period_starts(self):
        for year, expected in (
            (2020, "00_06"),
            (2019, "07_09"),
            (2017, "07_09"),
            (2016, "10_12"),
            (2008, "16_18"),
            (2007, "19_25"),
            (2001, "19_25"),
            (2000, "26_up"),
        ):
            self.assertEqual(self._age_group(date(year, 12, 31)), expected, year)

    def test_a_student_without_birth_date_has_no_age_group(self):
        self.assertFalse(self._age_group(False))

    def test_reducing_a_birth_date_to_its_year_changes_no_total(self):
        student = self.make_student(gender="female", birth_date=date(2010, 11, 30))
        for period in self.periods:
            self.enrol(student, period=period, lessons_planned=10, lessons_attended=7)
        before = self._totals()
        student.birth_date = date(2010, 1, 1)
        self.assertEqual(self._totals(), before)

    def test_the_report_opens_for_somebody_who_may_not_read_the_student(self):
        student = self.make_student(gender="female", birth_date=date(2010, 11, 30))
        self.enrol(student, lessons_planned=10, lessons_attended=7)
        expected = self._totals()
        self.env["ir.rule"].create(
            {
                "name": "No students",
                "model_id": self.env["ir.model"]._get_id("school.student"),
                "domain_force": "[(0, '=', 1)]",
            }
        )
        self.env = self.env(user=self.school_user)
        self.assertFalse(self.env["school.student"].search([]))
        self.assertEqual(self._totals(), expected)
        names = self.env["school.enrolment"].search([]).mapped("display_name")
        self.assertEqual(len(names), 1)
