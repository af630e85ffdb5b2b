"""What counts and goes in a column of JSON, so that it stays JSON: of strings any part, of numbers only the whole.

A number does not say what it is. Of a phone or a national ID it is clear all the same; a share of costs, a mileage or
the number of a record may be anybody's student number.
"""

import re
from bisect import bisect_left, bisect_right

from .cutting import covered, edited
from .matcher import LOOKS, REDACTED

_OF_NUMBERS = ("phone", "national_id")
_NOTHING = "null"
# Strings, numbers and words; besides there are only signs.
_PART = re.compile(r'"(?P<string>[^"\\]*(?:\\.[^"\\]*)*)"|-?(?P<whole>\d+)(?P<rest>[\d.eE+-]*)|[a-z]+', re.DOTALL)
# 24516273.0 is what a program makes of 24516273.
_ZEROS = re.compile(r"(?:\.0+)?")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def find_in_json(matcher, text, given=frozenset()):
    """Return the Hits of a Matcher in a JSON text that count: see above."""
    hits = matcher.find(text, given)
    return list(filter(_Parts(text).counts, hits)) if hits else hits


def redact_json(matcher, text, wanted, given=frozenset()):
    """Return a JSON text as `Matcher.redact` does a text; a number that goes is null, as suits a property of any type.

    Letter for letter, everything else is as it was, and a text from which nothing goes is the very same.
    """
    for _time in range(LOOKS):
        hits = [hit for hit in find_in_json(matcher, text, given) if wanted(hit)]
        if not hits:
            break
        text = _Parts(text).without(hits)
    return text


def only_strings(text):
    """Return a JSON text with blanks where something stands outside strings: each letter of them is in its place.

    >>> only_strings('{"12": 100.0, "who": "Emma"}')
    '{"12":      , "who": "Emma"}'
    """
    return _PART.sub(lambda part: part[0] if part["string"] is not None else " " * len(part[0]), text)


class _Parts:
    """The strings of a JSON text, its whole numbers, and the escapes, of which none can be cut in two."""

    def __init__(self, text):
        self._text, self._strings, self._numbers = text, [], {}
        for part in _PART.finditer(text):
            if part["string"] is not None:
                self._strings.append(part.span("string"))
            elif part["whole"] and part[0][0] != "-" and _ZEROS.fullmatch(part["rest"]):
                self._numbers[part.span("whole")] = part.end()
        self._escapes = [match.span() for match in _ESCAPE.finditer(text)]

    def counts(self, hit):
        """Whether a Hit stands in strings, or is all of a number that is a phone or a national ID."""
        if hit.spans[0] in self._numbers:
            return hit.sign.kind in _OF_NUMBERS
        return all(self._is_in_string(start, end) for start, end in (*hit.spans, *hit.rest))

    def without(self, hits):
        """Return the text without Hits that count."""
        numbers = {hit.spans[0] for hit in hits} & self._numbers.keys()
        in_strings = [hit for hit in hits if hit.spans[0] not in numbers]
        spans, rest = (
            [self._unbroken(*span) for spans in places for span in spans]
            for places in ([hit.spans for hit in in_strings], [hit.rest for hit in in_strings])
        )
        edits = [(start, end, REDACTED if replaced else "") for start, end, replaced in covered(spans, rest)]
        edits += [(start, self._numbers[start, end], _NOTHING) for start, end in numbers]
        return edited(self._text, sorted(edits))

    def _is_in_string(self, start, end):
        index = bisect_right(self._strings, (start, len(self._text))) - 1
        return index >= 0 and end <= self._strings[index][1]

    def _unbroken(self, start, end):
        """Return a place, and the rest of the escape in which it begins or ends."""
        return self._edge(start, 0), self._edge(end, 1)

    def _edge(self, place, side):
        index = bisect_left(self._escapes, (place,)) - 1
        is_inside = index >= 0 and place < self._escapes[index][1]
        return self._escapes[index][side] if is_inside else place
