"""Every way in which a text may write a name: in order, shortened, surname first, in cells, in any order."""

from typing import NamedTuple

from .names import FULL, PARTIAL
from .pieces import Gap
from .spelling import keys
from .walk import INSIDE, Walk

_RANK = {"full": 0, "short": 1, "partial": 2}
# More words than a name has are read no further; and more cells than a table cuts a name into.
_LONGEST = 40
_MOST_CELLS = 4


class Reading(NamedTuple):
    """How a text writes a name: the numbers of its first and last words, in each of the cells; and the form."""

    ranges: tuple
    form: str


class Reader(Walk):
    """Reads one name in a Flow."""

    def reading(self, start):
        """Return the best Reading of the name that begins with the word of a number, or None."""
        name = self._name
        begins = self._is(start, 0, name.count)
        if not begins:
            return None
        choices = []
        if 0 in begins:
            choices += self._in_order(start)
        choices += self._surname_first(start)
        choices += self._in_cells(start)
        if choices:
            return min(choices, key=lambda choice: (_RANK[choice.form], -choice.ranges[-1][1]))
        return self._other_order(start)

    def _ahead(self, start):
        """Return the numbers of the words from ``start`` to the next border."""
        flow, stop = self._flow, start + 1
        limit = min(len(flow.words), start + _LONGEST + self._name.count * 2)
        while stop < limit and flow.gap(stop) <= Gap.COMMA:
            stop += 1
        return range(start, stop)

    def _in_order(self, start):
        """Yield the best Reading that begins with the first name or its initial."""
        name, seq = self._name, self._ahead(start)
        found = [
            (place, form)
            for place, form, _word in self._walk(seq, 0, 0, FULL, name.count)
            if self._stands_free(seq[0], seq[place - 1])
        ]
        if name.is_one_word:
            found = [(place, PARTIAL) for place, _form in found]
        elif not found:
            found = [(place, PARTIAL) for place in self._shortened(seq) if self._stands_free(seq[0], seq[place - 1])]
        if found:
            place, form = min(found, key=lambda item: (_RANK[item[1]], -item[0]))
            yield Reading(((start, seq[place - 1]),), form)

    def _shortened(self, seq):
        """Yield the places behind an initial with the surname, or the first name with one surname of two."""
        name, first = self._name, self._name.end_of(0)
        if self._is_initial(seq[0], 0):
            place, word = 1, 1
            while word < first and place < len(seq) and self._is_initial(seq[place], word):
                place, word = place + 1, word + 1
            yield from (behind for behind, _form, _word in self._walk(seq, place, first, PARTIAL, name.count))
        for behind, _form, _word in self._walk(seq, 0, 0, PARTIAL, first):
            for begin in name.begins[1:-1]:
                if behind < len(seq):
                    yield from (
                        end
                        for end, _form, _word in self._walk(seq, behind, begin, PARTIAL, name.end_of(begin))
                        if end > behind
                    )

    def _stands_free(self, first, last):
        """Whether no hyphen makes the name a part of another: "Ann-Elin Berg" is not Elin Berg."""
        flow = self._flow
        if any(flow.gap(index) == Gap.HYPHEN for index in range(first + 1, last + 1)) and not self._has_hyphen():
            return True
        if first and flow.gap(first) == Gap.HYPHEN and flow.words[first - 1].isalpha():
            return False
        behind = flow.words[last + 1] if last + 1 < len(flow.words) else ""
        return not (flow.gap(last + 1) == Gap.HYPHEN and behind[:1].isupper())

    def _has_hyphen(self):
        return self._name.count > len(self._name.begins)

    def _surname_first(self, start):
        """Yield the Reading that begins with the surname and has a comma: "Berg, Freja"."""
        name, flow = self._name, self._flow
        seq = self._ahead(start)
        comma = next((place for place in range(1, len(seq)) if flow.gap(seq[place]) == Gap.COMMA), 0)
        if not comma or not self._begins_clause(start):
            return
        for begin in name.begins[1:]:
            surname = [place for place, _form, _word in self._walk(seq[:comma], 0, begin, FULL, name.count)]
            if comma not in surname:
                continue
            rest = seq[comma:]
            found = [
                (place, form)
                for place, form, _word in self._walk_first_names(rest, begin)
                if not self._is_longer(rest[place - 1])
            ]
            if found:
                place, form = min(found, key=lambda item: (_RANK[item[1]], -item[0]))
                form = PARTIAL if flow.gap(start) == Gap.COMMA else form
                yield Reading(((start, rest[place - 1]),), form)

    def _walk_first_names(self, seq, end_word):
        yield from (item for item in self._walk(seq, 0, 0, FULL, end_word) if item[0])
        if self._is_initial(seq[0], 0):
            yield 1, PARTIAL, end_word

    def _begins_clause(self, start):
        """Whether the surname is not the end of somebody else's name: "Emma Hansen, Oliver"."""
        flow = self._flow
        if flow.gap(start) not in INSIDE or not start:
            return True
        before = flow.words[start - 1]
        return flow.gap(start) == Gap.SPACE and not before[:1].isupper() and before.isalpha()

    def _is_longer(self, last):
        """Whether a name goes on behind a first name: "Hansen, Oliver Nielsen"."""
        flow = self._flow
        behind = flow.words[last + 1] if last + 1 < len(flow.words) else ""
        return flow.gap(last + 1) in (Gap.SPACE, Gap.HYPHEN) and behind[:1].isupper()

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
                    yield Reading(tuple((part[0], part[-1]) for part in cells), form)
                    return
            if flow.gap(start) != Gap.CELL:
                break

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
        return min(forms, key=_RANK.__getitem__, default=None)

    def _other_order(self, start):
        """Return the Reading of two or more words of the name, the first name among them, in any other order."""
        name, flow = self._name, self._flow
        if name.is_one_word:
            return None
        left, index = list(name.begins), start
        while left:
            begin = next((begin for begin in left if self._part_length(index, begin)), None)
            if begin is None:
                break
            left.remove(begin)
            index += self._part_length(index, begin)
            if flow.gap(index) not in INSIDE or self._is_genitive(index - 1, begin):
                break
        taken = len(name.begins) - len(left)
        if taken < 2 or 0 in left or not self._stands_free(start, index - 1):
            return None
        return Reading(((start, index - 1),), PARTIAL)

    def _part_length(self, index, begin):
        """Return how many words of the text are one part of the name; 0 when it is another."""
        if index >= len(self._flow.words):
            return 0
        end = self._name.end_of(begin)
        seq = self._ahead(index)
        return max((place for place, _form, _word in self._walk(seq, 0, begin, FULL, end)), default=0)

    def _is_genitive(self, index, begin):
        """Whether the last word of a part of the name is so only without its s: "Frejas Berg" is somebody's hill."""
        found, end = keys(self._flow.words[index]), self._name.end_of(begin)
        return found.isdisjoint(self._name.joined(begin, end)) and found.isdisjoint(self._name.keys[end - 1])
