"""Tests of the readers of PDF and of old Office files: they are read, not written."""

import io
import struct

import xlwt
from PyPDF2 import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from xlwt.CompoundDoc import XlsDoc

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, hits, zipped


def page(*lines, draw=None, **options):
    """Return a PDF with lines of text on its second page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, **options)
    canvas.drawString(72, 780, "Programme")
    canvas.showPage()
    canvas.drawString(72, 750, "Second page")
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    if draw:
        draw(canvas)
    canvas.save()
    return target.getvalue()


def changed(content, change):
    """Return a PDF after a function changed its PdfWriter."""
    writer = PdfWriter()
    writer.append_pages_from_reader(PdfReader(io.BytesIO(content)))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestPdf(ReaderCase):
    """She is found wherever a PDF keeps words."""

    def assertFound(self, content, find=None, page_number=None):
        find = find or finder()
        reading = read(content)
        pages = [reading.pages[number] for number, row in enumerate(reading.rows) if find(row)]
        self.assertTrue(pages)
        if page_number is not None:
            self.assertIn(page_number, pages)
        self.assertIsNone(rewrite(content, find))

    def test_a_line_of_a_page(self):
        self.assertFound(page(f"Diploma for {NAME}"), page_number=2)

    def test_columns_are_cells_in_the_order_of_the_eye(self):
        def columns(canvas):
            canvas.drawString(72, 500, FIRST)
            canvas.drawString(320, 500, "Violin")
            canvas.drawString(200, 500, LAST)

        content = page(draw=columns)
        self.assertIn([FIRST, LAST, "Violin"], read(content).rows)
        self.assertFound(content, page_number=2)

    def test_names_one_under_the_other_are_not_hers(self):
        self.assertFalse(hits(page(f"Sofia {FIRST}", f"{LAST} Krag")))

    def test_a_name_that_goes_on_in_the_next_line(self):
        self.assertFound(page(f"The board thanks all who have helped, above all {FIRST}", f"{LAST} for her work."))

    def test_letters_set_apart(self):
        def heading(canvas):
            text = canvas.beginText(72, 500)
            text.setCharSpace(9)
            text.textOut(NAME.upper())
            canvas.drawText(text)

        self.assertFound(page(draw=heading))

    def test_fields_notes_bookmarks_properties(self):
        find = finder("Søren", "Kærgård")
        for draw in (
            lambda canvas: canvas.acroForm.textfield(name="who", value="Søren Kærgård", x=72, y=600),
            lambda canvas: canvas.setTitle("Søren Kærgård"),
            lambda canvas: (canvas.bookmarkPage("a"), canvas.addOutlineEntry("Søren Kærgård", "a")),
            lambda canvas: canvas.textAnnotation("Søren Kærgård", Rect=[10, 10, 60, 60]),
            lambda canvas: canvas.linkURL(
                "mailto:x@x.example?subject=S%C3%B8ren%20K%C3%A6rg%C3%A5rd", (10, 10, 50, 50)
            ),
        ):
            content = page(draw=draw)
            with self.subTest(len(content)):
                self.assertFound(content, find)

    def test_files_inside(self):
        self.assertFound(changed(page("x"), lambda pdf: pdf.add_attachment("a.zip", zipped(a__txt=NAME))))

    def test_an_owners_password_does_not_lock_and_a_readers_does(self):
        for owner in ("", "reader"):
            content = changed(page(NAME), lambda pdf, owner=owner: pdf.encrypt(owner, "secret"))
            if owner:
                self.assertEqual((read(content).unread, hits(content)), ("locked", []))
            else:
                self.assertFound(content)

    def test_a_scan_is_for_a_person_to_look_at(self):
        # Odoo keeps Pillow from loading the second by itself.
        from PIL import Image, PdfImagePlugin  # noqa: F401

        target = io.BytesIO()
        Image.new("RGB", (50, 50)).save(target, "PDF")
        self.assertEqual(read(target.getvalue()).unread, "picture")

    def test_a_broken_one_is_named(self):
        self.assertEqual(read(b"%PDF-1.4\n" + bytes(500)).unread, "damaged")


def old_file(stream, name="WordDocument"):
    """Return an OLE2 file with one stream, of the kind of which xlwt writes Excel's."""
    target = io.BytesIO()
    XlsDoc().save(target, stream)

    def entry(word):
        return f"{word}\0".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(word) * 2 + 2)

    return target.getvalue().replace(entry("Workbook"), entry(name))


@tagged("post_install", "-at_install")
class TestOldOffice(ReaderCase):
    """Excel 97, Word 97, RTF."""

    def test_a_workbook_is_read_by_lines(self):
        book = xlwt.Workbook()
        sheet = book.add_sheet("A")
        for number, row in enumerate((("Maja", "Holm"), (FIRST, LAST), ("Søren", 28516399.0))):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
        target = io.BytesIO()
        book.save(target)
        reading = read(target.getvalue())
        self.assertEqual(reading.rows[1:4], [["Maja", "Holm"], [FIRST, LAST], ["Søren", "28516399"]])
        self.assertIsNone(rewrite(target.getvalue(), finder()))

    def test_a_letter_in_either_encoding(self):
        find = finder("Søren", "Kærgård")
        for codec in ("cp1252", "utf-16-le"):
            text = "\rDear all,\rSøren Kærgård is here\rSøren\x07Kærgård\x07\x07Sofia\r".encode(codec)
            content = old_file(bytes(1500) + text + bytes(4000))
            rows = read(content).rows
            self.assertIn(["Søren Kærgård is here"], rows)
            self.assertIn(["Søren", "Kærgård"], rows)
            self.assertIsNone(rewrite(content, find))

    def test_rich_text_in_code_pages(self):
        find = finder("Søren", "Kærgård")
        for text in (r"S\'f8ren K\'e6rg\'e5rd", r"S\u248?ren {\b K\u230?rg\u229?rd}"):
            for place in ("Hello %s\\par", "x{\\header %s}", "{\\info{\\author %s}}", "{\\*\\annotation %s}"):
                content = (r"{\rtf1\ansi\ansicpg1252 " + place % text + "}").encode()
                with self.subTest(content):
                    self.assertTrue(hits(content, find))
                    self.assertIsNone(rewrite(content, find))

    def test_a_table_in_rich_text(self):
        content = rb"{\rtf1 \trowd\intbl Maja\cell Lindqvist\cell\row \intbl Maja\cell Holm\cell\row}"
        self.assertEqual(len(hits(content)), 1)
        # Other programs begin each cell as a paragraph, some of them in braces.
        for cell, row in ((rb"\pard\intbl %s\cell", rb"\row\pard"), (rb"{%s\cell }", rb"\pard{\row }")):
            cells = b"".join(cell % name for name in (b"Maja", b"Lindqvist"))
            reading = read(rb"{\rtf1 \trowd " + cells + row + rb"\par Holm}")
            self.assertEqual([row[:2] for row in reading.rows], [["Maja", "Lindqvist"], ["Holm"]])

    def test_name_in_letters_of_two_kinds_is_one_and_ends_with_a_note(self):
        self.assertEqual(read(rb"{\rtf1 {Maja }{\b Lindqvist}}").rows, [["Maja Lindqvist"]])
        self.assertNotIn(["Maja Lindqvist"], read(rb"{\rtf1 {\footnote Maja }{\b Lindqvist}}").rows)
