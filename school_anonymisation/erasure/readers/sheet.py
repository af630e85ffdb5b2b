"""One sheet of an Excel workbook: its cells in lines, and what stands around them."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

from .document import Cell, Source
from .marked_up import TELLING, MarkedUp
from .markup import attribute_parts, attributes, parts, tokens
from .vocabulary import OFFICE
from .workbook_names import Formula

CELL = re.compile(
    r"<(?P<prefix>\w+:)?c(?=[\s/>])(?P<attributes>[^>]*?)(?:/>|>(?P<inner>.*?)</(?:\w+:)?c>)|</(?:\w+:)?row>", re.DOTALL
)
TYPE = re.compile(r'\st="(\w+)"')
STYLE = re.compile(r'\ss="(\d+)"')
FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
VALUE = re.compile(r"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
INLINE = re.compile(r"<(?:\w+:)?is\b[^>]*>(.*?)</(?:\w+:)?is>", re.DOTALL)
PHONETIC = re.compile(r"<(?:\w+:)?(rPh|phoneticPr)\b.*?(?:</(?:\w+:)?\1>|/>)", re.DOTALL)
# Fonts, sizes and fields in a page's header; &L, &C and &R begin another piece.
HEADER_CODE = re.compile(r'(&amp;[LCR])|&amp;(?:(?:"|&quot;).*?(?:"|&quot;)|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Z])')
HEADERS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 (a day in a calendar)


def text_parts(text, start, end):
    """Return the parts of a shared or inline text: its runs, without what says how they are pronounced."""
    found, is_text, aside = [], False, False
    for token in tokens(text, start=start, stop=end):
        if token.name == "rPh":
            aside = token.kind == "open"
        elif token.name == "t":
            is_text = token.kind == "open"
        elif token.kind == "text" and is_text and not aside:
            found += parts(text, token)
    return found


class Sheet(MarkedUp):
    """xl/worksheets/*.xml of a Workbook."""

    def __init__(self, decoded, workbook):
        super().__init__(decoded, "part", OFFICE)
        self.workbook = workbook
        self._cut = {}

    @property
    def changed(self):
        return self.source.changed or bool(self._cut)

    def rows(self):
        text = self.source.text
        first = re.search(r"<(?:\w+:)?sheetData\b[^>]*>", text)
        last = text.rfind("sheetData>")
        if not first or last < first.end():
            yield from super().rows()
            return
        yield from self._around(0, first.start())
        yield from self._lines(first.end(), last)
        yield from self._around(last, len(text))

    def cut_cell(self, cell):
        """Remember a cell that changed."""
        self._cut[cell.place] = cell

    def content(self):
        for (start, end), cell in self._cut.items():
            self.source.replace(start, end, cell.xml())
        return super().content()

    def _lines(self, start, end):
        row = []
        for found in CELL.finditer(self.source.text, start, end):
            if found["attributes"] is None:
                if row:
                    yield row
                row = []
                continue
            yield from self._formula(found)
            cell = _SheetCell(self, found)
            row.append(cell)
        if row:
            yield row

    def _formula(self, found):
        """Yield the formula of a cell as a row of its own."""
        formula = FORMULA.search(self.source.text, found.start("inner"), found.end("inner")) if found["inner"] else None
        if formula and formula[1]:
            yield [Formula(self.workbook.names, self.source, *formula.span(1))]

    def _around(self, start, end):
        text, inside = self.source.text, ""
        for token in tokens(text, start=start, stop=end):
            if token.kind in ("open", "single"):
                inside = token.name
                for first, last in attributes(text, token):
                    if TELLING.search(text, first, last):
                        yield [Cell(self.source, attribute_parts(text, first, last))]
            elif token.kind == "text" and inside in HEADERS:
                yield self._header(token)
            elif token.kind == "text" and not text[token.start : token.end].isspace():
                yield [Formula(self.workbook.names, self.source, token.start, token.end)]

    def _header(self, token):
        """Return the pieces of a page's header or footer, without the codes between the letters."""
        text, pieces, position = self.source.text, [[]], token.start
        for code in HEADER_CODE.finditer(text, token.start, token.end):
            pieces[-1].append((text[position : code.start()], position, code.start()))
            if code[1]:
                pieces.append([])
            position = code.end()
        pieces[-1].append((text[position : token.end], position, token.end))
        return [Cell(self.source, piece) for piece in pieces]


class _SheetCell:
    """A cell of a sheet; once it is cut, its text stands in it and no more in the workbook's shared ones."""

    def __init__(self, sheet, found):
        self._sheet = sheet
        self._found = found
        self.place = found.span()
        kind = TYPE.search(found["attributes"])
        self._kind = kind[1] if kind else "n"
        self._shared = None
        self._inner: Any = None
        inner = self._inner_text(found["inner"] or "")
        self._content = inner
        self.text = sheet.workbook.text_of(inner) if self._is_rich else plain_text(inner)

    @property
    def _is_rich(self):
        return self._kind in ("s", "inlineStr")

    def _inner_text(self, inner):
        """Return what the cell holds: XML of a text, or a value."""
        workbook = self._sheet.workbook
        value = INLINE.search(inner) if self._kind == "inlineStr" else VALUE.search(inner)
        content = value[1] if value else ""
        if self._kind == "s":
            self._shared = int(content) if content.strip().isdecimal() else -1
            workbook.used[self._shared] += 1
            return workbook.shared[self._shared] if 0 <= self._shared < len(workbook.shared) else ""
        if self._kind == "n" and content:
            style = STYLE.search(self._found["attributes"])
            return shown(content, style is not None and int(style[1]) in workbook.dates)
        return content

    def cut(self, start, end):
        """Cut from this cell's text only."""
        if self._inner is None:
            self._inner = Source(self._content)
            self._sheet.cut_cell(self)
            if self._shared is not None:
                self._sheet.workbook.left[self._shared] += 1
        size = len(self._content)
        places = text_parts(self._content, 0, size) if self._is_rich else plain_parts(self._content)
        Cell(self._inner, places).cut(start, end)

    def xml(self):
        """Return the cell with its own text."""
        prefix = self._found["prefix"] or ""
        attributes_ = TYPE.sub("", self._found["attributes"])
        formula = FORMULA.search(self._found["inner"] or "")
        result = PHONETIC.sub("", self._inner.result())
        if formula:
            value = f"{formula[0]}<{prefix}v>{result}</{prefix}v>"
            return f'<{prefix}c{attributes_} t="str">{value}</{prefix}c>'
        if prefix:
            # The shared texts may have other prefixes than the sheet, or none.
            result = html.escape(self._sheet.workbook.text_of(result), quote=False) if self._is_rich else result
        if prefix or not self._is_rich:
            result = f'<{prefix}t xml:space="preserve">{result}</{prefix}t>'
        return f'<{prefix}c{attributes_} t="inlineStr"><{prefix}is>{result}</{prefix}is></{prefix}c>'


def plain_parts(value):
    """Return the parts of a value that is no rich text."""
    return [part for token in tokens(value) if token.kind == "text" for part in parts(value, token)]


def plain_text(value):
    """Return a value as a person reads it."""
    return value if "&" not in value else "".join(part[0] for part in plain_parts(value))


def shown(value, is_date=False):
    """Return a number as a person reads it: without an exponent, a day as year-month-day."""
    try:
        number = float(value)
        if is_date and 1 <= number < 2_958_466:
            return (FIRST_DAY + timedelta(days=int(number))).date().isoformat()
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
    except (ValueError, OverflowError):
        return value
