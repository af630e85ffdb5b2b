"""The kit's own search finds what it should: a search that finds nothing anywhere proves nothing."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.tests import tagged
from odoo.tools import SQL

from .common import AnonymisationCase
from .kit_erasure import search_files, search_tables

NAME = "Åse O'Ravn"


@tagged("post_install", "-at_install")
class TestKitErasure(AnonymisationCase):
    def test_finds_a_value_in_every_kind_of_column(self):
        self.env.cr.execute("CREATE TABLE x_places (a text, b varchar[], c jsonb, d bytea, e json)")
        self.env.cr.execute(
            "INSERT INTO x_places VALUES (%s, %s, %s, %s, %s)",
            [f"x {NAME}", [NAME], '{"k": "ÅSE O\'RAVN"}', NAME.encode(), '["\\u00c5se O\'Ravn"]'],
        )
        found = {column for table, column, _rows in search_tables(self.env.cr, [NAME]) if table == "x_places"}
        self.assertEqual(found, set("abcde"))

    def test_finds_a_value_in_files_packed_or_not_and_in_their_names(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"<p>{NAME}</p>")
        with TemporaryDirectory() as folder:
            Path(folder, "plain.txt").write_text(f"Dear {NAME}")
            Path(folder, "packed.docx").write_bytes(packed.getvalue())
            Path(folder, f"{NAME}.txt").write_text("empty")
            Path(folder, "other.txt").write_text("Ib Holm")
            self.assertEqual(len(search_files(folder, [NAME])), 3)


class TestAssertAnonymised(AnonymisationCase):
    def test_who_is_anonymised_passes(self):
        self.assertAnonymised(self.anonymise())

    def test_who_is_not_fails(self):
        self.anonymise()
        with self.assertRaises(AssertionError):
            self.assertAnonymised(self.student | self.make_student("Bo Ravn"))

    def test_who_can_still_log_in_fails(self):
        known = self.make_known_student()
        login = known.partner_id.user_ids
        self.anonymise(known)
        self.env.cr.execute(SQL("UPDATE res_users SET active = true WHERE id = %s", login.id))
        with self.assertRaisesRegex(AssertionError, "log in"):
            self.assertAnonymised(known)
