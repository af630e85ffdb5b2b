"""What is taken out of a text leaves its structure: the tree, the keys and lengths, the columns and lines."""

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from odoo.tests import tagged

from ..erasure.text.json_texts import only_strings, redact_json
from ..erasure.text.matcher import Matcher
from .kit_text import TextCase, known_by, redacted_row

MATCHER = Matcher({1: known_by(name="Freja Marie Rytterdal", phone="+45 20 11 22 33", email="freja@hjem.example")})
PHONE = 20112233
# A name whose end looks like the beginning of an escape.
ODD = Matcher(
    {
        1: known_by(
            name=["Freja Marie Rytterdal", "Ea Back\\"],
            phone="+45 20 11 22 33",
            email="freja@hjem.example",
            national_id="040309-4001",
            number="100",
        )
    }
)
VALUES = (
    "Freja Rytterdal",
    "freja@hjem.example",
    "20 11 22 33",
    "+45 20112233",
    "Rytterdal, Freja Marie",
    "Freja",
    "Rytterdal",
)
WORDS = st.sampled_from(
    [*VALUES, "Ida", "Holm", "plays", "the harp", "12", "5 < 6 & 7", 'a "quote"', "it's", "\\", "ø", "\n"]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
PIECES = st.sampled_from(
    [*VALUES, "Ea Back\\", "Ea Back", '"', "\\", "/", "n", "\n", "<b>", "u00c5", "\x01", "100", "ø"]
)
BARE = st.sampled_from([PHONE, float(PHONE), -PHONE, PHONE + 0.25, 100, 100.0, 403094001, True, None])
TAGS = st.sampled_from(["p", "div", "b", "span", "td", "tr", "ul", "li", "font", "i"])


@st.composite
def trees(draw, depth=3):
    """Return an element with texts, children and attributes."""
    element = etree.Element(draw(TAGS), title=draw(TEXTS), style="color: red")
    element.text = draw(TEXTS)
    for _child in range(draw(st.integers(0, 3)) if depth else 0):
        child = draw(trees(depth=depth - 1))
        child.tail = draw(TEXTS)
        element.append(child)
    return element


def outline(element):
    """Return what a tree is without its texts."""
    return element.tag, sorted(element.attrib), [outline(child) for child in element]


def outline_of_json(value):
    """Return what JSON is without its texts."""
    if isinstance(value, dict):
        return {key: outline_of_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [outline_of_json(inner) for inner in value]
    return type(value)


def outline_of_column(value):
    """Return what a column of JSON is without its texts, and without a phone or a national ID."""
    if isinstance(value, dict):
        return {key: outline_of_column(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [outline_of_column(inner) for inner in value]
    return str if isinstance(value, str) else None if value in (PHONE, 403094001) else value


@tagged("post_install", "-at_install")
class TestRedactionStructure(TextCase):
    def redact(self, text):
        return MATCHER.redact(text, lambda _hit: True)

    def assertGone(self, text):
        self.assertFalse(MATCHER.find(text), text)

    @given(trees())
    @settings(max_examples=80, deadline=None)
    def test_xml_parses_to_the_same_tree(self, tree):
        clean = self.redact(etree.tostring(tree, encoding="unicode"))
        self.assertEqual(outline(etree.fromstring(clean)), outline(tree))
        self.assertGone(clean)

    @given(trees())
    @settings(max_examples=80, deadline=None)
    def test_html_parses_to_the_same_tree(self, tree):
        text = f"<div>{html.tostring(tree, encoding='unicode')}</div>"
        self.assertEqual(outline(html.fromstring(self.redact(text))), outline(html.fromstring(text)))

    @given(
        st.recursive(
            TEXTS,
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdef"), inner),
            max_leaves=12,
        )
    )
    @settings(max_examples=80, deadline=None)
    def test_json_has_the_same_keys_and_lengths(self, value):
        for ascii_only in (True, False):
            text = json.dumps(value, ensure_ascii=ascii_only)
            self.assertEqual(outline_of_json(json.loads(self.redact(text))), outline_of_json(value))

    def in_json(self, value, people=(), ascii_only=False):
        """Return what a column of JSON holds after everything of somebody has been taken out of it."""
        text = json.dumps(value, ensure_ascii=ascii_only)
        return json.loads(redact_json(ODD, text, lambda _hit: True, frozenset(people)))

    def test_phone_or_national_id_that_is_a_number_in_json_is_null(self):
        for value, clean in (
            ({"a": PHONE, "n": "Freja Rytterdal"}, {"a": None, "n": "[anonymised]"}),
            ([PHONE, 7], [None, 7]),
            ({"a": 4520112233, "b": float(PHONE)}, {"a": None, "b": None}),
            ({"cpr": 403094001}, {"cpr": None}),
            (PHONE, None),
        ):
            with self.subTest(value):
                self.assertEqual(self.in_json(value), clean)

    def test_any_other_number_in_json_stays(self):
        for value in ({"12": 100.0}, {"mileage": 100}, [100], 100, -PHONE, PHONE + 0.25, {"100": True}, {"100": None}):
            with self.subTest(value):
                self.assertEqual(self.in_json(value, people=[1]), value)
        self.assertEqual(self.in_json({"mileage": "100"}), {"mileage": "[anonymised]"})

    def test_what_is_no_text_in_json_is_nobodys_name(self):
        text = '{"a": null, "b": true, "c": "Null True"}'
        matcher = Matcher({1: known_by(name="Null True")})
        self.assertEqual(
            redact_json(matcher, text, lambda _hit: True, frozenset([1])), '{"a": null, "b": true, "c": "[anonymised]"}'
        )

    @given(
        st.recursive(
            BARE | st.lists(PIECES, max_size=5).map("".join),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdef"), inner),
            max_leaves=12,
        ),
        st.booleans(),
    )
    @settings(max_examples=200, deadline=None)
    def test_column_of_json_has_the_same_keys_lengths_and_numbers(self, value, ascii_only):
        for people in ((), (1,)):
            self.assertEqual(outline_of_column(self.in_json(value, people, ascii_only)), outline_of_column(value))
        text = json.dumps(value, ensure_ascii=ascii_only)
        self.assertEqual(len(only_strings(text)), len(text))

    @given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t"))
    @settings(max_examples=80, deadline=None)
    def test_csv_has_the_same_columns_and_lines(self, rows, delimiter):
        output = io.StringIO()
        csv.writer(output, delimiter=delimiter).writerows(rows)
        clean = list(csv.reader(io.StringIO(self.redact(output.getvalue()), newline=""), delimiter=delimiter))
        self.assertEqual([len(row) for row in clean], [len(row) for row in rows])

    @given(st.lists(TEXTS, min_size=1, max_size=5))
    @settings(max_examples=80, deadline=None)
    def test_row_has_the_same_cells(self, cells):
        clean = redacted_row(MATCHER, cells)
        self.assertEqual(len(clean), len(cells))
        self.assertFalse(MATCHER.find_row(clean))
        for cell, start, end in MATCHER.spans_in_row(cells, lambda _hit: True):
            self.assertTrue(0 <= start < end <= len(cells[cell]))

    @given(trees())
    @settings(max_examples=40, deadline=None)
    def test_text_without_anybody_is_the_very_same(self, tree):
        text = etree.tostring(tree, encoding="unicode")
        other = Matcher({1: known_by(name="Sofus Brandholt", phone="+45 77 88 99 11")})
        self.assertIs(other.redact(text, lambda _hit: True), text)
