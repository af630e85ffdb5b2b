"""JSON: the values of an object or a list are a row; keys are read, never written."""

import json
import re

from .document import REPLACEMENT, Cell, Fixed, Texts
from .encoded import encoded_rows

TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|[{}\[\]:,]|true|false|null', re.DOTALL)
ESCAPE = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.", re.DOTALL)
# How spreadsheets name their cells: those of one line have one number.
CELL_NAME = re.compile(r"[A-Z]{1,3}([1-9]\d{0,6})")
DEEPEST = 200


def is_json(text):
    """Whether a text is one or more JSON documents, one after the other."""
    decoder, position, text = json.JSONDecoder(), 0, text.strip()
    if not text.startswith(("{", "[")):
        return False
    try:
        while position < len(text):
            _value, position = decoder.raw_decode(text, position)
            position += len(text[position : position + 100]) - len(text[position : position + 100].lstrip())
    except (ValueError, RecursionError):
        return False
    return True


class JsonTree(Texts):
    """A text that ``is_json``."""

    kind = "json"

    def rows(self):
        yield from self.also_translated(_Walk(self.source).rows())
        yield from encoded_rows(self.source.text, self.members)


class _Level:
    """An object or a list that is open: its cells by line, its latest key, and what its cells are called by above."""

    def __init__(self, is_object, line, above):
        self.is_object = is_object
        self.line = line
        self.above = above
        self.key = None
        self.rows = {}

    def add(self, cell):
        """Put a value into the row that its key names; an object that is itself a spreadsheet's cell, into its line."""
        name = CELL_NAME.fullmatch(self.key) if self.is_object and self.key else None
        if name:
            self.rows.setdefault(name[1], []).append(cell)
        elif self.line and self.above is not None:
            self.above.rows.setdefault(self.line, []).append(cell)
        else:
            self.rows.setdefault("", []).append(cell)


class _Walk:
    def __init__(self, source):
        self._source = source
        self._levels = []

    def rows(self):
        """Yield [cell] for each object and list, and for each key."""
        seen = set()
        tokens = TOKEN.finditer(self._source.text)
        for found in tokens:
            word = found[0]
            if word in "{[":
                self._open(word == "{")
            elif word in "}]":
                yield from self._close()
            elif word[0] == '"' and self._is_key(found.end()):
                self._levels[-1].key = "".join(part[0] for part in _parts(found))
                if self._levels[-1].key not in seen:
                    seen.add(self._levels[-1].key)
                    yield [Fixed(self._levels[-1].key)]
            elif word[0] in '"-0123456789':
                cell = self._cell(found)
                if self._levels:
                    self._levels[-1].add(cell)
                else:
                    yield [cell]

    def _open(self, is_object):
        above = self._levels[-1] if self._levels else None
        name = CELL_NAME.fullmatch(above.key) if above and above.is_object and above.key else None
        self._levels.append(_Level(is_object, name[1] if name else "", above))

    def _close(self):
        if self._levels:
            yield from self._levels.pop().rows.values()

    def _is_key(self, end):
        text = self._source.text
        if not self._levels or not self._levels[-1].is_object:
            return False
        while end < len(text) and text[end].isspace():
            end += 1
        return text[end : end + 1] == ":"

    def _cell(self, found):
        if found[0][0] == '"':
            return Cell(self._source, _parts(found))
        return _Number(self._source, found)


class _Number:
    """A number: once cut, it is a string."""

    def __init__(self, source, found):
        self._source = source
        self._span = found.span()
        self.text = found[0]

    def cut(self, start, end):
        """Replace the number by a string."""
        self._source.replace(*self._span, f'"{self.text[:start]}{REPLACEMENT}{self.text[end:]}"')


def _parts(found):
    """Return the parts of a string; an escape is one letter in another's clothes."""
    parts, text, start, position = [], found[0], found.start(), 1
    for escape in ESCAPE.finditer(text, 1, len(text) - 1):
        parts.append((text[position : escape.start()], start + position, start + escape.start()))
        parts.append((_letter(escape[0]), start + escape.start(), start + escape.end()))
        position = escape.end()
    return [*parts, (text[position:-1], start + position, start + len(text) - 1)]


def _letter(escape):
    try:
        return json.loads(f'"{escape}"')
    except ValueError:
        return " "
