"""Keyed numbers for what a text is looked up by: they say whether a sign may be in it, not what it says. Pure.

A number has 24 bits: each stands for a sixteen-millionth of all there is. Of a word it says "perhaps"; of a number of
ten digits it leaves hundreds to choose from.
"""

import hashlib
import sys
from array import array
from collections import defaultdict

from .lookups import lookups_of, needed_for

_BYTES = 3
# Of a longer text, or one of more words, nothing is kept: it is read each time.
MOST_CHARACTERS = 1_000_000
MOST_DIGESTS = 50_000


def digester(key):
    """Return the function that makes a number of a text, for one key of 16 to 64 bytes."""
    keyed = hashlib.blake2b(key=key, digest_size=_BYTES)

    def digest(text):
        state = keyed.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return int.from_bytes(state.digest(), "little")

    return digest


class Digests:
    """The numbers of one file, taken in row by row."""

    def __init__(self, digest):
        self._digest = digest
        self._seen = set()
        self._characters = 0

    def add(self, rows):
        """Take in what is looked up of some rows of cells."""
        for cells in rows:
            if self._is_too_much():
                return
            self._characters += sum(map(len, cells))
            if self._characters <= MOST_CHARACTERS:
                self._seen |= lookups_of(cells)

    def packed(self):
        """Return the numbers as bytes, sorted: their order says nothing. None where there are too many."""
        if self._is_too_much():
            return None
        return array("I", sorted({self._digest(text) for text in self._seen})).tobytes()

    def _is_too_much(self):
        return self._characters > MOST_CHARACTERS or len(self._seen) > MOST_DIGESTS


class Wanted:
    """What some signs cannot be in a text without, as numbers."""

    def __init__(self, signs, digest):
        # {number: [the other clauses of an alternative that has it]}; it stands where each of its clauses does.
        self._others_of = defaultdict(list)
        self._is_anywhere = False
        for sign in signs:
            for clauses in needed_for(sign):
                self._add([frozenset(map(digest, texts)) for texts in clauses])

    def _add(self, clauses):
        if not clauses:
            self._is_anywhere = True
            return
        # The last one tells most, as a surname does: any text has some word that a first name or an initial may be.
        *others, telling = clauses
        for number in telling:
            self._others_of[number].append(others)

    def may_be_in(self, packed):
        """Whether one of the signs may be in the text of which these are the numbers; never too little."""
        if packed is None or self._is_anywhere:
            return True
        numbers = array("I")
        numbers.frombytes(packed)
        if self._others_of.keys().isdisjoint(numbers):
            return False
        there = set(numbers)
        return any(
            not any(clause.isdisjoint(there) for clause in others)
            for number in self._others_of.keys() & there
            for others in self._others_of[number]
        )


LAYOUT = f"{array('I').itemsize}{sys.byteorder}"
"""What the bytes depend on besides the texts."""
