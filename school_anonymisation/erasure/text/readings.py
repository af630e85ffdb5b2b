"""Every way in which a text may write a name: in order, shortened, surname first, in cells, in any order."""

from .cells import RANK, CellReader, Reading
from .names import FULL, PARTIAL, PARTICLES
from .pieces import Gap
from .spelling import keys
from .walk import INSIDE

# More words than a name has are read no further.
_LONGEST = 40


class Reader(CellReader):
    """Reads one name in a Flow."""

    def reading(self, start):
        """Return the best Reading of the name that begins with the word of a number, or None."""
        name = self._name
        begins = self._is(start, 0, name.count)
        if not begins:
            return None
        choices = []
        if min(begins) < name.end_of(0):
            choices += self._in_order(start)
        choices += self._surname_first(start)
        choices += self._in_cells(start)
        if choices:
            best = min(choices, key=lambda choice: (RANK[choice.form], -choice.ranges[-1][1]))
            return best._replace(form=PARTIAL) if self._may_be_cut_of_two(best) else best
        return self._other_order(start)

    def _may_be_cut_of_two(self, reading):
        """Whether a reading is loose and stands among names: of "Hansen, Emma·Nielsen, Oliver" not Emma Nielsen."""
        flow, (first, last) = self._flow, reading.ranges[0]
        if len(reading.ranges) > 1 or not any(self._is_loose(index) for index in range(first + 1, last + 1)):
            return False
        return all(
            flow.gap(gap) <= Gap.COMMA and self._may_be_name(first, neighbour)
            for gap, neighbour in ((first, first - 1), (last + 1, last + 1))
        )

    def _is_loose(self, index):
        """Whether something else than one space stands before a word, as between two columns or entries of a list."""
        gap = self._flow.gap(index)
        is_hyphen = gap == Gap.HYPHEN and not self._has_hyphen()
        return is_hyphen or gap in (Gap.SEAM, Gap.TIGHT) or self._flow.is_wide(index)

    def _may_be_name(self, first, neighbour):
        word = self._flow.words[neighbour]
        return word[:1].isupper() or (word.isalpha() and self._flow.words[first][:1].islower())

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
            place, form = min(found, key=lambda item: (RANK[item[1]], -item[0]))
            yield Reading(((start, seq[place - 1]),), form)

    def _shortened(self, seq):
        """Yield the places behind a name of which a part is an initial, left out, half, or behind a nickname."""
        name, first = self._name, self._name.end_of(0)
        if self._is_initial(seq[0], 0):
            place, word = 1, 1
            while word < first and place < len(seq) and self._is_initial(seq[place], word):
                place, word = place + 1, word + 1
            yield from (behind for behind, _form, _word in self._walk(seq, place, first, PARTIAL, name.count))
        if self._is_half(seq[0]):
            yield from (behind for behind, _form, _word in self._walk(seq, 1, first, PARTIAL, name.count))
        others = [(begin, name.end_of(begin)) for begin in name.begins[1:-1]] + name.halves(name.last)
        for behind, _form, _word in self._walk(seq, 0, 0, PARTIAL, first):
            for begin, end_word in others if behind < len(seq) else ():
                yield from (
                    end
                    for end, _form, _word in self._walk(seq, behind, begin, PARTIAL, end_word)
                    if end > behind and not self._is_longer(seq[end - 1])
                )
            if self._is_nickname(seq, behind):
                rest = seq[behind + 1 :]
                yield from (behind + 1 + end for end, _form, _word in self._walk(rest, 0, first, PARTIAL, name.count))

    def _is_half(self, index):
        """Whether a word is one half of a first name with a hyphen: Lena of Anna-Lena."""
        found = keys(self._flow.words[index])
        return any(not found.isdisjoint(self._name.joined(*half)) for half in self._name.halves(0))

    def _is_nickname(self, seq, place):
        """Whether a single word in quotes or brackets stands there, and something behind it: Freja "Fie" Ravn."""
        flow = self._flow
        if place + 1 >= len(seq) or not flow.words[seq[place]].isalpha():
            return False
        before, behind = (flow.text[flow.ends[index - 1] : flow.starts[index]] for index in seq[place : place + 2])
        is_quoted = before[:1].isspace() and not before[-1:].isspace() and not behind[:1].isspace()
        return is_quoted and all(flow.gap(index) == Gap.QUOTE for index in seq[place : place + 2])

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
        halves = name.halves(name.last) if name.last else []
        for begin, end in [*((begin, name.count) for begin in name.begins[1:]), *halves]:
            surname = [place for place, _form, _word in self._walk(seq[:comma], 0, begin, FULL, end)]
            if comma not in surname:
                continue
            rest, is_half = seq[comma:], (begin, end) in halves
            firsts = self._walk(rest, 0, 0, FULL, name.last) if is_half else self._walk_first_names(rest, begin)
            found = [
                (place, PARTIAL if is_half else form)
                for place, form, _word in firsts
                if not self._is_longer(rest[place - 1])
            ]
            if found:
                place, form = min(found, key=lambda item: (RANK[item[1]], -item[0]))
                in_a_list = flow.gap(start) in (Gap.COMMA, Gap.SEAM) or self._may_be_two(start, rest[place - 1])
                yield Reading(((start, rest[place - 1]),), PARTIAL if in_a_list else form)

    def _walk_first_names(self, seq, end_word):
        yield from (item for item in self._walk(seq, 0, 0, FULL, end_word) if item[0])
        if self._is_initial(seq[0], 0) or self._is_half(seq[0]):
            yield 1, PARTIAL, end_word

    def _begins_clause(self, start):
        """Whether the surname is not the end of somebody else's name: "Emma Hansen, Oliver"."""
        flow = self._flow
        if flow.gap(start) not in INSIDE or flow.gap(start) == Gap.SEAM or not start:
            return True
        before = flow.words[start - 1]
        return flow.gap(start) == Gap.SPACE and not before[:1].isupper() and before.isalpha()

    def _is_longer(self, last):
        """Whether a name goes on behind a word: "Hansen, Oliver Nielsen"."""
        flow = self._flow
        behind = flow.words[last + 1] if last + 1 < len(flow.words) else ""
        return flow.gap(last + 1) in (Gap.SPACE, Gap.HYPHEN) and behind[:1].isupper()

    def _may_be_two(self, first, last):
        """Whether small words may make it two people's: "Emma de Wit, Oliver", "Wit, Oliver van Dijk"."""
        flow, before, behind = self._flow, first, last
        while before and flow.gap(before) == Gap.SPACE and flow.words[before - 1] in PARTICLES:
            before -= 1
        while flow.gap(behind + 1) == Gap.SPACE and flow.words[behind + 1] in PARTICLES:
            behind += 1
        begun = 0 < before < first and flow.gap(before) in INSIDE and flow.words[before - 1][:1].isupper()
        return begun or (behind > last and self._is_longer(behind))

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
        if name.last in left and self._is_longer(index - 1):
            # First names with somebody else's surname: “Anne Marie Holm” is not Anne Marie Berg.
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
