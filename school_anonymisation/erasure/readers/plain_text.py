"""Plain text: a line is a row, what tabs set apart are its cells; read in chunks, so that size costs no memory."""

import re

from .document import Cell, Document, Source, Translated
from .encoding import SAMPLE, decode

CHUNK = 4_000_000
# Where a chunk may end, the best first: a text without line ends is cut where no name goes on.
ENDS = (b"\n", b"\r", b">", b"}", b";", b",", b" ")
PIECE = re.compile(r"([^\t\r\n\x0b\x0c\x85\u2028\u2029]+)|\t|[\r\n\x0b\x0c\x85\u2028\u2029]+")


class PlainText(Document):
    """A text of any size; bytes or a memory map."""

    kind = "text"

    def __init__(self, content):
        super().__init__()
        self._content = content
        self._changed = {}

    @property
    def changed(self):
        return bool(self._changed)

    def rows(self):
        codec = ""
        for start, end in _chunks(self._content, decode(self._content[:SAMPLE]).codec):
            decoded = decode(self._content[start:end], codec)
            codec = codec or (decoded.codec if decoded.codec.startswith("utf-16") else "")
            source = Source(decoded.text)
            for row in lines(source):
                yield row
                for table in decoded.tables:
                    yield [Translated(cell, table) for cell in row]
            if source.changed:
                self._changed[start, end] = decoded.encode(source.result())

    def content(self):
        pieces, position = [], 0
        for (start, end), changed in self._changed.items():
            pieces += [self._content[position:start], changed]
            position = end
        return b"".join([*pieces, self._content[position:]])


def lines(source, start=0, end=None):
    """Yield [cell] for each line of a Source."""
    row = []
    for found in PIECE.finditer(source.text, start, len(source.text) if end is None else end):
        if found[1]:
            row.append(Cell(source, [(found[1], *found.span())]))
        elif found[0] != "\t" and row:
            yield row
            row = []
    if row:
        yield row


def _chunks(content, codec):
    """Yield (start, end) of chunks that end with a line."""
    start, size = 0, len(content)
    while size - start > CHUNK:
        end = start + CHUNK
        if codec.startswith("utf-16"):
            newline = content.rfind("\n".encode(codec), start, end)
            end = newline + 2 if newline > start and newline % 2 == 0 else end
        else:
            ends = (content.rfind(mark, start, end) for mark in ENDS)
            end = next((found + 1 for found in ends if found > start), end)
        yield start, end
        start = end
    yield start, size
