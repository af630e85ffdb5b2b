"""Office files before 2007 (OLE2): .xls by its reader, .doc, .ppt and .msg by the texts in their streams."""

import contextlib
import io
import re

import olefile
import xlrd

from .document import Document, Fixed
from .kinds import open_document
from .runs import ANY_SCRIPT, Unknown, texts

# Word ends a paragraph with a carriage return, and a table's cell with the bell.
WORD_WIDE = re.compile(
    rb"(?:[\x07\x09\x0b\x0d\x1e\x1f\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x06\x0e\x1e\x20-\xd7]){4,}"
)
WORD_NARROW = re.compile(rb"[\x07\x09\x0b\x0d\x1e\x1f\x20-\x7e\x80-\xff]{4,}")
LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")
TEXT_STREAM = re.compile(r"__substg1\.0_[0-9A-F]{4}(001F|001E|0102)$", re.IGNORECASE)
ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
LARGEST_STREAM = 100_000_000


def open_old_office(content, depth, budget):
    """Return the Document of an OLE2 file."""
    try:
        ole = olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_FATAL)
        names = ["/".join(path) for path in ole.listdir()]
    # What a broken file makes the library raise is not foreseeable.
    except Exception:  # noqa: BLE001 pylint: disable=broad-except
        return Unknown(content, "damaged")
    if any(name in ENCRYPTED for name in names):
        return Unknown(content, "locked")
    if "Workbook" in names or "Book" in names:
        return _OldWorkbook(content, ole, names, depth, budget)
    return _OldFile(ole, names, depth, budget)


class _OldFile(Document):
    """The streams of an OLE2 file, read as texts."""

    kind = "doc"

    def __init__(self, ole, names, depth, budget):
        super().__init__()
        self._ole = ole
        self._names = names
        self._depth = depth
        self._budget = budget
        self.kind = "msg" if any(name.startswith("__") for name in names) else "ppt" if _is_slides(names) else "doc"

    def rows(self):
        for name in self._names:
            data = self._stream(name)
            if data:
                yield from self._stream_rows(name, data)

    def _stream(self, name):
        try:
            data = self._ole.openstream(name).read(LARGEST_STREAM)
        # A broken chain of sectors costs this stream only; what it makes the library raise is not foreseeable.
        except Exception:  # noqa: BLE001 pylint: disable=broad-except
            self.unread = "damaged"
            return b""
        self._budget.left -= len(data)
        if self._budget.left < 0:
            self.unread = "too_large"
            return b""
        return data

    def _stream_rows(self, name, data):
        last = name.rpartition("/")[2]
        kind = TEXT_STREAM.search(last)
        if kind and kind[1].upper() != "0102":
            text = data.decode("utf-16-le" if kind[1].upper() == "001F" else "cp1252", "replace")
            yield from ([Fixed(line)] for line in text.splitlines() if line.strip())
        elif kind:
            inside = open_document(data, "", self._depth + 1, self._budget)
            yield from inside.rows()
            self.members += [code for code in (inside.unread, *inside.members) if code != "unknown"]
        elif last == "WordDocument":
            self._look_for_lock(data)
            yield from _word_rows(data)
        elif last not in ("Pictures", "Data"):
            yield from ([Fixed(text)] for text, *_place in texts(data, ANY_SCRIPT))

    def _look_for_lock(self, data):
        if len(data) > 12 and data[11] & 0x01:
            self.unread = "locked"


def _is_slides(names):
    return "PowerPoint Document" in names


def _word_rows(data):
    """Yield the paragraphs and table rows of a Word stream."""
    for pattern, codec in ((WORD_NARROW, "cp1252"), (WORD_WIDE, "utf-16-le")):
        for found in pattern.finditer(data):
            text = found[0].decode(codec, "replace").replace("\x1e", "-").replace("\x1f", "")
            # Two bells end the row of a table.
            for paragraph in re.split(r"\r|\x0b|\x07\x07", text):
                if LETTERS.search(paragraph):
                    yield [Fixed(cell) for cell in re.split(r"[\x07\t]", paragraph)]


class _OldWorkbook(_OldFile):
    """Excel 5 to 2003."""

    def __init__(self, content, ole, names, depth, budget):
        super().__init__(ole, names, depth, budget)
        self.kind = "xls"
        self._bytes = content

    def rows(self):
        try:
            # The library says on standard output what is odd in a file.
            with contextlib.redirect_stdout(io.StringIO()):
                book = xlrd.open_workbook(file_contents=self._bytes, logfile=io.StringIO())
                yield from self._sheets(book)
        # What a broken file makes the library raise is not foreseeable.
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
            self.unread = "locked" if "encrypt" in str(error).lower() else "damaged"
        yield from super().rows()

    def _sheets(self, book):
        for sheet in book.sheets():
            yield [Fixed(sheet.name)]
            for number in range(sheet.nrows):
                yield [Fixed(_shown(cell, book.datemode)) for cell in sheet.row(number)]
            for note in sheet.cell_note_map.values():
                yield from ([Fixed(text)] for text in (note.text, note.author) if text)


def _shown(cell, datemode):
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode).date().isoformat()
        except (ValueError, OverflowError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return str(int(cell.value))
    return str(cell.value) if cell.ctype != xlrd.XL_CELL_EMPTY else ""
