"""PDF, read by pdfium: the text of its pages, form fields, notes, bookmarks, properties, and files inside."""

import contextlib
import ctypes
import re
import unicodedata
import zlib
from functools import partial
from urllib.parse import unquote

import pypdfium2
import pypdfium2.raw as pdfium

from .document import Document, Fixed
from .encoding import decode
from .kinds import LARGEST, open_document
from .marked_up import open_markup
from .pdf_lines import page_rows
from .runs import loose_texts

PROPERTIES = re.compile(rb"<x:xmpmeta.{1,200000}?</x:xmpmeta>", re.DOTALL)
STRAY_FILE = re.compile(rb"/EmbeddedFile\b(.{0,500}?)stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
ANNOTATION_TEXTS = (b"Contents", b"T", b"Subj", b"V", b"TU", b"RC", b"NM")
MOST_PAGES = 20_000
MOST_ATTACHMENTS = 500


class Pdf(Document):
    """A PDF file; ``page`` is the page of the row that was yielded last, 0 for what is on no page."""

    kind = "pdf"

    def __init__(self, content, depth, budget):
        super().__init__()
        self._bytes = content
        self._depth = depth
        self._budget = budget

    def rows(self):
        try:
            pdf = pypdfium2.PdfDocument(self._bytes)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", 0) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower()
            self.unread = "locked" if locked else "damaged"
            yield from ([Fixed(text)] for text in loose_texts(self._bytes))
            return
        try:
            yield from self._pages(pdf)
            self.page = 0
            yield from self._properties(pdf)
            yield from self._attachments(pdf)
        finally:
            pdf.close()

    def _pages(self, pdf):
        pdf.init_forms()
        has_text = has_picture = False
        for number in range(min(len(pdf), MOST_PAGES)):
            self.page = number + 1
            try:
                page = pdf[number]
            except pypdfium2.PdfiumError:
                self.unread = "damaged"
                continue
            rows = page_rows(page)
            has_text = has_text or bool(rows)
            has_picture = has_picture or (not rows and _has_picture(page))
            yield from ([Fixed(cell) for cell in row] for row in rows)
            yield from ([Fixed(text)] for text in _annotations(page, pdf.formenv))
            page.close()
        if has_picture and not has_text:
            # A scan: what stands in it only a person can read.
            self.unread = self.unread or "picture"

    def _properties(self, pdf):
        yield from ([Fixed(_plain(text))] for text in pdf.get_metadata_dict().values() if text)
        try:
            yield from ([Fixed(_plain(bookmark.get_title()))] for bookmark in pdf.get_toc())
        except (pypdfium2.PdfiumError, ValueError):
            self.unread = "damaged"
        for found in PROPERTIES.finditer(self._bytes):
            for row in open_markup(decode(found[0])).rows():
                yield [Fixed(cell.text) for cell in row]

    def _attachments(self, pdf):
        for number in range(min(pdf.count_attachments(), MOST_ATTACHMENTS)):
            attachment, name = None, ""
            try:
                attachment = pdf.get_attachment(number)
                name = attachment.get_name()
                data = [bytes(attachment.get_data())]
            except (pypdfium2.PdfiumError, ValueError, UnicodeError):
                data = self._stray_files()
            if name:
                yield [Fixed(name)]
            if not data:
                self.members.append("damaged")
            for content in data:
                yield from self._file(content, name)

    def _stray_files(self):
        """Return the bytes of files that are written where no reader looks for them, as PyPDF2 did."""
        files = []
        for found in STRAY_FILE.finditer(self._bytes):
            data = found[2]
            if b"/FlateDecode" in found[1]:
                with contextlib.suppress(zlib.error):
                    data = zlib.decompressobj().decompress(data, LARGEST)
            files.append(data)
        return files

    def _file(self, data, name):
        """Yield the rows of a file inside."""
        if len(data) > min(LARGEST, self._budget.left):
            self.members.append("too_large")
            return
        self._budget.left -= len(data)
        inside = open_document(data, name, self._depth + 1, self._budget)
        yield from inside.rows()
        self.members += inside.not_read


def _has_picture(page):
    return any(True for _object in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _annotations(page, form):
    """Yield the texts of the notes and form fields on a page."""
    for number in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        seen = {_string(partial(pdfium.FPDFAnnot_GetStringValue, annotation, key)) for key in ANNOTATION_TEXTS}
        if form:
            seen.add(_string(partial(pdfium.FPDFAnnot_GetFormFieldValue, form.raw, annotation)))
        link = pdfium.FPDFAnnot_GetLink(annotation)
        action = pdfium.FPDFLink_GetAction(link) if link else None
        if action:
            seen.add(_address(page.pdf, action))
        pdfium.FPDFPage_CloseAnnot(annotation)
        yield from (_plain(text) for text in sorted(seen) if text)


def _string(call):
    """Return the text that a function of pdfium writes into a buffer of UTF-16."""
    size = call(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _address(pdf, action):
    size = pdfium.FPDFAction_GetURIPath(pdf.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.FPDFAction_GetURIPath(pdf.raw, action, buffer, size)
    return unquote(buffer.value.decode("utf-8", "replace"))


def _plain(text):
    return unicodedata.normalize("NFKC", text)
