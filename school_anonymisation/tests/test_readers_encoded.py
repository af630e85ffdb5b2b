"""Tests of files and texts that stand in base64 inside a text: in XML, in JSON, in an address of a page."""

import base64
import json
from textwrap import wrap
from urllib.parse import quote

import docx

from odoo.tests import tagged

from ..erasure.readers import Extractor, holds_encoded, read, rewrite
from .kit_readers import LAST, NAME, ReaderCase, finder, hits, saved, zipped
from .test_readers_pdf import page


def letter(name):
    """Return a Word document about somebody."""
    made = docx.Document()
    made.add_paragraph(f"Diploma for {name}")
    return saved(made)


def packed(content):
    """Return bytes in base64."""
    return base64.b64encode(content).decode()


def invoice(content, note="Fee"):
    """Return an invoice of UBL with a file in it."""
    inside = f'<cbc:EmbeddedDocumentBinaryObject mimeCode="x">{content}</cbc:EmbeddedDocumentBinaryObject>'
    return f'<?xml version="1.0"?><Invoice xmlns:cbc="urn:x"><cbc:Note>{note}</cbc:Note>{inside}</Invoice>'.encode()


@tagged("post_install", "-at_install")
class TestEncoded(ReaderCase):
    """Whoever stands in what is encoded is found; nothing is written there."""

    def assertAsked(self, content, name=""):
        """Assert that she is found, and the file is not written."""
        self.assertTrue(hits(content, name=name), content[:300])
        self.assertTrue(holds_encoded(content))
        self.assertIsNone(rewrite(content, finder(), name))

    def test_files_in_an_invoice(self):
        for file in (page(NAME), letter(NAME), zipped(a__docx=letter(NAME))):
            lines = "\r\n    ".join(wrap(packed(file), 76))
            for text in (packed(file), f"\n    {lines}\n", f"<![CDATA[{packed(file)}]]>", lines.replace("\r", "&#13;")):
                self.assertAsked(invoice(text))
        self.assertUntouched(invoice(packed(letter("Maja Holm"))))

    def test_values_of_json(self):
        file = packed(letter(NAME))
        for text in (
            json.dumps({"datas": file}),
            json.dumps([{"a": [file]}], indent=20),
            json.dumps([base64.encodebytes(letter(NAME)).decode()]),
            json.dumps([file]).replace("/", r"\/").replace("+", r"\u002b"),
            json.dumps({"url": f"data:application/x;base64,{file}"}),
            json.dumps({"cn": packed(NAME.encode())}),
            json.dumps({"cn": packed(f"Fröken {NAME}".encode("latin-1"))}),
        ):
            self.assertAsked(text.encode())
        self.assertUntouched(json.dumps({"datas": packed(letter("Maja Holm"))}).encode())

    def test_addresses_that_hold_a_file(self):
        file = packed(letter(NAME))
        for text in (
            f'<p><a href="data:application/x;base64,{file}">x</a></p>',
            f"<p><a href='data:application/x;base64,{file}'>x</a></p>",
            f"<p><a href='data:application/x;base64,{quote(file)}'>x</a></p>",
            f'<div style="background: url(data:image/x;base64,{file})">x</div>',
        ):
            self.assertAsked(text.encode(), "page.html")
        self.assertUntouched(f'<p><img src="data:x;base64,{packed(letter(f"Karl {LAST}"))}"/></p>'.encode())

    def test_an_address_that_holds_a_text_is_written(self):
        new = self.cleaned(b'<p><a href="data:text/plain,By%20Maja%20Lindqvist">x</a></p>', name="page.html")
        self.assertEqual(new, b'<p><a href="data:text/plain,By%20[anonymised]">x</a></p>')

    def test_what_stands_beside_is_written(self):
        others = packed(letter("Maja Holm"))
        self.assertEqual(self.cleaned(invoice(others, f"For {NAME}")), invoice(others, "For [anonymised]"))

    def test_words_and_numbers_are_no_files(self):
        for text in (b'{"a": ["Fredensborgskole", "1234567890123456"]}', b"<a><b>Fredensborgskole</b></a>"):
            self.assertIn("Fredensborgskole", str(read(text).rows))
            self.assertFalse(read(text).members)
        self.assertFalse(holds_encoded(b"<p>Abc def ghi jkl mno pqr stu vwx</p>\n,                   'Maja'"))

    def test_what_cannot_be_read_is_told(self):
        self.assertEqual(read(invoice(packed(letter(NAME)[:-500]))).members, ["damaged"])
        content = NAME.encode()
        for _level in range(6):
            content = json.dumps({"a": packed(content.ljust(90))}).encode()
        self.assertEqual(read(content).members, ["too_deep"])
        content = NAME.encode()
        for _level in range(2):
            content = json.dumps({"a": packed(content.ljust(90))}).encode()
        self.assertAsked(content)

    def test_a_long_value_takes_little_memory(self):
        content = json.dumps({"datas": packed(b"ID3" + bytes(12_000_000)), "by": NAME}).encode()
        with Extractor() as extractor:
            reading = extractor.extract(content)
        self.assertEqual(reading.unread, "")
        self.assertIn(NAME, reading.rows[-1])
