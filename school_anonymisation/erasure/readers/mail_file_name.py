"""The name of a file in a mail's head, written by RFC 2231, in one piece or in several: filename*0*=utf-8''S%C3%B8."""

import re
from urllib.parse import quote

from .document import REPLACEMENT, Fixed


class FileName:
    """A parameter of a head's line as a cell; ``key``: what it is called there."""

    def __init__(self, key, text):
        self.text = Fixed(text).text
        self._key = key
        self._spans = []

    @property
    def changed(self):
        """Whether anything was cut."""
        return bool(self._spans)

    def cut(self, start, end):
        """Remember what goes."""
        self._spans.append((start, end))

    def written_into(self, line):
        """Return a line with the name as it is now, in one piece where the first piece stood.

        >>> name = FileName("filename", "Søs.txt")
        >>> name.cut(0, 3)
        >>> name.written_into("attachment; filename*0*=utf-8''S%C3%B8; filename*1*=s.txt; size=3")
        "attachment; filename*=utf-8''%5Banonymised%5D.txt; size=3"
        """
        pieces, position = [], 0
        for start, end in sorted(self._spans):
            if start >= position:
                pieces += [self.text[position:start], REPLACEMENT]
            position = max(position, end)
        new = quote("".join([*pieces, self.text[position:]]), safe="")
        parameter = re.compile(rf";\s*{re.escape(self._key)}(?:\*\d+)?\*?=(?:\"[^\"]*\"|[^;]*)", re.IGNORECASE)
        places = [found.span() for found in parameter.finditer(line)]
        for start, end in reversed(places[1:]):
            line = line[:start] + line[end:]
        start, end = places[0]
        return f"{line[:start]}; {self._key}*=utf-8''{new}{line[end:]}"
