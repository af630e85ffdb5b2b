"""The ledger's file: what is in it, what is added to it, and when it is refused."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.school_anonymisation.chain import GENESIS
from odoo.tests import BaseCase

from .. import ledger
from .common import made_lines


class TestLedgerFile(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "ledger"
        self.lines = made_lines(4)

    def extend(self, lines=None):
        ledger.extend(self.path, lambda number: (lines or self.lines)[number:])

    def test_lines_are_read_as_they_were_written(self):
        self.extend()
        self.assertEqual(ledger.read(self.path), self.lines)
        found = ledger.contents(self.path)
        self.assertEqual((found.number, found.hash), (4, self.lines[-1]["hash"]))

    def test_empty_file_is_an_empty_ledger(self):
        self.path.touch()
        self.assertEqual((ledger.contents(self.path).number, ledger.contents(self.path).hash), (0, GENESIS))

    def test_what_is_there_is_not_written_again(self):
        self.extend(self.lines[:2])
        self.extend()
        self.extend()
        self.assertEqual(len(self.path.read_text().splitlines()), 4)

    def test_only_the_server_reads_it(self):
        self.extend()
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)

    def test_line_cut_off_by_a_power_failure_is_written_whole(self):
        self.extend(self.lines[:3])
        self.path.write_bytes(self.path.read_bytes() + b'{"number": 4, "ki')
        self.assertEqual(ledger.read(self.path), self.lines[:3])
        self.extend()
        self.assertEqual(ledger.read(self.path), self.lines)

    def test_line_that_does_not_follow_is_not_added(self):
        self.extend(self.lines[:2])
        before = self.path.read_bytes()
        with self.assertRaisesRegex(ledger.LedgerError, "Line 3 of the log does not follow"):
            ledger.extend(self.path, lambda _number: [{**self.lines[2], "month": "2020-01"}])
        self.assertEqual(self.path.read_bytes(), before)

    def test_changed_line_is_refused_and_named(self):
        self.extend()
        texts = self.path.read_text().splitlines()
        texts[1] = texts[1].replace("2026-10", "2020-10")
        self.path.write_text("\n".join([*texts, ""]))
        with self.assertRaisesRegex(ledger.LedgerError, "Line 2 "):
            ledger.read(self.path)

    def test_missing_line_is_refused(self):
        self.extend()
        texts = self.path.read_text().splitlines()
        self.path.write_text("\n".join([texts[0], *texts[2:], ""]))
        with self.assertRaisesRegex(ledger.LedgerError, "Line 2 "):
            ledger.read(self.path)

    def test_anything_else_is_refused_in_words(self):
        for content in (b"\xff\xfe\n", b"[]\n", b"null\n", b"{}\n", b'{"number": "x"}\n', b"[[[[\n", b"\x00\n"):
            with self.subTest(content=content), self.assertRaises(ledger.LedgerError):
                self.path.write_bytes(content)
                ledger.read(self.path)
            with self.subTest(content=content):
                self.assertTrue(ledger.contents(self.path).broken)

    def test_path_comes_from_the_configuration(self):
        self.path.write_text("[options]\ndb_name = x\n[school_anonymisation]\nledger = /somewhere/{database}.ledger\n")
        self.assertEqual(ledger.configured_path(str(self.path), "school"), Path("/somewhere/school.ledger"))

    def test_no_path_is_no_ledger(self):
        self.path.write_text("[options]\ndb_name = x\n")
        self.assertIsNone(ledger.configured_path(str(self.path), "school"))
        self.assertIsNone(ledger.configured_path(None, "school"))

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(content=st.binary(max_size=300) | st.text(max_size=60).map(lambda text: f"{text!r}\n".encode()))
    def test_any_bytes_are_refused_in_words_or_read(self, content):
        self.path.write_bytes(content)
        try:
            ledger.read(self.path)
        except ledger.LedgerError as refusal:
            self.assertTrue(str(refusal).strip())

    def test_changed_line_hides_none_of_the_others(self):
        self.extend()
        texts = self.path.read_text().splitlines()
        texts[1] = texts[1].replace("2026-10", "2020-10")
        self.path.write_text("\n".join([*texts, ""]))
        found = ledger.contents(self.path)
        self.assertEqual([line["number"] for line in found.lines], [1, 3, 4])
        self.assertEqual(len(found.broken), 1)

    def test_with_a_key_nobody_without_it_writes_a_line(self):
        key = b"a key of the server's"
        ledger.extend(self.path, lambda number: self.lines[number:3], key, "school")
        self.assertEqual([line["number"] for line in ledger.read(self.path, key)], [1, 2, 3])
        ledger.extend(self.path, lambda number: self.lines[number:], b"", "school")
        found = ledger.contents(self.path, key)
        self.assertEqual([line["number"] for line in found.lines], [1, 2, 3])
        self.assertTrue(found.broken)

    def test_with_a_key_a_missing_line_hides_none_of_the_others(self):
        key = b"a key of the server's"
        ledger.extend(self.path, lambda number: self.lines[number:], key)
        texts = self.path.read_text().splitlines()
        self.path.write_text("\n".join([texts[0], *texts[2:], ""]))
        found = ledger.contents(self.path, key)
        self.assertEqual([line["number"] for line in found.lines], [1, 3, 4])
        self.assertTrue(found.broken)

    def test_second_database_never_writes(self):
        ledger.extend(self.path, lambda number: self.lines[number:2], b"", "school")
        before = self.path.read_bytes()
        with self.assertRaisesRegex(ledger.LedgerError, "that of the database school"):
            ledger.extend(self.path, lambda number: self.lines[number:], b"", "copy")
        self.assertEqual(self.path.read_bytes(), before)
        ledger.hand_over(self.path, "copy")
        ledger.extend(self.path, lambda number: self.lines[number:], b"", "copy")
        self.assertEqual(ledger.contents(self.path).owner, "copy")

    def test_begun_anew_sets_aside_what_was_there(self):
        self.extend(self.lines[:2])
        before = self.path.read_bytes()
        aside = ledger.begin(self.path, self.lines, b"", "school")
        self.assertEqual(aside.read_bytes(), before)
        self.assertEqual(len(ledger.read(self.path)), 4)
