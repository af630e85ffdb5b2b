"""Finds the names of many people in a text: it begins with the surnames, and reads on where a first name is near."""

from collections import defaultdict

from .names import GIVEN, PARTIAL, SHORT, Name
from .phrases import Unspaced
from .pieces import JOINTS, Gap
from .readings import Reader
from .spelling import keys, without_genitive

# Words on both sides of a surname among which its first name may stand.
_AROUND = 9
# Shorter first names and surnames, run together, are other words: Jo Hansen and Johansen.
_COMPACT = 3
_HANDLES = frozenset("@/#\\_")
_NOTHING = frozenset()


class Sightings:
    """The names of many people by their words."""

    def __init__(self):
        self._names = {}
        self._first, self._other, self._single = defaultdict(set), defaultdict(set), defaultdict(set)
        self._initial, self._compact = defaultdict(set), defaultdict(set)
        self._unspaced = Unspaced()

    def add(self, number, value):
        """Look for a name as well."""
        name = self._names[number] = Name(value)
        if name.is_unspaced:
            self._unspaced.add(number, value)
        for place, begin in enumerate(name.begins):
            index = self._single if name.is_one_word else self._other if place else self._first
            found = name.joined(begin, name.end_of(begin)).union(*name.keys[begin : name.end_of(begin)])
            for key in found:
                index[key].add(number)
        for begin, joined in name.particled():
            for key in joined:
                self._other[key].add(number)
                if not begin:
                    self._first[key].add(number)
        for letter in name.initials[0] if name.count else ():
            self._initial[letter].add(number)
        for joined, form in name.compact():
            for key in joined:
                self._compact[key].add((number, form))

    def find(self, flow, wanted):
        """Yield (number, ((start, end), …) in the text of a Flow, form) of the names in it.

        :param wanted: numbers of the names that count; None when all do.
        """
        words, begin_at = {}, defaultdict(set)
        for index, firsts, others, singles, compact in self._known(flow, wanted):
            if firsts or others:
                words[index] = firsts, others
            for number in singles:
                begin_at[number].add(index)
            for number, form in compact:
                yield from self._run_together(flow, index, number, form)
        for index, (_firsts, others) in words.items():
            if others:
                self._look_around(flow, words, index, others, begin_at)
        for number, indexes in begin_at.items():
            reader = Reader(self._names[number], flow)
            for reading in filter(None, map(reader.reading, sorted(indexes))):
                yield number, _offsets(flow, reading.ranges), reading.form
        for number, start, end, letters in self._unspaced.find(flow):
            if wanted is None or number in wanted:
                yield number, ((start, end),), SHORT if letters > 2 else PARTIAL

    def _known(self, flow, wanted):
        """Yield (number of a word, what `_named` returns for it) of the words that are part of a name."""
        known = {word: self._named(keys(word), wanted) for word in set(flow.words)}
        for index, word in enumerate(flow.words):
            firsts, others, singles, compact = known[word]
            if flow.text[flow.ends[index] : flow.ends[index] + 1] in JOINTS:
                for more in self._joined(flow, index, wanted):
                    firsts, others, singles = firsts | more[0], others | more[1], singles | more[2]
            if firsts or others or singles or compact:
                yield index, firsts, others, singles, compact

    def _named(self, found, wanted):
        """Return the names of which a word is (the first name, a surname, all of it), and those run together."""
        found |= without_genitive(found)
        sets = [
            _NOTHING.union(*(index[key] for key in found if key in index))
            for index in (self._first, self._other, self._single, self._compact)
        ]
        if wanted is None:
            return sets
        return [*(names & wanted for names in sets[:3]), {item for item in sets[3] if item[0] in wanted}]

    def _joined(self, flow, index, wanted):
        """Yield what `_named` returns for a word and those that hyphens or apostrophes join to it."""
        joined = keys(flow.words[index])
        for stop in range(index + 1, min(index + 3, len(flow.words))):
            if flow.gap(stop) not in (Gap.HYPHEN, Gap.APOSTROPHE):
                break
            joined = frozenset(one + two for one in joined for two in keys(flow.words[stop]))
            yield self._named(joined, wanted)

    def _look_around(self, flow, words, index, others, begin_at):
        """Note where to begin to read the names of a surname whose first name, or initial, is near it."""
        first, last = index, index
        while first > 0 and index - first < _AROUND and flow.gap(first) != Gap.ROW:
            first -= 1
        while last + 1 < len(flow.words) and last - index < _AROUND and flow.gap(last + 1) != Gap.ROW:
            last += 1
        near = [self._firsts(flow, words, place) for place in range(first, last + 1) if place != index]
        # One word may be a first name and a part of the surname behind it.
        for number in others & _NOTHING.union(words[index][0], *near):
            begin_at[number].update(range(first, last + 1))

    def _firsts(self, flow, words, index):
        """Return the names whose first name, or its initial, a word may be."""
        firsts = words[index][0] if index in words else _NOTHING
        word = flow.words[index]
        if len(word) > 1:
            return firsts
        return firsts.union(*(self._initial[key] for key in keys(word) if key in self._initial))

    def _run_together(self, flow, index, number, form):
        """Yield a name that is one word of the text: a file's name, a handle, a part of an address, or FrejaBerg."""
        name, start, end = self._names[number], flow.starts[index], flow.ends[index]
        word, behind = flow.text[start:end], flow.text[end : end + 2]
        is_camel = any(letter.isupper() for letter in word[1:]) and any(letter.islower() for letter in word)
        is_long = min(len(name.words[0]), len(name.words[-1])) >= _COMPACT
        if not is_camel and not is_long:
            return
        is_file = behind[:1] in ("@", "_") or behind[:1].isdigit() or (behind[:1] == "." and behind[1:].isalnum())
        is_handle = is_file or flow.text[start - 1 : start] in _HANDLES
        yield number, ((start, end),), form if is_camel or (is_handle and not word.istitle()) else PARTIAL


class GivenNames:
    """First names, surnames and nicknames of some people, each alone: for the records that are theirs."""

    def __init__(self, values):
        """Make it of {number of a sign: name}."""
        self._by_key = defaultdict(set)
        for number, value in values.items():
            name = Name(value)
            for begin in name.begins:
                for key in name.joined(begin, name.end_of(begin)):
                    self._by_key[key].add(number)

    def find(self, flow):
        """Yield (number, ((start, end),), form) of the words of a Flow that are one of them."""
        for index, word in enumerate(flow.words):
            found = keys(word)
            for number in self._of(found | without_genitive(found)):
                yield number, ((flow.starts[index], flow.ends[index]),), GIVEN
            if index + 1 < len(flow.words) and flow.gap(index + 1) in (Gap.HYPHEN, Gap.APOSTROPHE, Gap.SPACE):
                for number in self._of({one + two for one in found for two in keys(flow.words[index + 1])}):
                    yield number, ((flow.starts[index], flow.ends[index + 1]),), GIVEN

    def _of(self, found):
        return set().union(*(self._by_key[key] for key in found if key in self._by_key))


def _offsets(flow, ranges):
    return tuple((flow.starts[first], flow.ends[last]) for first, last in ranges)
