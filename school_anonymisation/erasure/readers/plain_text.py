"""Plain text and tables in text (CSV, TSV): read in chunks, so that size costs no memory; lines and columns stay."""

import re

from .csv_table import delimiter_of, table_rows, table_texts
from .document import Cell, Document, Source, Translated, without_surrogates
from .encoding import SAMPLE, decode

CHUNK = 1_000_000
# Where a chunk may end, the best first: a text without line ends is cut where no name goes on.
ENDS = (b"\n", b"\r", b">", b"}", b";", b",", b" ")
LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
PIECE = re.compile(rf"([^\t{LINE_ENDS}]+)|\t|[{LINE_ENDS}]+")
LINE = re.compile(rf"[^{LINE_ENDS}]+")


class PlainText(Document):
    """A text of any size; bytes or a memory map. A line is a row; tabs, or what parts its columns, make the cells.

    :param named_table: the file's name says that it is a table.
    :param reads_only: the rows are wanted as plain strings, which is ten times as fast.
    """

    def __init__(self, content, named_table=False, reads_only=False):
        super().__init__()
        self._content = content
        self._reads_only = reads_only
        self._changed = {}
        self._head = decode(bytes(content[:SAMPLE]))
        self._delimiter = delimiter_of(self._head.text, named_table)
        self.kind = "csv" if self._delimiter else "text"

    @property
    def changed(self):
        return bool(self._changed)

    def rows(self):
        for place, decoded in self._chunks():
            yield from self._strings(decoded) if self._reads_only else self._cells(place, decoded)

    def cut(self, find):
        found = False
        for place, decoded in self._chunks():
            # Cells are made only of what has something in it.
            if any(find(row) for row in self._strings(decoded)):
                for row in self._cells(place, decoded):
                    found = self.cut_row(row, find) or found
        return found

    def content(self):
        pieces, position = [], 0
        for (start, end), changed in self._changed.items():
            pieces += [self._content[position:start], changed]
            position = end
        return b"".join([*pieces, self._content[position:]])

    def _chunks(self):
        """Yield ((start, end), Decoded) of pieces that end with a line."""
        codec = self._head.codec if self._head.codec.startswith("utf-16") else ""
        start, size = 0, len(self._content)
        while start < size:
            end = size if size - start <= CHUNK else self._end(start, codec)
            yield (start, end), decode(self._content[start:end], codec)
            start = end

    def _end(self, start, codec):
        end = start + CHUNK
        if codec:
            newline = self._content.rfind("\n".encode(codec), start, end)
            return newline + 2 if newline > start and newline % 2 == 0 else end
        ends = (self._content.rfind(mark, start, end) for mark in ENDS)
        return next((found + 1 for found in ends if found > start), end)

    def _strings(self, decoded):
        """Yield [text of a cell], once for each way to read the bytes."""
        text = without_surrogates(decoded.text)
        if self._delimiter:
            rows = table_texts(text, self._delimiter)
        else:
            rows = (line.split("\t") for line in LINE.findall(text))
        for row in rows:
            yield row
            for table in decoded.tables:
                if not all(map(str.isascii, row)):
                    yield [cell.translate(table) for cell in row]

    def _cells(self, place, decoded):
        """Yield [Cell] of a chunk; what was cut of it is kept."""
        source = Source(decoded.text)
        for row in table_rows(source, self._delimiter) if self._delimiter else lines(source):
            yield row
            for table in decoded.tables:
                yield [Translated(cell, table) for cell in row]
        if source.changed:
            self._changed[place] = decoded.encode(source.result())


def lines(source, start=0, end=None):
    """Yield [Cell] for each line of a Source."""
    row = []
    for found in PIECE.finditer(source.text, start, len(source.text) if end is None else end):
        if found[1]:
            row.append(Cell(source, [(found[1], *found.span())]))
        elif found[0] != "\t" and row:
            yield row
            row = []
    if row:
        yield row
