"""How much of the history stays: who decides it, what the log says of it, and the figures that are shown before."""

from collections import Counter
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import SQL, html2plaintext

from ..models.history.measure import Measured
from ..models.history.pooling import gathered, pooled
from ..models.history.wider_ages import wider
from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestHistoryLevel(AnonymisationCase):
    def page(self, user=None):
        return self.env["school.anonymisation.settings"].with_user(user or self.officer).browse(self.company.id)

    def lines(self):
        kinds = ("history_loose", "history_one_history")
        return self.env["school.anonymisation.log"].search([("kind", "in", kinds)], order="number")

    def test_each_student_keeps_one_history_until_a_school_decides_otherwise(self):
        self.assertEqual(self.make_company("Another school").anonymisation_history_level, "one_history")

    def test_level_is_saved_with_the_page_and_stands_in_the_log(self):
        with Form(self.page()) as page:
            page.history_level = "loose"
        self.assertEqual(self.company.anonymisation_history_level, "loose")
        with Form(self.page()) as page:
            page.history_level = "one_history"
            page.anonymisation_retention_years = 7
        self.assertEqual(self.company.anonymisation_history_level, "one_history")
        self.assertEqual(self.lines().mapped("kind"), ["history_loose", "history_one_history"])
        self.assertEqual(self.lines().user_id, self.officer)

    def test_saving_the_same_level_again_writes_no_line(self):
        self.page().write({"history_level": "one_history"})
        self.assertFalse(self.lines())

    def test_company_that_keeps_its_level_is_written_past_the_log(self):
        """While an app is being installed, which writes companies, nobody else can read the log."""
        log = self.env.registry["school.anonymisation.log"]
        with patch.object(log, "_lock_chain", side_effect=AssertionError):
            self.company.write({"name": "Another name", "anonymisation_history_level": "one_history"})
        self.assertEqual(self.company.name, "Another name")

    def test_level_is_for_those_who_may_anonymise(self):
        for user in (self.school_user, self.superuser):
            with self.assertRaises(AccessError):
                self.page(user).write({"history_level": "loose"})
            with self.assertRaises(AccessError):
                self.company.with_user(user).write({"anonymisation_history_level": "loose"})
        self.assertEqual(self.company.anonymisation_history_level, "one_history")


@tagged("post_install", "-at_install")
class TestHistoryFigures(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_history_small_courses = False
        cls.harp = cls.make_course("Harp")
        people = [("2012", "female")] * 6 + [("2012", "male")] * 2 + [("2005", "male")] * 3
        for number, (year, gender) in enumerate(people):
            student = cls.make_student(f"Student {number}", gender=gender, birth_date=f"{year}-03-04")
            cls.enrol(student, cls.periods[0], state="completed")
            if number < 2:
                cls.enrol(student, cls.periods[1], cls.harp, state="completed")

    def figures(self):
        return {words: (history or loose) for words, history, loose in self.company._history_figures()[0]}

    def test_students_and_enrolments_are_measured_as_each_level_would_keep_them(self):
        figures = self.figures()
        # Anna Ravn, of whom nothing is known, is like no other.
        self.assertEqual(figures["Gender and age groups"], Measured(12, 1, 6, 1))
        self.assertEqual(figures["Courses with their teaching periods"], Measured(12, 1, 3, 1))
        self.assertEqual(figures["Course and teaching period"], Measured(13, 2, 2, 0))
        words = "Course, teaching period, state, gender and age group"
        self.assertEqual(figures[words], Measured(13, 2, 2, 0))

    def test_small_courses_put_together_leave_no_small_group_where_there_are_five(self):
        self.enrol(self.student, self.periods[1], state="completed")
        for student in self.env["school.student"].search([("name", "in", ["Student 2", "Student 3"])]):
            self.enrol(student, self.periods[1], state="completed")
        loose = {words: figures for words, _history, figures in self.company._history_figures(small_courses=True)[0]}
        self.assertEqual(loose["Course and teaching period"], Measured(16, 5, 0, 0))

    def test_number_of_enrolments_that_would_say_less_is_told(self):
        self.assertEqual(self.company._history_figures()[1], (13, 2, 7))

    def test_whoever_stays_is_not_measured(self):
        staying = self.make_student("Bo Ravn", gender="other")
        self.enrol(staying, self.periods[0], state="completed")
        self.enrol(staying)
        self.assertEqual(self.figures()["Course and teaching period"].rows, 13)

    def test_another_company_is_not_measured(self):
        self.assertEqual(self.make_company("Another school")._history_figures()[0][0][1], Measured())

    def test_page_shows_the_figures_of_both_levels_before_anything_is_saved(self):
        page = self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)

        def text(level):
            return " ".join(html2plaintext(page.get_figures("history_figures", {"history_level": level})).split())

        self.assertIn("it is pseudonymous, which is not quite anonymous", text("one_history"))
        self.assertIn("Each enrolment stays by itself", text("loose"))
        self.assertIn("of 13 enrolments 2 would no longer say a gender and 7 no age group", text("loose"))


@tagged("post_install", "-at_install")
class TestPooling(AnonymisationCase):
    def pooled(self, *groups):
        """Return {(gender, age group): number} of enrolments of one course, made of {(gender, age group): number}."""
        rows = [pair for pair, number in groups for _one in range(number)]
        given = SQL(
            "SELECT n AS id, 1 AS course_id, 1 AS period_id, 'completed' AS state,"
            " g AS gender, a AS age_group FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY v(g, a, n)",
            [gender for gender, _age in rows],
            [age for _gender, age in rows],
        )
        return Counter((row["gender"], row["age_group"]) for row in self.env.execute_query_dict(pooled(given)))

    def test_facts_that_five_share_stay(self):
        groups = {("female", "10_12"): 5, ("male", "10_12"): 6}
        self.assertEqual(self.pooled(*groups.items()), groups)

    def test_age_group_of_four_becomes_wider_where_five_share_that(self):
        found = self.pooled((("female", "10_12"), 4), (("female", "07_09"), 1), (("male", "13_15"), 5))
        self.assertEqual(found, {("female", "00_12"): 5, ("male", "13_15"): 5})

    def test_every_age_group_is_in_a_wider_one(self):
        groups = ("00_06", "07_09", "10_12", "13_15", "16_18", "19_25", "26_up", "00_12", "13_18", "19_up", None)
        query = SQL("SELECT %s FROM unnest(%s) WITH ORDINALITY v(code, n) ORDER BY n", wider(SQL("code")), list(groups))
        found = [code for (code,) in self.env.execute_query(query)]
        self.assertEqual(found, [*["00_12"] * 3, *["13_18"] * 2, *["19_up"] * 2, "00_12", "13_18", "19_up", None])

    def test_age_group_of_four_is_pooled_and_the_gender_of_five_stays(self):
        found = self.pooled((("female", "10_12"), 4), (("female", "13_15"), 1), (("male", "10_12"), 5))
        self.assertEqual(found, {("female", None): 5, ("male", "10_12"): 5})

    def test_few_of_a_gender_say_nothing_and_the_smallest_group_beside_them_joins(self):
        found = self.pooled((("other", "10_12"), 2), (("female", "10_12"), 6), (("male", "10_12"), 7))
        self.assertEqual(found, {(None, None): 8, ("male", "10_12"): 7})

    def test_two_groups_too_small_are_enough_for_each_other(self):
        found = self.pooled((("other", "10_12"), 2), (("male", "10_12"), 3), (("female", "10_12"), 5))
        self.assertEqual(found, {(None, None): 5, ("female", "10_12"): 5})

    def test_course_with_few_keeps_their_number_and_says_nothing_else(self):
        self.assertEqual(self.pooled((("female", "10_12"), 3)), {(None, None): 3})


@tagged("post_install", "-at_install")
class TestSmallCourses(AnonymisationCase):
    SMALL = 99

    def gathered(self, courses):
        """Return {course: number} of enrolments of one teaching period, made of {course: number}."""
        rows = [course for course, number in courses.items() for _one in range(number)]
        given = SQL(
            "SELECT n AS id, c AS course_id, 1 AS period_id, 'completed' AS state,"
            " NULL AS gender, NULL AS age_group FROM unnest(%s) WITH ORDINALITY v(c, n)",
            rows,
        )
        return Counter(row["course_id"] for row in self.env.execute_query_dict(gathered(given, self.SMALL)))

    def test_courses_of_fewer_than_five_are_put_together_and_larger_ones_stay(self):
        self.assertEqual(self.gathered({1: 4, 2: 3, 3: 5}), {self.SMALL: 7, 3: 5})

    def test_smallest_course_beside_joins_what_would_be_too_few(self):
        self.assertEqual(self.gathered({1: 2, 2: 9, 3: 5}), {self.SMALL: 7, 2: 9})

    def test_few_that_come_later_join_those_that_are_together(self):
        self.assertEqual(self.gathered({self.SMALL: 6, 1: 2, 3: 5}), {self.SMALL: 8, 3: 5})

    def test_courses_of_five_stay(self):
        self.assertEqual(self.gathered({1: 5, 2: 6}), {1: 5, 2: 6})


class TestMeasured(BaseCase):
    def test_shares_are_rounded_up_so_that_none_means_none(self):
        self.assertEqual((Measured(1000, 1, 3, 1).share_few(), Measured(1000, 1, 3, 1).share_alone()), (1, 1))
        self.assertEqual((Measured(1000, 5, 0, 0).share_few(), Measured().share_few()), (0, 0))
