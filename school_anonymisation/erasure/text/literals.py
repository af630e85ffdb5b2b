"""Finds names letter for letter that have signs in them which a text takes for something else, as a backslash."""

import html
import json
import re

# What stands in names that people write; anything else may be markup or an escape where the name stands in a text.
_PLAIN = re.compile("[\\w\\s.,'\u2019`\u00b4\u00a8\u00af\u00b8\u02d8-\u02dd()\"\u201c\u201d-]*")


class Literals:
    """Names with odd signs, each in the ways in which texts store it; ``find`` yields (number, start, end)."""

    def __init__(self):
        self._patterns = []

    def add(self, number, value):
        """Take a name in; one of plain letters is found otherwise."""
        if _PLAIN.fullmatch(value) and "_" not in value:
            return
        escaped = html.escape(value, quote=False)
        forms = {value, escaped, html.escape(value), json.dumps(value)[1:-1], json.dumps(escaped)[1:-1]}
        written = "|".join(map(_pattern, sorted(forms, key=len, reverse=True)))
        self._patterns.append((number, re.compile(rf"(?<!\w)(?:{written})(?!\w)", re.IGNORECASE)))

    def find(self, text):
        """Yield (number, start, end) of each name in a text as it is stored."""
        for number, pattern in self._patterns:
            for match in pattern.finditer(text):
                yield number, *match.span()


def _pattern(form):
    """Return the pattern of a form; a letter that JSON escapes may be a capital one, which has another number."""
    return re.sub(r"\\\\u([0-9a-f]{4})", _either, re.escape(form))


def _either(match):
    letter = chr(int(match[1], 16))
    return (
        "(?:"
        + "|".join(rf"\\u{ord(case):04x}" for case in {letter, letter.upper(), letter.lower()} if len(case) == 1)
        + ")"
    )
