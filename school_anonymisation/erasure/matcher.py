"""Finds many values in a text at once, and redacts them: the time depends on the text, not on the number of people."""

import copy
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

import hyperscan

from . import spelling
from .text import fold, locate, words

REDACTED = "[anonymised]"
GROUPED = ("phone", "iban", "number")
# Between groups of digits: one or a few signs, or escaped ones.
PLAIN_SIGNS = b" -./()+_\\"
ESCAPED_SIGNS = rb"(?:[ \-./()+_\\]{0,2}(?:\xc2\xa0|\xe2\x80.|&nbsp;|&#160;|%20|%A0|=20|u00a0)[ \-./()+_\\]{0,2}){1,2}"
ESCAPED_GROUPS = rb"[0-9]" + ESCAPED_SIGNS + rb"[0-9]"
PLAIN_GROUPS = rb"[0-9][ \-./()+_\\]{1,4}[0-9]"
# A value without plain letters can stand wherever there is a letter that is not plain, or an escape.
NOT_PLAIN = (rb"[\xc3-\xf4][\x80-\xbf]", rb"\\u[0-9a-f]{4}", rb"&#", rb"%[c-f][0-9a-f]%", rb"=[c-f][0-9a-f]=")
# A shorter folded value stands in many a word ("bo li" in "boligen"): a row is looked at closely before it counts.
WEAK = 8
# Of a longer one its beginning is looked for.
LONGEST = 64


@dataclass(frozen=True)
class Hit:
    """Where a value stands in a text, whose it is, and whether it alone says so (see `Fingerprint.searchable`)."""

    start: int
    end: int
    people: frozenset
    alone: bool


class Scanner:
    """A database of Hyperscan, or none where there is nothing to look for."""

    def __init__(self, patterns, **options):
        self._database = None
        if patterns:
            self._database = hyperscan.Database()
            self._database.compile(
                expressions=patterns, ids=list(range(len(patterns))), elements=len(patterns), **options
            )

    def scan(self, content):
        """Return [(end, number of the pattern)] of what stands in some bytes."""
        found = []
        if self._database is not None and content:
            self._database.scan(
                content, match_event_handler=lambda number, _start, end, _flags, _context: found.append((end, number))
            )
        return found


class Matcher:
    """All values of a Fingerprint. Each look is at what the one before has left over, from quick to exact.

    1. `suspects`, `groups`: where does a plain part of a value stand in bytes, escaped or not?
    2. `candidates`: which values stand in the folded text?
    3. `meanings`, `find`: which stand there as whole words, and where?
    """

    def __init__(self, fingerprint):
        self._fingerprint = fingerprint
        self.values = sorted(
            {
                (kind, value)
                for values in fingerprint.people.values()
                for kind, value in values
                if fingerprint.worth_finding(kind, value)
            }
        )
        owners = defaultdict(set)
        for person, values in fingerprint.people.items():
            for item in values:
                owners[item].add(person)
        self.owners = [frozenset(owners[item]) for item in self.values]
        patterns, plain, shapes, grouped = defaultdict(set), set(), set(), set()
        for number, (kind, value) in enumerate(self.values):
            for form in spelling.folded(kind, value):
                patterns[form[:LONGEST]].add(number)
            found = {text[:LONGEST] for text in spelling.anchors(kind, value)}
            plain |= found
            if kind in GROUPED:
                grouped |= {form[:LONGEST] for form in spelling.folded(kind, value)}
            elif not found:
                shapes |= set(NOT_PLAIN)
        self._forms = sorted(patterns)
        self._numbers = [frozenset(patterns[form]) for form in self._forms]
        self._short = [len(form) < WEAK for form in self._forms]
        self._ends_in_digit = [form[-1:].isdigit() for form in self._forms]
        self._folded = Scanner(self._forms, literal=True)
        self._plain = Scanner([text.encode() for text in sorted(plain)], literal=True, flags=hyperscan.HS_FLAG_CASELESS)
        if grouped:
            shapes.add(ESCAPED_GROUPS)
        self._shapes = Scanner(sorted(shapes), flags=hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_DOTALL)
        self._groups = Scanner([PLAIN_GROUPS] if grouped else [])
        self._grouped = Scanner(sorted(grouped), literal=True, flags=hyperscan.HS_FLAG_CASELESS)

    def narrowed(self, fingerprint):
        """Return this Matcher for some of its people, or with other values shared, without building it again."""
        other = copy.copy(self)
        other._fingerprint = fingerprint
        return other

    def suspects(self, content):
        """Return the places in bytes, escaped or not, at which there may be a value; quick."""
        return [end - 1 for end, _number in self._plain.scan(content) + self._shapes.scan(content)]

    def groups(self, content):
        """Return the places in bytes at which digits are written in groups, whoever's they are."""
        return [end - 1 for end, _number in self._groups.scan(content)]

    def in_groups(self, content):
        """Return (content without the signs between groups, places in it at which a number of somebody stands)."""
        content = content.translate(None, PLAIN_SIGNS)
        return content, [end - 1 for end, _number in self._grouped.scan(content)]

    def may_hold(self, content):
        """Whether there may be a value in bytes, escaped or not; quick."""
        return bool(self.suspects(content) or (self.groups(content) and self.in_groups(content)[1]))

    def in_folded(self, content):
        """Yield (place, numbers of values, whether they are weak) of what stands in folded bytes."""
        for end, number in self._folded.scan(content):
            # A house number that goes on in digits may be another one, or a postcode may follow it.
            weak = self._short[number] or (self._ends_in_digit[number] and content[end : end + 1].isdigit())
            yield end - 1, self._numbers[number], weak

    def candidates(self, text):
        """Return the numbers of the values that stand in a folded text; some may not be whole words."""
        found = set()
        for _place, numbers, _weak in self.in_folded(fold(text)):
            found |= numbers
        return found

    def people(self, numbers):
        """Return (contact ids of whom one of these values alone means, of whom the others may mean)."""
        alone, shared = set(), set()
        for number in numbers:
            (alone if self._fingerprint.searchable(*self.values[number]) else shared).update(self._people(number))
        return alone, shared - alone

    def _people(self, number):
        return [person for person in self.owners[number] if person in self._fingerprint.people]

    def stands(self, number, plain):
        """Whether a value, given by its number, stands in words as whole words."""
        return any(True for _span in spelling.spans(*self.values[number], plain))

    def meanings(self, text):
        """Yield {(kind, value, contact id)} for each value that stands in a text."""
        if not text:
            return
        found = [number for number in self.candidates(text) if self._people(number)]
        plain = words(text) if found else ""
        for number in found:
            if self.stands(number, plain):
                yield {(*self.values[number], person) for person in self._people(number)}

    def concerns(self, text, people=frozenset()):
        """Whether a text holds a value that alone says who is meant, or any value of these people."""
        return any(
            any(person in people or self._fingerprint.searchable(kind, value) for kind, value, person in meaning)
            for meaning in self.meanings(text)
        )

    def find(self, text):
        """Return the Hits in a text; they may overlap."""
        found = [number for number in self.candidates(text) if self._people(number)] if text else ()
        if not found:
            return []
        located = locate(text)
        starts = [place[0] for place in located.places]
        hits = []
        for number in found:
            kind, value = self.values[number]
            for start, end in spelling.spans(kind, value, located.words):
                first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
                hits.append(
                    Hit(
                        located.places[first][1],
                        located.places[last][2],
                        frozenset(self._people(number)),
                        self._fingerprint.searchable(kind, value),
                    )
                )
        return hits

    def redact(self, text, people=frozenset(), alone=False):
        """Return the text with values gone and the sentence kept.

        :param people: contact ids whose values go, also those that the living bear.
        :param alone: also everybody's values that alone say who is meant.
        """
        pieces, end = [], 0
        wanted = [hit for hit in self.find(text) if hit.people & people or (alone and hit.alone)]
        for hit in sorted(wanted, key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= end:
                pieces += [text[end : hit.start], REDACTED]
            end = max(end, hit.end)
        return "".join([*pieces, text[end:]]) if pieces else text
