"""Reads the words of a name off a text, one after the other: whole, run together, left out, abbreviated."""

from .names import SHORT
from .pieces import JOINING, Gap
from .spelling import keys, without_genitive

INSIDE = JOINING | {Gap.SPACE, Gap.TIGHT}
# A longer beginning of a name is another name.
LONGEST_CUT = 4


class Walk:
    """Walks through one name and the words of a Flow side by side."""

    def __init__(self, name, flow):
        self._name = name
        self._flow = flow
        self._crossed = frozenset()

    def _is(self, index, first, end):
        """Return the numbers of the words of the name with which a word of the text may begin a reading."""
        name, found = self._name, set()
        word = keys(self._flow.words[index])
        plain = word | without_genitive(word)
        longer = self._together(index)
        for begin in range(first, end):
            runs = (name.joined(begin, stop) for stop in name.runs(begin))
            if (
                any(not plain.isdisjoint(run) for run in runs)
                or (begin in name.begins and not word.isdisjoint(name.initials[begin]))
                or any(not joined.isdisjoint(name.keys[begin]) for _next, joined in longer)
            ):
                found.add(begin)
        return found

    def _together(self, index):
        """Return [(number of the word behind, keys)] of words that one of JOINING joins: "O'Ravn"."""
        flow, found = self._flow, []
        joined = keys(flow.words[index])
        stop = index + 1
        while stop < len(flow.words) and stop - index < 3 and flow.gap(stop) in JOINING:
            joined = frozenset(one + two for one in joined for two in keys(flow.words[stop]))
            stop += 1
            found.append((stop, joined))
        return found

    def _walk(self, seq, place, word, quality, end_word):
        """Yield (place behind, form, number of the word of the name reached) of reading on from a place of ``seq``.

        :param seq: numbers of words of the text. :param word: the number of the next word of the name.
        """
        name = self._name
        if word == end_word:
            yield place, quality, word
            return
        middle = word in name.begins and 0 < word < name.last
        if middle:
            # A middle name is left out.
            yield from self._walk(seq, place, name.end_of(word), SHORT, end_word)
        if place >= len(seq) or not self._may_go_on(seq, place, word):
            return
        for behind, reached, genitive in self._steps(seq, place, word, end_word):
            if genitive:
                if reached == end_word:
                    yield behind, quality, reached
                continue
            yield from self._walk(seq, behind, reached, quality, end_word)
        if 0 < word < name.last:
            yield from (
                found
                for reached in self._initials(seq[place], word)
                for found in self._walk(seq, place + 1, reached, SHORT, end_word)
            )

    def _initials(self, index, word):
        """Return the numbers of the words of the name behind those that a word is short for: "M", "vd" for van der."""
        name, found = self._name, set()
        if self._is_initial(index, word) or self._is_cut_short(index, word):
            found.add(word + 1)
        written = self._flow.words[index].lower()
        return found | {end for begin, end, short in name.short_particles() if (begin, short) == (word, written)}

    def _is_cut_short(self, index, word):
        """Whether a word with a full stop is the beginning of a longer one of the name: "Joh." of Johannes."""
        written = self._flow.words[index].lower()
        has_stop = self._flow.gap(index + 1) == Gap.DOT and 1 < len(written) <= LONGEST_CUT
        return has_stop and any(key.startswith(written) and key != written for key in self._name.keys[word])

    def _is_initial(self, index, word):
        return not keys(self._flow.words[index]).isdisjoint(self._name.initials[word])

    def _may_go_on(self, seq, place, word):
        """Whether what stands before a word of the text may stand within a name."""
        if not place or seq[place] in self._crossed:
            return True
        gap = self._flow.gap(seq[place])
        if gap in INSIDE or (gap == Gap.GLUED and word not in self._name.begins):
            return True
        before = self._flow.words[seq[place - 1]]
        if gap == Gap.DOT:
            return len(before) == 1 or self._is_abbreviation(before) or self._is_short_for(seq[place - 1], word)
        if gap == Gap.SLASH:
            return len(before) == 1
        # A nickname in quotes, or something in brackets, between first name and surname.
        return gap == Gap.QUOTE and word > 0 and len(self._name.begins) > 2

    def _is_short_for(self, index, word):
        """Whether a word is short for one of the name before the word of a number."""
        return any(self._is_initial(index, one) or self._is_cut_short(index, one) for one in range(word))

    def _is_abbreviation(self, before):
        """Whether a word with a full stop is no end of a sentence: "St." in a name of which it is a part."""
        return len(before) <= 3 and before.lower() in ("st", "jr", "sr", "dr", "mc")

    def _steps(self, seq, place, word, end_word):
        """Yield (place behind, number of the next word of the name, whether it is a genitive) of words that match."""
        name = self._name
        found = keys(self._flow.words[seq[place]])
        genitive = without_genitive(found)
        for stop in name.runs(word):
            if stop > end_word or (name.count > 1 and stop - word == name.count):
                continue
            joined = name.joined(word, stop)
            if not found.isdisjoint(joined):
                yield place + 1, stop, False
            elif genitive and not genitive.isdisjoint(joined):
                yield place + 1, stop, True
        for behind, joined in self._together(seq[place]):
            if behind - seq[place] + place <= len(seq) and not joined.isdisjoint(name.keys[word]):
                yield place + behind - seq[place], word + 1, False
