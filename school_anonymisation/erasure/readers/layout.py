"""Sorts the texts of a marked-up document into paragraphs, and the paragraphs of a table into its rows."""

from typing import Any

from .document import Cell


class _Level:
    """What is open inside a table, a text box or the page itself: its row, the row's cell, and the paragraph."""

    def __init__(self):
        self.row: Any = None
        self.cell: Any = None
        self.pieces = [[]]


class Layout:
    """Takes texts and borders in the order of the document; ``take()`` hands over the rows that are complete.

    A cell of a table with one paragraph belongs to the table's row; several paragraphs are rows of their own.
    """

    def __init__(self, source):
        self._source = source
        self._levels = [_Level()]
        self._ready = []

    def take(self):
        """Return the complete rows, each once."""
        ready, self._ready = self._ready, []
        return ready

    def text(self, parts, mark=""):
        """Add parts to the paragraph; ``mark`` is ins or del where changes are tracked."""
        self._levels[-1].pieces[-1] += [(*part, mark) for part in parts]

    def border(self):
        """Begin another piece of the same paragraph: after a tab, a line break."""
        self._levels[-1].pieces.append([])

    def paragraph(self):
        """End the paragraph."""
        level = self._levels[-1]
        versions = [version for version in self._versions(level.pieces) if version]
        level.pieces = [[]]
        if not versions:
            return
        if level.cell is None:
            self._ready += versions
        else:
            level.cell.append(versions)

    def aside(self, parts):
        """Make a row of what stands in the middle of a paragraph without being part of it."""
        self._ready.append([Cell(self._source, parts)])

    def push(self):
        """Enter a table or a text box."""
        self._levels.append(_Level())

    def pop(self):
        """Leave it."""
        self.close_row()
        if len(self._levels) > 1:
            self._levels.pop()

    def open_row(self):
        """Begin a table's row; the one before ends."""
        self.close_row()
        self._levels[-1].row = []

    def open_cell(self):
        """Begin a table's cell; the one before ends."""
        self.close_cell()
        level = self._levels[-1]
        if level.row is None:
            level.row = []
        level.cell = []

    def close_cell(self):
        """End a cell: its only paragraph joins the row."""
        self.paragraph()
        level = self._levels[-1]
        paragraphs, level.cell = level.cell, None
        if paragraphs is None:
            return
        if len(paragraphs) == 1 and len(paragraphs[0]) == 1:
            level.row += paragraphs[0][0]
            return
        for versions in paragraphs:
            self._ready += versions
        level.row.append(Cell(self._source, []))

    def close_row(self):
        """End a table's row."""
        self.close_cell()
        level = self._levels[-1]
        row, level.row = level.row, None
        if row and any(cell.text for cell in row):
            self._ready.append(row)

    def close(self):
        """End everything that is open."""
        while len(self._levels) > 1:
            self.pop()
        self.close_row()

    def _versions(self, pieces):
        """Return the paragraph's cells; twice where changes are tracked: as it was, and as it is."""
        marks = {part[3] for piece in pieces for part in piece}
        if marks <= {""}:
            return [self._cells(pieces)]
        return [
            self._cells([[part for part in piece if part[3] != left_out] for piece in pieces])
            for left_out in ("ins", "del")
        ]

    def _cells(self, pieces):
        cells = [Cell(self._source, piece) for piece in pieces if piece]
        return [cell for cell in cells if cell.text.strip()]
