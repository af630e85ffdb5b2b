"""Finds the names of many people in a text: it begins with the surnames, and reads on where a first name is near."""

from collections import defaultdict

from .names import GIVEN, PARTIAL, SHORT, Name
from .phrases import Unspaced
from .pieces import Gap
from .readings import Reader
from .spelling import keys, without_genitive

# Words on both sides of a surname among which its first name may stand.
_AROUND = 9
# Shorter first names and surnames, run together, are other words: Jo Hansen and Johansen.
_LEAST = 3
_HANDLES = frozenset("@/#\\_")
_NOTHING = frozenset()
_FIRST, _OTHER, _SINGLE, _COMPACT = range(4)


class Sightings:
    """The names of many people by their words."""

    def __init__(self):
        self._names = {}
        # {key: (names of which it is a first name, a surname, all, all run together with the form)}
        self._by_key = defaultdict(lambda: (set(), set(), set(), set()))
        self._initial = defaultdict(set)
        self._unspaced = Unspaced()

    def add(self, number, value):
        """Look for a name as well."""
        name = self._names[number] = Name(value)
        if name.is_unspaced:
            self._unspaced.add(number, value)
        for place, begin in enumerate(name.begins):
            index = _SINGLE if name.is_one_word else _OTHER if place else _FIRST
            for key in name.joined(begin, name.end_of(begin)).union(*name.keys[begin : name.end_of(begin)]):
                self._by_key[key][index].add(number)
        for begin, joined in name.particled():
            for key in joined:
                self._by_key[key][_OTHER].add(number)
                if not begin:
                    self._by_key[key][_FIRST].add(number)
        for letter in name.initials[0] if name.count else ():
            self._initial[letter].add(number)
        for joined, form in name.compact():
            for key in joined:
                self._by_key[key][_COMPACT].add((number, form))

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
        known = {word: named for word in set(flow.words) if (named := self._named(keys(word), wanted))}
        joints = flow.joints()
        if not known and not joints:
            return
        for index, word in enumerate(flow.words):
            named = known.get(word)
            for more in self._joined(flow, index, wanted) if index in joints else ():
                named = _both(named, more)
            if named:
                yield index, *named

    def _named(self, found, wanted):
        """Return the names of which a word is (the first name, a surname, all of it, all run together), or None."""
        named = None
        for key in found | without_genitive(found):
            named = _both(named, self._by_key.get(key))
        if named is None or wanted is None:
            return named
        return *(names & wanted for names in named[:_COMPACT]), {item for item in named[_COMPACT] if item[0] in wanted}

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
        is_long = min(len(name.words[0]), len(name.words[-1])) >= _LEAST
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


def _both(named, more):
    """Return what two keys of one word say of whose name it is."""
    if not named or not more:
        return named or more
    return tuple(one | two for one, two in zip(named, more, strict=True))


def _offsets(flow, ranges):
    return tuple((flow.starts[first], flow.ends[last]) for first, last in ranges)
