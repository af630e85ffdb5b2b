"""Loose participation in which no group is smaller than five: less is said of what few share; totals of many stay."""

from collections import Counter

from odoo.tests import tagged
from odoo.tools import SQL

from ..models.history.pooling import gathered, gathered_hires, gathered_requests
from .common import AnonymisationCase
from .history_case import COUNT, HistoryCase


@tagged("post_install", "-at_install")
class TestHistoryFew(HistoryCase):
    """Fifteen violinists of one teaching period; harps, oboes and hires that few share."""

    no_small_group = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        oboe = cls.make_course("Oboe")
        for student in cls.leaving[2:5]:
            cls.enrol(student, cls.periods[1], oboe, state="completed", lessons_planned=8, lessons_attended=4)
        cls.enrol(cls.leaving[5], cls.periods[2], state="completed", lessons_planned=3, lessons_attended=1)
        begun, ended = cls.periods[0].date_start, cls.periods[1].date_start
        for number, student in enumerate(cls.leaving[:4]):
            instrument = cls.make_instrument(f"Tuba {number}")
            cls.hire(student, instrument, hired_on=begun, returned_on=ended)
        for number, student in enumerate(cls.leaving[:6]):
            closed = cls.periods[1 + number % 2].date_start
            cls.put_on_waiting_list(student, cls.course, state="withdrawn", requested_on=begun, closed_on=closed)
        cls.anonymise_all()
        cls.users = (cls.school_user, cls.superuser, cls.officer, cls.env.user)
        cls.before = {user: cls.kept_totals(user) for user in cls.users}
        cls.loosen(cls.leaving)

    @classmethod
    def kept_totals(cls, user):
        """Return what stays true whatever few share: numbers of enrolments, hires and entries, and lessons."""
        env = cls.env(user=user)
        enrolments = [([], ["__count", "lessons_planned:sum", "lessons_attended:sum"]), (["state"], COUNT)]
        hires, entries = env["school.instrument.hire"], env["school.waiting.list.entry"]
        return [
            *(env["school.enrolment"]._read_group([], groupby, figures) for groupby, figures in enrolments),
            *(hires._read_group([], groupby, COUNT) for groupby in ([], ["hired_on:year"])),
            *(entries._read_group([], groupby, COUNT) for groupby in ([], ["state"], ["requested_on:year"])),
        ]

    def test_no_group_is_smaller_than_five(self):
        lines, _not_stated = self.company._history_figures()
        for words, _history, loose in lines:
            if loose and loose.rows >= 5 and not words.startswith("Waiting"):
                with self.subTest(words=words):
                    self.assertGreaterEqual(loose.smallest, 5)

    def test_what_is_measured_is_what_was_written(self):
        names = ("course_id", "period_id", "state", "gender", "age_group")
        sizes = Counter(tuple(e[name] for name in names) for e in self.loose())
        self.assertGreaterEqual(min(sizes.values()), 5)
        hires = self.env["school.instrument.hire"].search([("student_id.anonymisation_carrier", "=", True)])
        sizes = Counter((hire.instrument_id.name, hire.hired_on, hire.returned_on) for hire in hires)
        self.assertEqual(sum(sizes.values()), 6)
        self.assertGreaterEqual(min(sizes.values()), 5)

    def test_numbers_and_lessons_stay_for_everybody(self):
        for user, totals in self.before.items():
            with self.subTest(user=user.login):
                self.assertEqual(self.kept_totals(user), totals)

    def test_course_that_many_took_keeps_its_number(self):
        violins = self.loose().filtered(lambda e: e.course_id == self.course)
        self.assertEqual(Counter(e.period_id for e in violins), {self.periods[0]: 15})

    def test_how_many_took_each_course_stays_in_the_counts(self):
        counts = self.env["school.participation.summary"].search(
            [("company_id", "=", self.company.id), ("measure", "in", ["course", "instrument"])]
        )
        found = {(row.measure, row.value or ""): row.number for row in counts}
        self.assertEqual(found, {("course", "Violin"): 16, ("course", ""): 5, ("instrument", ""): 6})


@tagged("post_install", "-at_install")
class TestGathered(AnonymisationCase):
    SMALL = 99

    def spans(self, query, *groups, state=""):
        """Return {(what, begun, ended): number} of a query of spans, made of (what, begun, ended, number)."""
        rows = [row[:3] for row in groups for _one in range(row[3])]
        given = SQL(
            "SELECT n AS id, w AS %s, b AS %s, e AS %s, 'withdrawn' AS state"
            " FROM unnest(%s::int[], %s::date[], %s::date[]) WITH ORDINALITY v(w, b, e, n)",
            *map(SQL.identifier, state),
            *(list(column) for column in zip(*rows, strict=True)),
        )
        answer = self.env.execute_query_dict(query(given, self.SMALL))
        return Counter((row[state[0]], str(row[state[1]]), str(row[state[2]])) for row in answer)

    def hires(self, *groups):
        return self.spans(gathered_hires, *groups, state=("instrument_id", "hired_on", "returned_on"))

    def test_hires_that_five_share_stay(self):
        kept = (1, "2021-01-01", "2021-07-01")
        self.assertEqual(self.hires((*kept, 5)), {kept: 5})

    def test_how_long_a_hire_lasted_goes_first(self):
        found = self.hires((1, "2021-07-01", "2022-01-01", 4), (1, "2021-07-01", "2022-07-01", 1))
        self.assertEqual(found, {(1, "2021-07-01", "2021-07-01"): 5})

    def test_then_the_teaching_period_within_the_year(self):
        found = self.hires((1, "2021-01-01", "2022-01-01", 4), (1, "2021-07-01", "2022-07-01", 1))
        self.assertEqual(found, {(1, "2021-01-01", "2021-01-01"): 5})

    def test_then_the_instrument(self):
        found = self.hires((1, "2021-01-01", "2022-01-01", 4), (2, "2021-07-01", "2022-07-01", 1))
        self.assertEqual(found, {(self.SMALL, "2021-01-01", "2021-01-01"): 5})

    def test_year_never_changes(self):
        found = self.hires((1, "2021-01-01", "2022-01-01", 4), (1, "2022-01-01", "2022-07-01", 6))
        self.assertEqual(found, {(self.SMALL, "2021-01-01", "2021-01-01"): 4, (1, "2022-01-01", "2022-07-01"): 6})

    def test_hire_that_has_not_ended_does_not_end(self):
        self.assertEqual(self.hires((1, "2021-01-01", None, 2)), {(self.SMALL, "2021-01-01", "None"): 2})

    def test_state_of_entries_never_changes(self):
        found = self.spans(
            gathered_requests, (1, "2021-01-01", "2021-07-01", 5), state=("course_id", "requested_on", "closed_on")
        )
        self.assertEqual(found, {(1, "2021-01-01", "2021-07-01"): 5})

    def test_teaching_period_with_few_is_counted_with_the_latest_in_which_courses_are_together(self):
        rows = [(1, 1)] * 5 + [(2, 2)] * 3 + [(3, 2)] * 2 + [(1, 3)] * 2
        given = SQL(
            "SELECT n AS id, c AS course_id, p AS period_id, 'completed' AS state, NULL AS gender, NULL AS age_group"
            " FROM unnest(%s, %s) WITH ORDINALITY v(c, p, n)",
            [course for course, _period in rows],
            [period for _course, period in rows],
        )
        found = self.env.execute_query_dict(gathered(given, self.SMALL))
        self.assertEqual(Counter((r["course_id"], r["period_id"]) for r in found), {(1, 1): 5, (self.SMALL, 2): 7})
