"""Finds the signs of many people in a text at once, and redacts them: what it costs depends on the text."""

import copy
from collections import defaultdict
from dataclasses import dataclass, field, replace

from . import numbers
from .cutting import covered, cut
from .literals import Literals
from .names import FULL, GIVEN
from .phrases import Codes, Phrases
from .pieces import parse, parse_row
from .quick import QuickLook
from .sightings import GivenNames, Sightings
from .signs import Sign

REDACTED = "[anonymised]"
_CODED = ("phone", "national_id", "iban", "number", "zip")
# What goes may part what stood around it, so that more is seen: a text is looked at again.
LOOKS = 3
# Texts of which it is kept what is in them, and how long they are.
_MOST_KEPT = 2000
_LONGEST_KEPT = 1000
# Sets of people whose first names are kept ready, the records of one person being looked at one after the other.
_MOST_GIVEN = 500
# A longer "name" is a text: it is looked for as it is.
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Hit:
    """Where a Sign stands in a text, and whose it is.

    ``spans``: ((start, end), …) in the text, or ((cell, start, end), …) in a row: several where a name is spread over
    cells. ``rest``: what else goes, without a word in its place: what of it stands behind a tag. ``form``: of a name:
    full, short, partial or given; of anything else full. ``alone``: nothing else stands in its line or cell.
    """

    sign: Sign
    people: frozenset
    spans: tuple
    rest: tuple = ()
    form: str = FULL
    alone: bool = field(default=False, compare=False)


class Matcher:
    r"""What some people are known by, ready to be looked for: a quick look at bytes, and an exact one at a text.

    >>> matcher = Matcher({7: {Sign("name", "Emma Hansen"), Sign("email", "emma@example.com", strong=True)}})
    >>> [(hit.sign.kind, hit.form, hit.spans) for hit in matcher.find("Hansen, Emma <emma@example.com>")]
    [('email', 'full', ((14, 30),)), ('name', 'full', ((0, 12),))]
    >>> matcher.find("Emma Holm, Oliver Hansen")
    []
    >>> list(matcher.suspects([b"3\ta lesson\n", b"4\tEmma Hansen sings\n"]))
    [1]

    ``signs``: [Sign]; ``owners``: [frozenset of people], of the same numbers.
    """

    def __init__(self, people, like=None):
        """Make it of {person: Signs}.

        :param like: a Matcher of the same Signs, and of companions besides: the quick look at bytes is the same.
        """
        owners = defaultdict(set)
        for person, signs in people.items():
            for sign in signs:
                owners[sign].add(person)
        self.signs = sorted(owners, key=lambda sign: (sign.kind, sign.value, sign.strong))
        self.owners = [frozenset(owners[sign]) for sign in self.signs]
        self._numbers_of = defaultdict(set)
        self._people = self._wanted = None
        self._givens, self._kept = {}, {}
        self._codes, self._phrases, self._literals = Codes(), Phrases(), Literals()
        self._emails, self._dates = defaultdict(set), defaultdict(set)
        for number, sign in enumerate(self.signs):
            self._add(number, sign)
            for person in self.owners[number]:
                self._numbers_of[person].add(number)
        self._names = Sightings(
            {number: sign.value for number, sign in enumerate(self.signs) if _is_read_as_name(sign)}
        )
        # It is the largest part by far, and does not look for companions.
        self._quick = like._quick if like else QuickLook(self.signs)

    def _add(self, number, sign):
        if _is_read_as_name(sign):
            self._literals.add(number, sign.value)
        elif sign.kind in _CODED:
            self._codes.add(number, sign)
        elif sign.kind == "email":
            for address in {sign.value, numbers.plain_letters(sign.value)}:
                self._emails[address].add(number)
        elif sign.kind == "birth_date":
            self._dates[sign.value].add(number)
        elif sign.kind != "nickname":
            self._phrases.add(number, sign)

    def narrowed(self, people):
        """Return this Matcher for some of its people, without building it again; cheap."""
        other = copy.copy(self)
        other._people, other._kept = frozenset(people), {}
        other._wanted = set().union(*(self._numbers_of.get(person, ()) for person in other._people))
        return other

    def wanted(self):
        """Return the Signs of the people that count."""
        return [sign for number, sign in enumerate(self.signs) if self._wanted is None or number in self._wanted]

    def suspects(self, rows):
        """Return the numbers of the rows, as COPY gives them, in which there may be a sign of anybody; see `quick`."""
        return self._quick.suspects(rows)

    def may_hold(self, content):
        """Whether there may be a sign of anybody in bytes; quick."""
        return self._quick.may_hold(content)

    def find(self, text: str, given: frozenset = frozenset()) -> list[Hit]:
        """Return the Hits in a text; they may overlap.

        :param given: people whose first name, surname or nickname alone is found as well, for their own records.
        """
        if len(text) > _LONGEST_KEPT:
            return self._find_in_text(text, frozenset(given))
        # Titles, states, addresses stand in many records of one person.
        asked = text, frozenset(given)
        if asked not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[asked] = self._find_in_text(*asked)
        return list(self._kept[asked])

    def _find_in_text(self, text, given):
        if not text:
            return []
        return [_without_cell(hit) for hit in self._find(parse(text), given)] + self._find_literally(text)

    def find_row(self, cells, given: frozenset = frozenset()) -> list[Hit]:
        """Return the Hits in the cells of one row; their places are (cell, start, end)."""
        return self._find(parse_row(cells), frozenset(given)) if any(cells) else []

    def redact(self, text, wanted, replacement=REDACTED, given=frozenset()):
        """Return a text with the Hits that are wanted replaced, and everything else as it was, letter for letter.

        :param wanted: called with a Hit, says whether it goes.
        """
        for _time in range(LOOKS):
            hits = [hit for hit in self.find(text, given) if wanted(hit)]
            if not hits:
                break
            text = cut(text, _all(hit.spans for hit in hits), _all(hit.rest for hit in hits), replacement)
        return text

    def spans_in_row(self, cells, wanted, given=frozenset()):
        """Return [(cell, start, end)] of what goes in a row, overlaps merged: what a writer of files has to cut."""
        hits = [hit for hit in self.find_row(cells, given) if wanted(hit)]
        found = _by_cell((*hit.spans, *hit.rest) for hit in hits)
        return [(cell, start, end) for cell in sorted(found) for start, end, _replaced in covered(found[cell])]

    def _find(self, flow, given):
        found = {item for item in self._marks(flow) if self._wanted is None or item[0] in self._wanted}
        found.update(self._names.find(flow, self._wanted))
        if given:
            found.update(self._given(given).find(flow))
        return [self._hit(flow, number, ranges, form, given) for number, ranges, form in sorted(found)]

    def _find_literally(self, text):
        hits = []
        for number, start, end in self._literals.find(text):
            people = self.owners[number] if self._people is None else self.owners[number] & self._people
            if people:
                hits.append(Hit(self.signs[number], people, ((start, end),), alone=text.strip() == text[start:end]))
        return hits

    def _given(self, given):
        if given not in self._givens:
            if len(self._givens) >= _MOST_GIVEN:
                self._givens.clear()
            self._givens[given] = self._given_names(given)
        return self._givens[given]

    def _given_names(self, given):
        numbers_of = {number for person in given for number in self._numbers_of.get(person, ())}
        values = {number: self.signs[number] for number in numbers_of}
        return GivenNames({number: sign.value for number, sign in values.items() if sign.kind in ("name", "nickname")})

    def _marks(self, flow):
        """Yield (number, ((start, end),), form) of everything but names."""
        if self._emails:
            for start, end, address in numbers.emails(flow.text):
                yield from ((number, ((start, end),), FULL) for number in self._emails.get(address, ()))
        if self._dates:
            for start, end, dates in numbers.dates(flow.text):
                yield from ((number, ((start, end),), FULL) for date in dates for number in self._dates.get(date, ()))
        for number, start, end in (*self._codes.find(flow), *self._phrases.find(flow)):
            yield number, ((start, end),), FULL

    def _hit(self, flow, number, places, form, given):
        people = self.owners[number]
        if form == GIVEN:
            people &= given
        if self._people is not None:
            people &= self._people
        spans, rest = [], []
        for start, end in places:
            first, *others = flow.source_of(start, end)
            spans.append(first)
            rest += others
        return Hit(self.signs[number], people, tuple(spans), tuple(rest), form, alone=flow.is_alone(places))


def _is_read_as_name(sign):
    return sign.kind == "name" and len(sign.value) <= _LONGEST_NAME


def _without_cell(hit):
    spans, rest = (tuple(place[1:] for place in places) for places in (hit.spans, hit.rest))
    return replace(hit, spans=spans, rest=rest)


def _all(places):
    return [place for several in places for place in several]


def _by_cell(places):
    found = defaultdict(list)
    for cell, start, end in _all(places):
        found[cell].append((start, end))
    return found
