"""What need not be read again: only what has been read to its end, whose rows say when they were written."""

from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..erasure.sources.seen import Seen, parts_to_read
from ..erasure.sources.table import Table
from ..erasure.sql import ID, PLACE, Column

NOTE, MORE = (Column(name, "text", True, False, 0) for name in ("note", "more"))
TABLE = Table("x", ID, [NOTE], oid=7, tells_when=True)


@tagged("post_install", "-at_install")
class TestSeen(BaseCase):
    def setUp(self):
        super().setUp()
        self.seen = Seen(2**32 + 5, ("server",))
        self.seen.note(TABLE, 100)

    def wheres(self, table, keys=(), seen=True):
        """Return (conditions of the parts that are read, bytes that need not be)."""
        parts, known = parts_to_read(table, self.seen if seen else None, keys)
        return [part.where for part in parts], known

    def test_what_was_written_since_is_read_and_what_was_found_before(self):
        since = "(TRUE) AND age(t.xmin) <= age('5'::xid)"
        self.assertEqual(self.wheres(TABLE), ([since], 100))
        found = "(TRUE) AND age(t.xmin) > age('5'::xid) AND t.id = ANY('{3,4}'::bigint[])"
        self.assertEqual(self.wheres(TABLE, [3, 4]), ([since, found], 100))

    def test_everything_is_read_where_that_is_not_enough(self):
        for table in (
            replace(TABLE, oid=8),
            replace(TABLE, columns=[NOTE, MORE]),
            replace(TABLE, oid=9, tells_when=False),
            replace(TABLE, oid=10, where="t.id IN (SELECT 1)"),
        ):
            if table.oid in (9, 10):
                self.seen.note(table, 100)
            self.assertEqual(self.wheres(table), ([table.where], 0), table)
        self.assertEqual(self.wheres(TABLE, seen=False), (["TRUE"], 0))

    def test_rows_that_have_to_be_found_again_are(self):
        bare = replace(TABLE, key=PLACE)
        self.assertEqual(self.wheres(bare, [None]), (["TRUE"], 0))
        self.assertEqual(len(self.wheres(bare)[0]), 1)
        self.assertIn("xmin", self.wheres(bare)[0][0])
