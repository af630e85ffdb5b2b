"""Loose participation: what is left of a history that is nobody's, what is not, and which totals stay."""

from ast import literal_eval
from collections import Counter

from odoo.fields import Domain
from odoo.tests import BaseCase, tagged

from ..models.history.summary import pooled_counts
from .history_case import HistoryCase

POOLED = [("school.enrolment", "period_id", "gender"), ("school.enrolment", "period_id", "age_group")]
KEPT = ["gender", "age_group", "lessons_planned", "lessons_attended", "student_id", "state"]
OF_STUDENTS = ("enrolment_ids", "instrument_hire_ids", "waiting_list_entry_ids")


@tagged("post_install", "-at_install")
class TestHistoryLoose(HistoryCase):
    """What was known is looked up before, for all tests; then everybody is anonymised and loosened, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.known = cls.leaving.enrolment_ids
        cls.girls = cls.leaving[:8].enrolment_ids.filtered(lambda e: e.course_id == cls.course)
        cls.lessons = [sum(cls.girls.mapped(name)) for name in ("lessons_planned", "lessons_attended")]
        cls.genders = Counter(cls.leaving.mapped("gender"))
        cls.of_staying = cls.staying.enrolment_ids.sorted("id").read(KEPT)
        cls.anonymise_all()
        users = (cls.school_user, cls.superuser, cls.officer, cls.env.user)
        cls.before = {(user, shown): cls.totals(user, shown) for user in users for shown in (True, False)}
        cls.plan = cls.env["ir.attachment"].create({"name": "plan.txt", "raw": b"Scales", "res_model": "school.course"})
        cls.env["ir.model.data"].create(
            {"name": "enrolment_17", "module": "__import__", "model": "school.enrolment", "res_id": cls.known[0].id}
        )
        cls.env.flush_all()
        hung = "UPDATE ir_attachment SET res_model = 'school.enrolment', res_id = %s WHERE id = %s"
        cls.env.cr.execute(hung, [cls.known[0].id, cls.plan.id])
        cls.loosen(cls.leaving)

    def test_no_report_has_another_total_for_anybody(self):
        for (user, shown), totals in self.before.items():
            after = self.totals(user, shown)
            for key in totals.keys() - set(POOLED):
                with self.subTest(user=user.login, counted=key, archived_hidden=shown):
                    self.assertEqual(after[key], totals[key])

    def test_totals_of_what_is_pooled_move_to_not_stated_and_stay_as_a_whole(self):
        before, after = self.before[self.school_user, True], self.totals(self.school_user)
        for key in POOLED:
            said, still_said = ({row[:2]: row[2] for row in totals[key] if row[1]} for totals in (before, after))
            self.assertLess(sum(still_said.values()), sum(said.values()))
            self.assertTrue(all(number <= said[place] for place, number in still_said.items()))
            self.assertEqual(*(sum(row[2] for row in totals[key]) for totals in (before, after)))

    def test_enrolments_no_longer_share_a_profile(self):
        self.assertEqual(len(self.loose()), 17)
        for name in OF_STUDENTS:
            self.assertFalse(self.leaving[name])
        carriers = self.loose().student_id
        self.assertTrue(all(carriers.mapped("anonymised")))
        self.assertFalse(carriers & self.leaving)
        # Of a course and a teaching period each carrier has one at most, and it has the gender of what lies on it.
        places = Counter((e.student_id, e.course_id, e.period_id) for e in self.loose())
        self.assertEqual(set(places.values()), {1})
        self.assertTrue(all(e.gender == e.student_id.gender for e in self.loose()))

    def test_five_or_more_share_whatever_is_said_of_an_enrolment(self):
        # The one other is joined by the boys, fewer than the girls; of the harp only the number is left.
        self.assertEqual(
            self.said(), {("Violin", "female", "10_12"): 8, ("Violin", False, False): 7, ("Harp", False, False): 2}
        )

    def test_number_of_lessons_is_nobodys_and_the_sum_stays(self):
        girls = self.loose().filtered(lambda e: e.gender == "female")
        self.assertEqual([sum(girls.mapped(name)) for name in ("lessons_planned", "lessons_attended")], self.lessons)
        self.assertLessEqual(max(girls.mapped("lessons_attended")) - min(girls.mapped("lessons_attended")), 1)

    def test_rows_have_new_numbers_and_what_hangs_on_them_follows(self):
        self.assertFalse(set(self.loose().ids) & set(self.known.ids))
        self.plan.invalidate_recordset()
        self.assertIn(self.plan.res_id, self.loose().ids)
        self.assertFalse(self.env["ir.model.data"].search([("name", "=", "enrolment_17")]))

    def test_nothing_says_who_wrote_a_row_and_when(self):
        rows = self.loose()
        self.assertFalse(any(rows.mapped("create_date")) or any(rows.mapped("write_date")))
        self.assertEqual((rows.create_uid | rows.write_uid).ids, [1])

    def test_whoever_stays_keeps_everything(self):
        self.assertEqual(self.staying.enrolment_ids.sorted("id").read(KEPT), self.of_staying)

    def test_profiles_say_no_more_than_how_many_there_were_of_each(self):
        self.assertEqual(Counter(self.leaving.mapped("gender")), self.genders)
        self.assertFalse(any(self.leaving.mapped("last_activity_date")))

    def test_counts_that_would_be_lost_are_kept_and_small_ones_put_together(self):
        rows = self.env["school.participation.summary"].search([("company_id", "=", self.company.id)])
        found = {
            measure: {(row.period_id.name or "", row.value or ""): row.number for row in some}
            for measure, some in rows.grouped("measure").items()
        }
        period = self.periods[0].name
        # Two on the harp in the next period are too few: they are put together with all the others.
        self.assertEqual(found["students"], {("", ""): 17})
        self.assertEqual(found["gender"], {(period, "Female"): 8, ("", ""): 9})
        self.assertEqual(found["stayed"], {("", ""): 15})
        self.assertEqual(found["siblings"], {("", ""): 15})
        self.assertEqual(found["course"], {("", ""): 17})
        # Fewer than five hires there have never been more of: nothing else could be put together with them.
        self.assertEqual(found.pop("instrument"), {("", ""): 2})
        self.assertGreaterEqual(min(number for some in found.values() for number in some.values()), 5)

    def test_carriers_are_no_persons_on_the_list_of_the_anonymised(self):
        action = self.env.ref("school_anonymisation.action_anonymised_students")
        listed = self.env["school.student"].with_user(self.officer).with_context(active_test=False)
        found = listed.search(Domain(literal_eval(action.domain)) & Domain("company_id", "=", self.company.id))
        self.assertEqual(set(found.ids), set(self.leaving.ids))

    def test_carriers_break_no_line_of_the_log(self):
        self.assertFalse(self.env["school.anonymisation.log"]._first_broken_line())


@tagged("post_install", "-at_install")
class TestHistoryLooseJob(HistoryCase):
    def test_those_who_follow_next_year_join_what_is_there(self):
        for some in (self.leaving[:8], self.leaving[8:]):
            some.with_user(self.officer).action_anonymise_several()
            self.loosen(some)
        self.assertEqual(len(self.loose()), 17)
        self.assertEqual(self.said()["Violin", "female", "10_12"], 8)
        self.assertEqual(self.said()["Violin", False, False], 7)
        self.assertTrue(all(e.gender == e.student_id.gender for e in self.loose()))

    def test_small_courses_are_put_together_where_the_school_wants_it(self):
        self.company.anonymisation_history_small_courses = True
        for student in self.leaving[2:5]:
            self.enrol(student, self.periods[1], state="completed")
        self.anonymise_all()
        self.loosen(self.leaving)
        small = self.company.anonymisation_small_course_id
        self.assertFalse(small.active)
        said = Counter((e.course_id, e.period_id) for e in self.loose())
        self.assertEqual(said, {(self.course, self.periods[0]): 15, (small, self.periods[1]): 5})

    def test_job_loosens_whoever_was_looked_for_where_the_school_wants_it(self):
        job = self.env["school.anonymisation.participation"]
        self.leaving[:5].with_user(self.officer).action_anonymise_several()
        job._loosen_all()
        self.assertFalse(self.loose(), "Not looked for once more")
        self.look_through_everything_else()
        self.company.anonymisation_history_level = "one_history"
        job._loosen_all()
        self.assertFalse(self.loose(), "Each keeps one history")
        self.company.anonymisation_history_level = "loose"
        job._loosen_all()
        self.assertEqual(len(self.loose()), 7)

    def test_fewer_than_five_wait_for_others(self):
        self.leaving[:4].with_user(self.officer).action_anonymise_several()
        self.look_through_everything_else()
        self.env["school.anonymisation.participation"]._loosen_all()
        self.assertFalse(self.loose())


class TestPooledCounts(BaseCase):
    def test_numbers_below_five_are_put_together_and_the_smallest_other_joins_what_is_too_little(self):
        self.assertEqual(pooled_counts({"a": 9, "b": 4, "": 1}, together=""), {"a": 9, "": 5})
        self.assertEqual(pooled_counts({"a": 9, "b": 5, "c": 1}, together=""), {"a": 9, "": 6})

    def test_numbers_of_five_stay_and_nothing_is_put_together(self):
        self.assertEqual(pooled_counts({"a": 5, "b": 6}, together=""), {"a": 5, "b": 6})
