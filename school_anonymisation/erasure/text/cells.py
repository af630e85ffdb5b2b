"""Reads a name off the cells of a row: side by side, apart, or as the lines of a paragraph."""

from typing import NamedTuple

from .names import FULL, PARTIAL
from .pieces import Gap
from .tags import LINE
from .walk import Walk

RANK = {"full": 0, "short": 1, "partial": 2}
# More cells than a table cuts a name into; and more than are looked at on one side of one.
_MOST_CELLS = 4
_WIDEST = 20


class Reading(NamedTuple):
    """How a text writes a name: the numbers of its first and last words, in each of the cells; and the form."""

    ranges: tuple
    form: str


class CellReader(Walk):
    """Reads one name in the cells of a Flow."""

    def _in_cells(self, start):
        """Yield the Reading of a name spread over whole cells side by side, or over the lines of a paragraph."""
        flow, name = self._flow, self._name
        if name.is_one_word or flow.gap(start) < Gap.LINE:
            return
        if flow.gap(start) >= Gap.PARAGRAPH and (lines := self._lines(start)):
            for order in self._orders(lines):
                if form := self._exactly(order):
                    yield Reading(tuple((line[0], line[-1]) for line in lines), form)
                    return
        cells = []
        while len(cells) < _MOST_CELLS and start < len(flow.words):
            cell = self._cell(start)
            if not cell:
                break
            cells.append(cell)
            start = cell[-1] + 1
            for order in self._orders(cells) if len(cells) > 1 else ():
                if form := self._exactly(order):
                    form = PARTIAL if len(cells) == 2 and self._is_between_names(cells) else form
                    yield Reading(tuple((part[0], part[-1]) for part in cells), form)
                    return
            if flow.gap(start) != Gap.CELL:
                break
        if cells:
            yield from self._apart(cells[0])

    def _is_between_names(self, cells):
        """Whether names stand on both sides: of "Emma | Hansen | Oliver | Nielsen" two are not Oliver Hansen."""
        row, place = self._row(cells[0])
        return 0 < place < len(row) - len(cells) and all(
            self._may_name(row[index]) for index in (place - 1, place + len(cells))
        )

    def _apart(self, cell):
        """Yield the Reading of first name and surname in cells of one row with others between.

        It is certain only where nothing else in the row may be anybody's name.
        """
        row, place = self._row(cell)
        for other in range(place + 2, len(row)):
            for order in ([cell, row[other]], [row[other], cell]):
                if form := self._exactly(order):
                    rest = (part for index, part in enumerate(row) if index not in (place, other))
                    form = PARTIAL if any(map(self._may_name, rest)) else form
                    yield Reading(((cell[0], cell[-1]), (row[other][0], row[other][-1])), form)
                    return

    def _row(self, cell):
        """Return ([range of words] of the cells of the row in which a cell stands, its place in it)."""
        flow, before, behind = self._flow, [], []
        start = cell[0]
        while self._is_next_cell(start) and len(before) < _WIDEST:
            stop, start = start, start - 1
            while flow.gap(start) < Gap.LINE:
                start -= 1
            before.insert(0, range(start, stop))
        stop = cell[-1] + 1
        while self._is_next_cell(stop) and len(behind) < _WIDEST:
            start, stop = stop, stop + 1
            while flow.gap(stop) < Gap.LINE:
                stop += 1
            behind.append(range(start, stop))
        return [*before, cell, *behind], len(before)

    def _is_next_cell(self, start):
        """Whether a cell of the same row begins with a word: a line that ends between two cells ends the row."""
        flow = self._flow
        return flow.gap(start) == Gap.CELL and LINE not in flow.text[flow.ends[start - 1] : flow.starts[start]]

    def _may_name(self, cell):
        """Whether a cell may hold somebody's name: no number, no address, nothing in small letters."""
        flow = self._flow
        first = flow.words[cell[0]]
        return (
            not any(flow.words[index].isdigit() for index in cell)
            and not first.islower()
            and "@" not in flow.text[flow.starts[cell[0]] : flow.ends[cell[-1]]]
        )

    def _cell(self, start):
        stop = start + 1
        while self._flow.gap(stop) < Gap.LINE:
            stop += 1
            if stop - start > self._name.count * 2:
                return None
        return range(start, stop)

    def _lines(self, start):
        """Return the ranges of words of the lines of a paragraph, when it has two or more and few words."""
        flow, lines, stop = self._flow, [], start
        while len(lines) <= _MOST_CELLS:
            stop += 1
            if stop - start > self._name.count * 2:
                return None
            if flow.gap(stop) >= Gap.LINE:
                begin = lines[-1][-1] + 1 if lines else start
                lines.append(range(begin, stop))
                if flow.gap(stop) != Gap.LINE:
                    return lines if len(lines) > 1 and flow.gap(stop) != Gap.CELL else None
        return None

    @staticmethod
    def _orders(cells):
        return (
            [cells, [cells[-1], *cells[:-1]]]
            if len(cells) < 3
            else [cells, [cells[-1], *cells[:-1]], [*cells[1:], cells[0]]]
        )

    def _exactly(self, cells):
        """Return the form of the name that all the words of some cells are, or None."""
        seq = [index for cell in cells for index in cell]
        self._crossed = frozenset(cell[0] for cell in cells)
        forms = [form for place, form, _word in self._walk(seq, 0, 0, FULL, self._name.count) if place == len(seq)]
        self._crossed = frozenset()
        return min(forms, key=RANK.__getitem__, default=None)
