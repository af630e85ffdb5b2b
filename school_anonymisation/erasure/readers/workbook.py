"""Excel workbooks (.xlsx): a line of a sheet is a row; what is cut of a shared text changes in that one cell."""

import re
from collections import Counter

from .document import CannotRewriteError, Cell
from .marked_up import MarkedUp
from .markup import attribute_parts, attributes
from .office import OfficeArchive
from .pivot_cache import RECORDS, CacheRecords, definition_of
from .sheet import Sheet, text_parts
from .vocabulary import OFFICE
from .workbook_names import FORMULA, NEUTRAL, Called, Formula, Names

# Parts are the same in whatever letter case their names are written; these are read first.
CONTENTS, STYLES, SHARED_TEXTS = FIRST = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
COLUMN = re.compile(r'<(?:\w+:)?tableColumn\b[^>]*?\sname="([^"]*)"')
BRACKETS = re.compile(r'\sdisplayName="[^"]*\[')
FORMULAS = re.compile(r"xl/(?:charts|pivotcache|pivottables|tables|drawings|externallinks)/")


class Workbook(OfficeArchive):
    """An .xlsx or .xlsm; sheets are read first in the workbook's own list, then cell by cell."""

    kind = "xlsx"

    def __init__(self, content, archive, depth, budget):
        super().__init__(content, archive, depth, budget)
        self.shared = []
        # How many cells use a shared text, and how many of them do no more.
        self.used = Counter()
        self.left = Counter()
        self.dates = set()
        self._texts = {}
        self.names = Names()

    def rows(self):
        infos = {info.filename: info for info in self.archive.infolist()}
        strings = None
        for name in sorted(infos, key=_turn):
            yield from self.name_rows(infos[name])
            document = self.member(infos[name])
            if name.casefold() == SHARED_TEXTS and document:
                strings = document
                self.shared = document.entries()
                continue
            if document:
                yield from document.rows()
                self.note(document)
        if strings:
            yield from strings.rows()

    def open_part(self, info, decoded):
        name = info.filename.casefold()
        if name == CONTENTS:
            return _Contents(decoded, self)
        if name == SHARED_TEXTS:
            return _SharedTexts(decoded, self)
        if name == STYLES:
            self.dates = _date_styles(decoded.text)
        if SHEET.fullmatch(name):
            return Sheet(decoded, self)
        if RECORDS.fullmatch(name):
            return CacheRecords(decoded, definition_of(name, self.opened))
        if FORMULAS.match(name):
            return _Formulas(decoded, self)
        return super().open_part(info, decoded)

    def text_of(self, inner):
        """Return the text of a shared or inline one, given as XML; many cells share one."""
        if inner not in self._texts:
            self._texts[inner] = "".join(part[0] for part in text_parts(inner, 0, len(inner)))
        return self._texts[inner]


def _turn(name):
    """Return what the parts of a workbook are sorted by."""
    name = name.casefold()
    return FIRST.index(name) if name in FIRST else len(FIRST), name


class _Contents(MarkedUp):
    """xl/workbook.xml: the names of the sheets, and of what formulas call by name."""

    def __init__(self, decoded, workbook):
        super().__init__(decoded, "part", OFFICE)
        self._workbook = workbook

    def rows(self):
        text, inside, formulas = self.source.text, "", []
        self._workbook.names.take(text)
        for token in self.tokens():
            if token.kind in ("open", "single"):
                inside = token.name if token.kind == "open" else inside
                for place in attributes(text, token):
                    yield from self._attribute_rows(token, *place)
            elif token.kind == "text" and inside == "definedName":
                formulas.append((token.start, token.end))
            elif token.kind == "text" and not text[token.start : token.end].isspace():
                yield [Cell(self.source, [(text[token.start : token.end], token.start, token.end)], NEUTRAL)]
        # What one of them is called may stand in another one before it.
        yield from ([Formula(self._workbook.names, self.source, *place)] for place in formulas)

    def _attribute_rows(self, token, start, end):
        text, names = self.source.text, self._workbook.names
        parts = attribute_parts(text, start, end)
        renamed = {"sheet": names.sheet, "definedName": names.called}.get(token.name)
        if renamed and text[start - 7 : start - 1] == " name=":
            yield [Called(self.source, parts, renamed)]
        elif token.name != "sheet":
            yield [Cell(self.source, parts)]


class _Formulas(MarkedUp):
    """A part that may mention a sheet or something else by its name: a chart, a pivot table, a drawing."""

    def __init__(self, decoded, workbook):
        super().__init__(decoded, "part", OFFICE)
        self._workbook = workbook

    def rows(self):
        names = self._workbook.names
        for found in FORMULA.finditer(self.source.text):
            yield [Formula(names, self.source, *found.span(1))]
        names.put_around(self.source)
        yield from super().rows()

    def content(self):
        new = self.source.result()
        columns = COLUMN.findall(new)
        if len(columns) > len(set(columns)) or BRACKETS.search(new):
            # Two people were headings of one table, whose columns need names of their own; or a table is called so.
            raise CannotRewriteError
        return super().content()


class _SharedTexts(MarkedUp):
    """xl/sharedStrings.xml: an entry is changed only when no cell uses it, or none any more."""

    def __init__(self, decoded, workbook):
        super().__init__(decoded, "part", OFFICE)
        self._workbook = workbook
        self._entries = []

    def entries(self):
        """Return [inner XML of an entry] in their order."""
        start = None
        for token in self.tokens():
            if token.name != "si":
                continue
            if token.kind == "open":
                start = token.end
            elif token.kind == "close" and start is not None:
                self._entries.append((start, token.start))
                start = None
            elif token.kind == "single":
                self._entries.append((token.start, token.start))
        return [self.source.text[start:end] for start, end in self._entries]

    def rows(self):
        for number, (start, end) in enumerate(self._entries):
            if not self._workbook.used[number] and start != end:
                yield [Cell(self.source, text_parts(self.source.text, start, end))]

    @property
    def changed(self):
        return self.source.changed or bool(self._deserted())

    def content(self):
        for number in self._deserted():
            start, end = self._entries[number]
            if start != end:
                prefix = re.sub(r"^<(\w+:)?.*", r"\1", self.source.text[start:end], flags=re.DOTALL)
                self.source.replace(start, end, f"<{prefix}t/>")
        return super().content()

    def _deserted(self):
        used, left = self._workbook.used, self._workbook.left
        return [number for number in left if left[number] >= used[number] and number < len(self._entries)]


def _date_styles(text):
    """Return the numbers of the cell styles that show a number as a date."""
    codes = {int(number): code for number, code in re.findall(r'numFmtId="(\d+)" formatCode="([^"]*)"', text)}
    styles = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    formats = re.findall(r"<(?:\w+:)?xf\b[^>]*?numFmtId=\"(\d+)\"", styles[0]) if styles else []
    return {number for number, code in enumerate(formats) if _is_date(int(code), codes.get(int(code), ""))}


def _is_date(number, code):
    plain = re.sub(r"&quot;.*?&quot;|\[[^\]]*\]|\\\\.", "", code)
    return (
        14 <= number <= 22 or 27 <= number <= 36 or 50 <= number <= 58 or bool(re.search("[yd]", plain, re.IGNORECASE))
    )
