"""Files that columns hold, as they are or as base64: people go from them, and what cannot be read is told."""

import base64
from io import BytesIO

import docx

from odoo.addons.school_anonymisation.erasure import sweep
from odoo.tests import BaseCase, tagged

from ..erasure.readers import Extractor
from ..erasure.sources.files_in_columns import rows_in
from .kit_erasing import ErasureCase

NAME = "Åse O'Ravn"
DAMAGED = b"PK\x03\x04 nothing more" * 5


def letter(*lines):
    """Return a Word document."""
    document, target = docx.Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(target)
    return target.getvalue()


def lines_of(content):
    """Return the paragraphs of a Word document."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]


@tagged("post_install", "-at_install")
class TestFilesInColumns(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("CREATE TABLE x_files (id serial PRIMARY KEY, file bytea)")

    def keep(self, *contents):
        for content in contents:
            self.env.cr.execute("INSERT INTO x_files (file) VALUES (%s)", [content])

    def kept(self):
        self.env.cr.execute("SELECT file FROM x_files ORDER BY id")
        return [bytes(content) for (content,) in self.env.cr.fetchall()]

    def asked(self, questions):
        """Return [(model, record id, attachment id, field, source, detail)] of what could not be read."""
        return [
            (one.model, one.record_id, one.attachment_id, one.field, one.source, one.detail)
            for one in questions
            if one.why == "unreadable"
        ]

    def test_person_goes_from_a_document_and_from_one_that_odoo_has_written_as_base64(self):
        mine, others = letter(f"For {NAME}", "For Ib Holm"), letter("For Ib Holm")
        self.keep(mine, base64.b64encode(mine), base64.b64encode(others))
        self.erase(self.anna)
        plain, packed, theirs = self.kept()
        self.assertEqual(lines_of(plain), ["For [anonymised]", "For Ib Holm"])
        self.assertEqual(lines_of(base64.b64decode(packed)), ["For [anonymised]", "For Ib Holm"])
        self.assertEqual(theirs, base64.b64encode(others))

    def test_what_cannot_be_read_is_told_with_its_record_or_its_table(self):
        self.keep(DAMAGED)
        readable, broken = self.env["base.language.export"].create([{"data": "x"}, {"data": "x"}])
        attachment = self.env["ir.attachment"].create({"name": "a", "raw": b"x"})
        self.env.flush_all()
        for record, content in ((readable, letter("Nobody")), (broken, DAMAGED)):
            self.env.cr.execute(
                "UPDATE base_language_export SET data = %s WHERE id = %s", [base64.b64encode(content), record.id]
            )
        self.env.cr.execute("UPDATE ir_attachment SET db_datas = %s WHERE id = %s", [DAMAGED, attachment.id])
        asked = self.asked(sweep(self.env, self.subjects(self.anna)).traces.questions)
        self.assertIn(("base.language.export", broken.id, 0, "data", "", "damaged"), asked)
        self.assertIn(("", 0, attachment.id, "", "", "damaged"), asked)
        self.assertIn(("", 0, 0, "", "x_files", "files_inside"), asked)
        self.assertNotIn(readable.id, [record_id for _model, record_id, *_rest in asked])

    def test_place_on_the_list_goes_when_its_field_is_emptied(self):
        full, emptied = self.env["base.language.export"].create([{"data": "x"}, {"data": "x"}])
        looks = self.env["school.anonymisation.look"]
        rows = looks.create(
            [
                {
                    "company_id": self.company.id,
                    "month": "2026-10",
                    "reason": "unreadable",
                    "model": record._name,
                    "res_id": record.id,
                    "field": "data",
                    "detail": "damaged",
                }
                for record in (full, emptied)
            ]
        )
        emptied.data = False
        self.env.flush_all()
        looks._delete_settled()
        self.assertEqual(rows.exists().res_id, full.id)


@tagged("post_install", "-at_install")
class TestRowsInColumns(BaseCase):
    def rows(self, content):
        with Extractor() as extractor:
            return rows_in(content, extractor, self.fail)

    def test_word_that_could_be_base64_is_read_as_a_word_too(self):
        self.assertIn(["FrederikkeHansen"], self.rows(b"FrederikkeHansen"))

    def test_base64_in_lines_is_read_as_what_it_packs(self):
        self.assertEqual(self.rows(base64.encodebytes(b"Frederikke Hansen\n" * 20)), [["Frederikke Hansen"]] * 20)

    def test_text_is_read_as_it_is(self):
        self.assertEqual(self.rows(b"Frederikke Hansen"), [["Frederikke Hansen"]])
