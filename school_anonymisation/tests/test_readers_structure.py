"""Whatever a table holds, only the words that go change: same lines, columns, keys and tags."""

import csv
import io
import json
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from odoo.tests import tagged

from ..erasure.readers import rewrite
from . import kit_office
from .kit_readers import ReaderCase

WORD, GONE = "Maja", "[anonymised]"
PIECES = [WORD, "Otto", 'a"b', ";", "'", "\\", "<b>", "&amp;", "Ærø", "漢字", " ", "x,y"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
TABLES = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=2, max_size=6)


def find(cells):
    """Return every place of the word."""
    found = []
    for number, cell in enumerate(cells):
        start = cell.find(WORD)
        while start >= 0:
            found.append((number, start, start + len(WORD)))
            start = cell.find(WORD, start + len(WORD))
    return found


def cleaned(table):
    """Return a table as it should be."""
    return [[text.replace(WORD, GONE) for text in row] for row in table]


@tagged("post_install", "-at_install")
class TestStructure(ReaderCase):
    """Compared with what the formats' own readers see."""

    @settings(max_examples=100, deadline=None)
    @given(TABLES, st.sampled_from(";\t|"), st.sampled_from(["utf-8", "utf-16"]))
    def test_csv(self, table, delimiter, encoding):
        target = io.StringIO()
        csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
        new = rewrite(target.getvalue().encode(encoding), find, "table.csv")
        self.assertEqual(list(csv.reader(io.StringIO(new.decode(encoding)), delimiter=delimiter)), cleaned(table))

    @settings(max_examples=100, deadline=None)
    @given(TABLES, st.booleans())
    def test_json(self, table, is_ascii):
        data = [{"a": row[0], "b": row[1:], "n": 1.5} for row in table]
        new = json.loads(rewrite(json.dumps(data, ensure_ascii=is_ascii).encode(), find))
        self.assertEqual(new, [{"a": row[0], "b": row[1:], "n": 1.5} for row in cleaned(table)])

    @settings(max_examples=100, deadline=None)
    @given(TABLES)
    def test_xml(self, table):
        rows = "".join("<r>" + "".join(f"<c a='x'>{escape(text)}</c>" for text in row) + "</r>" for row in table)
        new = etree.fromstring(rewrite(f"<t>{rows}</t>".encode(), find))
        self.assertEqual([[cell.text or "" for cell in row] for row in new], cleaned(table))

    @settings(max_examples=60, deadline=None)
    @given(TABLES, st.sampled_from(sorted(kit_office.KINDS)))
    def test_office_files(self, table, kind):
        text = "\n".join("\t".join(["x", *row]) for row in table)
        new = rewrite(kit_office.made(kind, [text]), find)
        self.assertEqual(kit_office.flat(kind, new), text.replace(WORD, GONE))
