"""Finds the names of many people in a text: it begins with the surnames, and reads on where a first name is near."""

from collections import defaultdict
from typing import NamedTuple

from .cells import RANK
from .names import GIVEN, PARTIAL, SHORT, Name
from .phrases import Unspaced
from .pieces import JOINING, Gap
from .readings import Reader
from .spelling import keys, without_genitive
from .walk import LONGEST_CUT

# Words on both sides of a surname among which its first name may stand.
_AROUND = 9
# "Chr." of Christian.
_LONGEST_INITIAL = 3
# Shorter first names and surnames, run together, are other words: Jo Hansen and Johansen.
_LEAST = 3
_HANDLES = frozenset("@/#\\_")
_NOTHING = frozenset()


class Named(NamedTuple):
    """Whose name a word may belong to, as numbers of names.

    ``firsts``: it is in the first name; ``tells``: in a surname, and says best which; ``parts``: in whatever part;
    ``wholes``: it is all of it. ``compact``: {(number, form)} of the names that it is run together.
    """

    firsts: set
    tells: set
    parts: set
    wholes: set
    compact: set

    def and_of(self, more):
        """Return what this and another key of the same word say."""
        if not more:
            return self
        firsts, tells, parts, wholes, compact = (one | two for one, two in zip(self, more, strict=True))
        return Named(firsts, tells, parts, wholes, compact)

    def among(self, wanted):
        """Return what is said of some names only."""
        return Named(
            self.firsts & wanted,
            self.tells & wanted,
            self.parts & wanted,
            self.wholes & wanted,
            {item for item in self.compact if item[0] in wanted},
        )


class Sightings:
    """The names of many people by their words."""

    def __init__(self, values):
        """Make it of {number: name}."""
        self._names = {number: Name(value) for number, value in values.items()}
        self._by_key = defaultdict(lambda: Named(set(), set(), set(), set(), set()))
        self._initial = defaultdict(set)
        self._unspaced = Unspaced()
        for number, name in self._names.items():
            self._add(number, name)
            self._add_what_is_short(number, name)
            if name.is_unspaced:
                self._unspaced.add(number, values[number])
        for number, name in self._names.items():
            self._add_what_tells(number, name)

    def _add(self, number, name):
        for begin in name.begins:
            for key in name.joined(begin, name.end_of(begin)).union(*name.keys[begin : name.end_of(begin)]):
                named = self._by_key[key]
                named.parts.add(number)
                if name.is_one_word:
                    named.wholes.add(number)
                elif not begin:
                    named.firsts.add(number)
        for begin, joined in name.particled():
            for key in joined:
                self._by_key[key].parts.add(number)
                self._by_key[key].tells.add(number)
                if not begin:
                    self._by_key[key].firsts.add(number)
        for joined, form in name.compact():
            for key in joined:
                self._by_key[key].compact.add((number, form))

    def _add_what_is_short(self, number, name):
        for _begin, _end, short in name.short_particles():
            self._by_key[short].parts.add(number)
        for letters in name.initials[0] if name.count else ():
            self._initial[letters].add(number)
        for letters in frozenset().union(*name.initials):
            if len(letters) > 1:
                self._by_key[letters].parts.add(number)

    def _add_what_tells(self, number, name):
        """Note by which words a name is begun to be read; of a last one of several, by that which fewest names have."""
        for begin in name.begins[1:]:
            end = name.end_of(begin)
            found = name.joined(begin, end).union(*name.keys[begin:end])
            if begin == name.last and end - begin > 1:
                tells = min(range(begin, end), key=lambda word: self._how_many(name.keys[word]))
                runs = [(one, two) for one in range(begin, tells + 1) for two in range(tells + 1, end + 1)]
                found = frozenset().union(*(name.joined(one, two) for one, two in [*runs, *name.halves(begin)]))
            for key in found:
                self._by_key[key].tells.add(number)
                self._by_key[key].parts.add(number)

    def _how_many(self, found):
        return max(len(self._by_key[key].parts) for key in found)

    def find(self, flow, wanted):
        """Yield (number, ((start, end), …) in the text of a Flow, form) of the names in it.

        :param wanted: numbers of the names that count; None when all do.
        """
        words, begin_at = dict(self._known(flow, wanted)), defaultdict(set)
        for index, named in words.items():
            for number in named.wholes:
                begin_at[number].add(index)
            for number, form in named.compact:
                yield from self._run_together(flow, index, number, form)
            if named.tells:
                self._look_around(flow, words, index, begin_at)
        for number, indexes in begin_at.items():
            reader = Reader(self._names[number], flow)
            readings = list(filter(None, map(reader.reading, sorted(indexes))))
            for reading in readings if len(readings) < 2 else _best(readings):
                yield number, _offsets(flow, reading.ranges), reading.form
        for number, start, end, letters in self._unspaced.find(flow):
            if wanted is None or number in wanted:
                yield number, ((start, end),), SHORT if letters > 2 else PARTIAL

    def _known(self, flow, wanted):
        """Yield (number of a word, Named) of the words that are part of a name."""
        known = {word: named for word in set(flow.words) if (named := self._named(keys(word), wanted))}
        joints = flow.joints()
        if not known and not joints:
            return
        for index, word in enumerate(flow.words):
            named = known.get(word)
            for more in self._joined(flow, index, wanted) if index in joints else ():
                named = named.and_of(more) if named else more
            if named:
                yield index, named

    def _named(self, found, wanted):
        """Return the Named of a word, or None."""
        named = None
        for key in found | without_genitive(found):
            more = self._by_key.get(key)
            named = named.and_of(more) if named else more
        return named if named is None or wanted is None else named.among(wanted)

    def _joined(self, flow, index, wanted):
        """Yield the Named of a word and those that JOINING joins to it."""
        joined = keys(flow.words[index])
        for stop in range(index + 1, min(index + 3, len(flow.words))):
            if flow.gap(stop) not in JOINING:
                break
            joined = frozenset(one + two for one in joined for two in keys(flow.words[stop]))
            if named := self._named(joined, wanted):
                yield named

    def _look_around(self, flow, words, index, begin_at):
        """Note where to begin to read the names of a surname whose first name, or initial, is near it."""
        first, last = index, index
        while first > 0 and index - first < _AROUND and flow.gap(first) != Gap.ROW:
            first -= 1
        while last + 1 < len(flow.words) and last - index < _AROUND and flow.gap(last + 1) != Gap.ROW:
            last += 1
        # One word may be a first name and a part of the surname behind it.
        near = {place: self._firsts(flow, words, place) for place in range(first, last + 1)}
        numbers, behind = words[index].tells & _NOTHING.union(*near.values()), set()
        for place in range(last, first - 1, -1) if numbers else ():
            # Whatever the order, the first name stands at the beginning of a reading, or behind it.
            behind |= near[place]
            begun = _begun(flow, words, place)
            for number in numbers & behind if begun is None else numbers & behind & begun:
                begin_at[number].add(place)

    def _firsts(self, flow, words, index):
        """Return the names whose first name, or its initial, a word may be."""
        firsts = words[index].firsts if index in words else _NOTHING
        word = flow.words[index]
        if len(word) > _LONGEST_INITIAL:
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
            if index + 1 < len(flow.words) and flow.gap(index + 1) in (Gap.SPACE, *JOINING):
                for number in self._of({one + two for one in found for two in keys(flow.words[index + 1])}):
                    yield number, ((flow.starts[index], flow.ends[index + 1]),), GIVEN

    def _of(self, found):
        return set().union(*(self._by_key[key] for key in found if key in self._by_key))


def _begun(flow, words, place):
    """Return the names of which a word and the one behind it in its piece are parts; None: of any."""
    own, gap = _parts(flow, words, place), flow.gap(place + 1)
    if gap >= Gap.LINE or gap in JOINING:
        return own
    following = _parts(flow, words, place + 1)
    if following is not None and gap == Gap.QUOTE == flow.gap(place + 2):
        # A nickname stands between.
        following = (following | behind) if (behind := _parts(flow, words, place + 2)) is not None else None
    if own is None or following is None:
        return following if own is None else own
    return own & following


def _parts(flow, words, place):
    """Return the names of which a word is a part; None for what may be short for a part of any."""
    length = len(flow.words[place])
    if length == 1 or (length <= LONGEST_CUT and flow.gap(place + 1) == Gap.DOT):
        return None
    return words[place].parts if place in words else _NOTHING


def _best(readings):
    """Yield the Readings of one name of which no word is in a better one: of “Lund | Oda Maja” not the first names."""
    for reading in readings:
        if not any(RANK[other.form] < RANK[reading.form] and _overlap(reading, other) for other in readings):
            yield reading


def _overlap(one, other):
    return any(first <= end and start <= last for first, last in one.ranges for start, end in other.ranges)


def _offsets(flow, ranges):
    return tuple((flow.starts[first], flow.ends[last]) for first, last in ranges)
