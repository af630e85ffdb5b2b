"""A name as its words: what they are compared by, and how they are run together."""

import re
from functools import cached_property
from itertools import product

from .pieces import HYPHENS, WORD
from .spelling import is_unspaced, name_keys

FULL, SHORT, PARTIAL, GIVEN = "full", "short", "partial", "given"
# Small words before a surname, of which they are a part.
_BEFORE_SURNAMES = "van von der den de del della di da dos das do du la le el al af av ter ten te bin ibn"
PARTICLES = frozenset(_BEFORE_SURNAMES.split())
_PARTS = re.compile(r"\s+")
_HYPHEN = re.compile(f"[{re.escape(''.join(sorted(HYPHENS)))}]")
# One sound that is written with two letters; letters that begin a word before its first vowel.
_BEGINNING = re.compile(r"aa|ae|oe|ue|[^\W\d_aeiouyæøåäöü]{2,3}")
# These say who somebody is to others.
_TITLES = frozenset(["dr", "fr", "hr", "jr", "mr", "ms", "sr", "st"])


def _abbreviations(key):
    found = {key[0]}
    if match := _BEGINNING.match(key):
        found |= {match[0][:length] for length in range(2, len(match[0]) + 1)} - _TITLES
    return found - {key} if len(key) > 1 else found


class Name:
    """A name: ``words`` are its smallest parts, of which some make one part ("Anne-Sofie", "O'Ravn")."""

    def __init__(self, value):
        self.words, self.begins = [], []
        self._halves = {}
        for part in _PARTS.split(value):
            begin, halves = len(self.words), []
            for words in filter(None, map(WORD.findall, _HYPHEN.split(part))):
                halves.append((len(self.words), len(self.words) + len(words)))
                self.words += words
            if halves:
                self.begins.append(begin)
                self._halves[begin] = halves
        self.count = len(self.words)
        self.keys = [name_keys(word) for word in self.words]
        self.last = self.begins[-1] if self.begins else 0
        self._joined, self._runs = {}, {}

    @property
    def is_one_word(self):
        """Whether there is no surname."""
        return len(self.begins) < 2

    @property
    def is_unspaced(self):
        """Whether the name is of a script without spaces between words."""
        return bool(self.words) and all(map(is_unspaced, self.words))

    @cached_property
    def initials(self):
        """What each word is abbreviated to, as keys: "å" and "aa" of Åse, "c", "ch" and "chr" of Christian."""
        return [frozenset().union(*map(_abbreviations, found)) for found in self.keys]

    def end_of(self, begin):
        """Return where the part ends that begins with the word of a number."""
        place = self.begins.index(begin) + 1
        return self.begins[place] if place < len(self.begins) else self.count

    def halves(self, begin):
        """Return [(begin, end)] of what hyphens part in the part that begins with the word of a number.

        What is a small word or a letter is no half that anybody is called by: of Al-Hassan there is one.
        """
        found = self._halves.get(begin, ())
        return [half for half in found if len(found) > 1 and self._is_called(self.words[slice(*half)])]

    @staticmethod
    def _is_called(words):
        return len("".join(words)) > 1 and not PARTICLES.issuperset(words)

    def runs(self, first):
        """Return where words that are run together may end: within one part, or whole parts from the first on."""
        if first not in self._runs:
            end = next(begin for begin in [*self.begins[1:], self.count] if begin > first)
            whole = [begin for begin in [*self.begins, self.count] if begin > end] if first in self.begins else []
            self._runs[first] = [*range(first + 1, end + 1), *whole]
        return self._runs[first]

    def joined(self, first, end):
        """Return the keys of some of the words, run together."""
        if end - first == 1:
            return self.keys[first]
        found = self._joined.get((first, end))
        if found is None:
            parts = [sorted(part)[:4] for part in self.keys[first:end]]
            found = self._joined[first, end] = frozenset("".join(choice) for choice in product(*parts[:5]))
        return found

    def compact(self):
        """Yield (keys, form) of the name run together: "annasofieberg", "annaberg", "bergannasofie"."""
        if self.is_one_word:
            return
        first, last = self.end_of(0), self.last
        yield self.joined(0, self.count), FULL
        if first < last:
            yield self._pairs(self.joined(0, first), self.joined(last, self.count)), SHORT
        yield self._pairs(self.joined(last, self.count), self.joined(0, first)), PARTIAL

    def short_particles(self):
        """Yield (begin, end, "vd") of small words before the surname that are written as their first letters."""
        for begin in self.begins[1:-1]:
            for end in self.begins[2:]:
                small = self.words[begin:end]
                if len(small) > 1 and PARTICLES.issuperset(small):
                    yield begin, end, "".join(word[0] for word in small)

    def particled(self):
        """Yield the keys of more than one part run together: "Annesofie" for "Anne Sofie", "Vanderberg"."""
        for begin in self.begins:
            for end in self.runs(begin):
                if end - begin > 1 and (begin, end) != (0, self.count):
                    yield begin, self.joined(begin, end)

    @staticmethod
    def _pairs(first, second):
        return frozenset(one + two for one in first for two in second)
