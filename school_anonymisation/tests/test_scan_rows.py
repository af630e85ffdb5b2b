"""Rows as PostgreSQL's COPY gives them: what stands in which column is handed on, and nothing else."""

from odoo.tests import BaseCase, tagged

from ..erasure.sources.scan import RowReader
from ..erasure.sources.table import Table
from ..erasure.sql import ID, Column
from ..erasure.text.matcher import Matcher
from .kit_text import known_by


@tagged("post_install", "-at_install")
class TestScanRows(BaseCase):
    def found(self, *rows, types=("text", "text")):
        """Return {key: {column: forms}} of what is handed on of some rows of a table."""
        columns = [Column(f"column{number}", kind, True, False, 0) for number, kind in enumerate(types)]
        found = {}

        def take(key, hits):
            found[key] = {name: {hit.form for hit in several} for name, several in hits.items()}

        matcher = Matcher({1: known_by(name="Oda Lund", phone="24617283")})
        reader = RowReader(Table("table", ID, columns), matcher, take)
        for row in rows:
            reader.write(row)
        reader.finish()
        self.assertEqual(reader.bytes, sum(map(len, rows)))
        return found

    def test_row_and_column_are_told(self):
        rows = b"1\tIda\tHolm\n", b"2\tnote\tCall Oda Lund\n", b"3\t\\N\t24 61 72 83\n"
        self.assertEqual(self.found(*rows), {2: {"column1": {"full"}}, 3: {"column1": {"full"}}})

    def test_columns_are_no_cells_of_a_row(self):
        self.assertEqual(self.found(b"1\tOda\tLund\n"), {})

    def test_escapes_of_copy_are_undone(self):
        self.assertEqual(self.found(b"4\tx\\nOda Holm\\n\t<p>\\n Oda\\n Lund</p>\n"), {4: {"column1": {"full"}}})

    def test_binary_column_is_read_as_text(self):
        packed = b"Oda Lund".hex().encode()
        self.assertEqual(
            self.found(b"5\t\\\\x" + packed + b"\tx\n", types=("bytea", "text")), {5: {"column0": {"full"}}}
        )
