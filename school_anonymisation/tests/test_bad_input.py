"""Whatever is typed, imported or put into a register: a sentence, never a traceback, and nothing changed."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import BaseCase
from odoo.tools import mute_logger

from ..erasure import RegisterError
from ..erasure.register import HEADER, TREATMENTS, check_row, read_file
from .common import AnonymisationCase

# The same examples in every run: a failure is there for whoever starts it again.
REPEATABLE = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
FEW = settings(REPEATABLE, max_examples=8)

# Every category of Unicode but halves of characters, which no client can send; null bytes and right-to-left included.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = st.one_of(
    TEXTS.filter(lambda text: text.strip() and "\0" not in text),
    st.sampled_from(
        [
            "x" * 10_000,
            "علي بن أبي طالب",
            "שלום כהן",
            "Åse Ærø",
            "O'Brien <b>",
            "%s %(name)s",
            "_%_",
            "a\u202eb",
            "Zoë\u0301",
            "李小龍",
        ]
    ),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


class TestBadSettings(AnonymisationCase):
    def save(self, values):
        """Save as the officer; return whether it was accepted."""
        with mute_logger("odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    self.env["school.anonymisation.settings"].with_user(self.officer).save_settings(values)
            except UserError as refusal:
                self.assertTrue(str(refusal).strip())
                self.assertNotIn("Traceback", str(refusal))
                return False
        return True

    @REPEATABLE
    @given(typed=ANYTHING)
    def test_number_of_periods_is_a_whole_number_or_refused(self, typed):
        self.company.anonymisation_inactive_periods = 4
        if self.save({"anonymisation_inactive_periods": typed}):
            self.assertEqual(self.company.anonymisation_inactive_periods, int(typed))
            self.assertGreaterEqual(self.company.anonymisation_inactive_periods, 1)
        else:
            self.assertEqual(self.company.anonymisation_inactive_periods, 4)

    @REPEATABLE
    @given(values=ANYTHING)
    def test_whatever_is_sent_changes_nothing_but_the_settings(self, values):
        name = self.company.name
        self.save(values)
        self.assertEqual(self.company.name, name)

    def test_boundaries(self):
        for typed, accepted in (
            (0, False),
            (1, True),
            ("1", True),
            (-1, False),
            ("1.0", False),
            ("٣", False),
            (True, False),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(self.save({"anonymisation_inactive_periods": typed}), accepted)


class TestBadPeriods(AnonymisationCase):
    @REPEATABLE
    @given(start=st.dates(), end=st.dates())
    def test_period_is_kept_or_refused_in_words(self, start, end):
        before = self.env["school.teaching.period"].search_count([])
        overlaps = any(start <= period.date_end and end >= period.date_start for period in self.periods)
        sentence = ""
        with self.env.cr.savepoint() as savepoint, mute_logger("odoo.sql_db"):
            try:
                self.make_period(start, end)
                self.env.flush_all()
            except (UserError, IntegrityError) as refusal:
                # What a constraint says is told to the user as its own sentence.
                sentence = str(refusal)
            else:
                self.assertEqual(self.env["school.teaching.period"].search_count([]), before + 1)
                self.student.invalidate_recordset()
                self.assertIn(self.student.anonymisation_eligible, (True, False))
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        self.assertEqual(bool(sentence), overlaps or start > end, (start, end, sentence))


class TestStrangeNames(AnonymisationCase):
    @FEW
    @given(name=NAMES, note=TEXTS.filter(lambda text: "\0" not in text))
    def test_whoever_bears_it_is_anonymised(self, name, note):
        student = self.make_student(name, health_notes=note, national_id=note[:20])
        student.message_post(body=note)
        self.anonymise(student)
        self.assertRegex(student.name, r"^Anonymised student [0-9A-Z]{4}-[0-9A-Z]{4}$")
        self.assertFalse(student.health_notes or student.national_id or student.message_ids)
        self.assertEqual(self.env["school.anonymisation.log"]._first_broken_line(), "")


class TestBadRegister(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "app.csv"

    def rows(self, content):
        """Return the rows of a file, or None when it was refused in words."""
        self.path.write_bytes(content)
        try:
            return read_file(self.path)
        except RegisterError as refusal:
            self.assertIn("app.csv", str(refusal))
            return None

    @settings(REPEATABLE, max_examples=200)
    @given(content=st.binary(max_size=300))
    def test_any_bytes(self, content):
        self.rows(content)

    @settings(REPEATABLE, max_examples=200)
    @given(rows=st.lists(st.lists(TEXTS, min_size=4, max_size=6), max_size=4))
    def test_any_cells(self, rows):
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        for encoding in ("utf-8", "utf-16", "latin-1"):
            self.rows(text.getvalue().encode(encoding, "replace"))

    @settings(REPEATABLE, max_examples=300)
    @given(model=TEXTS, path=TEXTS, field=TEXTS, treatment=st.one_of(TEXTS, st.sampled_from(TREATMENTS)), reason=TEXTS)
    def test_row_is_accepted_or_refused_in_words(self, model, path, field, treatment, reason):
        problem = check_row(model, path, field, treatment, reason)
        self.assertTrue(problem is None or problem.strip())
        if problem is None:
            self.assertIn(treatment.removeprefix("retained:"), TREATMENTS)
