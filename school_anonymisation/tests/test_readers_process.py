"""Tests of the process that reads files: a loop, a bomb or a crash costs one file, and the next one is read."""

import io
import os
import signal
import tempfile
import zipfile
from pathlib import Path

from odoo.tests import tagged

from ..erasure.readers import Extractor
from .kit_readers import NAME, ReaderCase, zipped


class StoppedExtractor(Extractor):
    """An extractor whose process stands still once it has started, as one does that is in a loop."""

    def _running(self):
        running = super()._running()
        os.kill(running.pid, signal.SIGSTOP)
        return running


class Killed(Extractor):
    """One whose process dies as soon as it is asked."""

    def _running(self):
        running = super()._running()
        running.kill()
        running.wait()
        return running


@tagged("post_install", "-at_install")
class TestExtractor(ReaderCase):
    """One process for many files."""

    def setUp(self):
        super().setUp()
        self.extractor = Extractor()
        self.addCleanup(self.extractor.close)

    def test_a_big_archive_is_read_from_its_path(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.zip"
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("a.txt", NAME)
                archive.writestr("film.mp4", b"\0\0\0\x20ftypmp42" + bytes(12_000_000))
            self.assertIn([NAME], self.extractor.extract(path).rows)

    def test_rows_pages_and_what_was_not_read(self):
        from .test_readers_pdf import page

        reading = self.extractor.extract(zipped(a__txt=NAME, b__bin=bytes(range(9)) * 9), "a.zip")
        self.assertEqual(
            (reading.kind, reading.rows, reading.members), ("zip", [["a.txt"], [NAME], ["b.bin"]], ["unknown"])
        )
        reading = self.extractor.extract(page(NAME))
        self.assertEqual(reading.pages[reading.rows.index([NAME])], 2)

    def test_many_files_share_one_process(self):
        numbers = set()
        for _file in range(3):
            self.extractor.extract(zipped(a__txt=NAME))
            numbers.add(self.extractor._process.pid)
        self.assertEqual(len(numbers), 1)

    def test_the_next_reader_gets_the_process_that_waits(self):
        with Extractor() as first:
            first.extract(zipped(a__txt=NAME))
            worker = first._process
        with Extractor() as second:
            self.assertIn([NAME], second.extract(zipped(a__txt=NAME)).rows)
            self.assertIs(second._process, worker)

    def test_a_process_of_other_limits_or_in_the_middle_of_a_file_is_no_ones(self):
        with Extractor() as first:
            first.extract(zipped(a__txt=NAME))
            worker = first._process
        with Extractor(seconds=5) as other:
            other.extract(zipped(a__txt=NAME))
            self.assertIsNot(other._process, worker)
        with Extractor() as torn:
            next(torn.parts(zipped(a__txt=NAME * 10), ""))
        with Extractor() as after:
            self.assertIn([NAME], after.extract(zipped(a__txt=NAME)).rows)

    def test_a_path_is_read_by_the_process_itself(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a"
            path.write_bytes(zipped(a__txt=NAME))
            self.assertIn([NAME], self.extractor.extract(path).rows)
            self.assertEqual(self.extractor.extract(Path(folder) / "gone").unread, "missing")

    def test_a_plain_text_needs_no_process(self):
        self.assertEqual(self.extractor.extract(NAME.encode()).rows, [[NAME]])
        self.assertIsNone(self.extractor._process)

    def test_a_file_that_takes_too_long_is_named(self):
        with StoppedExtractor(seconds=0.2) as extractor:
            self.assertEqual(extractor.extract(zipped(a__txt=NAME)).unread, "timeout")
            self.assertIsNone(extractor._process)

    def test_a_file_that_keeps_the_processor_busy_is_named(self):
        with Extractor(seconds=0.3) as extractor:
            table = b"<table>" + b"<tr><td>a</td><td>b</td></tr>" * 500_000
            self.assertEqual(extractor.extract(table).unread, "timeout")
        self.assertIn([NAME], self.extractor.extract(zipped(a__txt=NAME)).rows)

    def test_a_file_that_kills_the_process_costs_itself_only(self):
        with Killed() as extractor:
            self.assertEqual(extractor.extract(zipped(a__txt=NAME)).unread, "crashed")
        self.extractor.extract(zipped(a__txt=NAME))
        self.extractor._process.kill()
        self.assertIn([NAME], self.extractor.extract(zipped(a__txt=NAME)).rows)

    def test_a_file_that_swells_is_named_and_the_next_one_is_read(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            # Below every limit of size, and many times that once it is a tree.
            archive.writestr("xl/workbook.xml", b"<a>" + os.urandom(1_000_000).hex().encode() * 10 + b"</a>")
        with Extractor(memory=120_000_000) as extractor:
            reading = extractor.extract(target.getvalue())
            self.assertTrue({reading.unread, *reading.members} & {"too_large", "crashed", "damaged"})
            self.assertIn([NAME], extractor.extract(zipped(a__txt=NAME)).rows)

    def test_the_process_knows_nothing_of_odoo(self):
        self.extractor.extract(zipped(a__txt=NAME))
        maps = Path(f"/proc/{self.extractor._process.pid}/maps").read_text()
        self.assertNotIn("psycopg2", maps)
        self.assertNotIn("lxml", maps)

    def test_a_big_text_comes_in_parts(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            path.write_bytes(b"one;two;three\n" * 300_000)
            parts = rows = 0
            for part in self.extractor.parts(path):
                parts, rows = parts + 1, rows + len(part.rows)
                self.assertLessEqual(len(part.rows), 5_000)
            self.assertEqual(rows, 300_000)
