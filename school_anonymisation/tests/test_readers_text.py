"""Tests of the readers of plain text, tables in text, JSON, and code pages."""

import codecs
import csv
import io
import json

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, OTHERS, ReaderCase, finder, hits

TABLE = [("First name", "Surname", "Group"), *((*other, "Violin") for other in OTHERS), (FIRST, LAST, "Cello")]


def table(delimiter=";", end="\r\n", quoting=csv.QUOTE_MINIMAL, rows=TABLE):
    """Return a table as a text."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestPlainText(ReaderCase):
    """A line is a row."""

    def test_a_name_goes_and_the_rest_of_the_text_stays(self):
        content = f"Thanks to {NAME}s and Otto Bergström.\r\n\r\n  Bye\t\n".encode()
        self.assertEqual(self.cleaned(content), "Thanks to [anonymised] and Otto Bergström.\r\n\r\n  Bye\t\n".encode())

    def test_words_of_two_lines_are_nobodys_name(self):
        self.assertUntouched(f"Sofia {FIRST}\n{LAST} Ask\n".encode())

    def test_words_set_apart_by_a_tab_are_cells(self):
        self.assertEqual(self.cleaned(f"1\t{FIRST}\t{LAST}\tx\n".encode()), b"1\t[anonymised]\t[anonymised]\tx\n")

    def test_utf_16_keeps_its_mark_and_its_order(self):
        text = table("\t")
        for codec, mark in (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)):
            with self.subTest(codec):
                new = self.cleaned(mark + text.encode(codec))
                self.assertEqual(new[:2], mark)
                self.assertEqual(
                    new[2:].decode(codec), text.replace(f"{FIRST}\t{LAST}\tC", "[anonymised]\t[anonymised]\tC")
                )

    def test_utf_16_without_a_mark_is_read(self):
        text = table()
        self.assertEqual(self.cleaned(text.encode("utf-16-le")).decode("utf-16-le").count(";"), text.count(";"))

    def test_every_code_page_of_a_school_is_read_and_kept(self):
        find = finder("Søren", "Kærgård")
        text = "Otto;Bergström;Å\nSøren;Kærgård;Æble\n"
        for codec in ("utf-8", "latin-1", "cp1252", "cp865", "cp850", "mac_roman"):
            with self.subTest(codec):
                new = self.cleaned(text.encode(codec), find)
                self.assertEqual(new.decode(codec), "Otto;Bergström;Å\n[anonymised];[anonymised];Æble\n")

    def test_broken_utf_8_stays_broken(self):
        content = "Ærø é ".encode() + b"\xff\xfe" + f" {NAME} og Åse".encode()
        self.assertEqual(self.cleaned(content), content.replace(NAME.encode(), b"[anonymised]"))

    def test_a_long_text_is_read_in_chunks_that_end_with_a_line(self):
        content = (b"Nothing to see here, nobody at all. " * 1_000 + b"\n") * 60 + f"{NAME}\n".encode()
        new = self.cleaned(content)
        self.assertEqual(new, content.replace(NAME.encode(), b"[anonymised]"))


@tagged("post_install", "-at_install")
class TestTables(ReaderCase):
    """Columns, lines, quotes and delimiters stay as they were."""

    def assertOnlyHerCellsChanged(self, before, after, delimiter):
        old = list(csv.reader(io.StringIO(before), delimiter=delimiter))
        new = list(csv.reader(io.StringIO(after), delimiter=delimiter))
        self.assertEqual(new[:-1], old[:-1])
        self.assertEqual(new[-1], ["[anonymised]", "[anonymised]", "Cello"])

    def test_only_her_cells_change(self):
        for delimiter in ";,\t|":
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
                with self.subTest(delimiter=delimiter, quoting=quoting):
                    text = table(delimiter, quoting=quoting)
                    self.assertOnlyHerCellsChanged(text, self.cleaned(text.encode()).decode(), delimiter)

    def test_a_name_in_a_field_with_quotes_and_line_ends(self):
        text = table(rows=[("a", f'said "{NAME}"\nand left; later'), ("b", "c")])
        new = self.cleaned(text.encode()).decode()
        self.assertEqual(
            list(csv.reader(io.StringIO(new), delimiter=";")),
            [["a", 'said "[anonymised]"\nand left; later'], ["b", "c"]],
        )

    def test_two_lines_are_two_people(self):
        self.assertUntouched(f"Ella;{FIRST}\n{LAST};Ask\n".encode())

    def test_an_empty_column_between_is_a_border(self):
        row = read(b"a;;b\n;c;d\n").rows
        self.assertEqual(row, [["a", "", "b"], ["", "c", "d"]])


@tagged("post_install", "-at_install")
class TestJson(ReaderCase):
    """Same keys, same lengths."""

    def test_values_of_one_object_are_a_row(self):
        data = [{"first": FIRST, "last": LAST, "n": 1}, {"first": "Maja", "last": "Holm", "n": None}]
        new = json.loads(self.cleaned(json.dumps(data).encode()))
        self.assertEqual(new, [{"first": "[anonymised]", "last": "[anonymised]", "n": 1}, data[1]])

    def test_escapes_are_letters(self):
        data = {"a": 'by Søren Kærgård "x"\n', "b": "Åse \\ Ærø"}
        new = self.cleaned(json.dumps(data, indent=1).encode(), finder("Søren", "Kærgård"))
        self.assertEqual(json.loads(new), {"a": 'by [anonymised] "x"\n', "b": "Åse \\ Ærø"})
        self.assertIn(b"\\u00c5se", new)

    def test_cells_of_a_spreadsheet_are_rows_by_their_line(self):
        data = {"cells": {"A1": {"content": "Ella"}, "B1": {"content": FIRST}, "A2": {"content": LAST}}}
        self.assertUntouched(json.dumps(data).encode())
        data["cells"]["B2"] = {"content": FIRST}
        new = json.loads(self.cleaned(json.dumps(data).encode()))
        self.assertEqual([cell["content"] for cell in new["cells"].values()], ["Ella", FIRST, *["[anonymised]"] * 2])

    def test_a_name_as_a_key_is_found_but_not_written(self):
        content = json.dumps({NAME: 1}).encode()
        self.assertTrue(hits(content))
        self.assertIsNone(rewrite(content, finder()))

    def test_a_number_that_goes_becomes_a_string(self):
        new = rewrite(
            b'{"phone": 28516399, "fee": 28516398}',
            lambda row: [(i, 0, len(c)) for i, c in enumerate(row) if c == "28516399"],
        )
        self.assertEqual(json.loads(new), {"phone": "[anonymised]", "fee": 28516398})
