"""What can be read in bytes of an unknown kind: runs of printable letters, as the program `strings` finds them."""

import re
import zlib

from .document import REPLACEMENT, Document, Fixed

# Letters of ISO 8859-1 and of UTF-8 look alike here; which of them it is shows when a run is decoded.
NARROW = re.compile(rb"(?:[\t\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}|[\xc0-\xff]){4,}")
# Letters of UTF-16 by their bytes: Latin ones beside each other first, so that a number before a word is no part of it.
LATIN = {
    "utf-16-le": re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}"),
    "utf-16-be": re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){4,}"),
}
EUROPEAN = {
    "utf-16-le": re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x04]){4,}"),
    "utf-16-be": re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]|[\x01-\x04][\x00-\xff]){4,}"),
}
# Nearly any bytes are letters of some script; to be asked for only where texts are expected.
ANY_SCRIPT = {
    "utf-16-le": re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x06\x0e\x1e\x30-\x9f\xac-\xd7]){2,}"),
    "utf-16-be": re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]|[\x01-\x06\x0e\x1e\x30-\x9f\xac-\xd7][\x00-\xff]){2,}"),
}
LETTERS = re.compile(r"[^\W\d_]{2}|\d{4}")
# The texts of films, sounds and fonts stand at their beginning or their end.
EDGE = 262_144
BLOCK = 16_384
OVERLAP = 256
ABOVE_ASCII = bytes(range(128, 256))
LONG = (
    (re.compile(rb"(?:[\t\x20-\x7e]|[\xc3-\xc5][\x80-\xbf]){8,}"), "utf-8"),
    (re.compile(rb"(?:[\x20-\x7e\xc0-\xff]\x00){6,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e\xc0-\xff]){6,}"), "utf-16-be"),
)
LONGEST = 20_000


def loose_texts(content):
    """Yield the texts in bytes of any kind, a memory map, too.

    Where the bytes are packed or encrypted only long runs count: there, any bytes are letters now and then.
    """
    for start in range(0, len(content), BLOCK):
        # What the border of two blocks would cut is whole in the first of them.
        block = bytes(content[start : start + BLOCK + OVERLAP])
        if len(block) > OVERLAP and len(zlib.compress(block, 1)) > len(block) * 0.95:
            for pattern, codec in LONG:
                yield from (found[0].decode(codec, "replace") for found in pattern.finditer(block))
        else:
            yield from (text for text, *_place in texts(block))


def texts(content, scripts=None):
    """Yield (text, codec, start, end) of the runs in some bytes.

    :param scripts: ANY_SCRIPT where texts are expected; EUROPEAN otherwise.
    """
    for found in NARROW.finditer(content):
        for first in range(found.start(), found.end(), LONGEST):
            run = content[first : min(first + LONGEST, found.end())]
            text, codec = _narrow(run)
            if LETTERS.search(text):
                yield text, codec, first, first + len(run)
    for codec, pattern in (*LATIN.items(), *(scripts or EUROPEAN).items()):
        for found in pattern.finditer(content):
            text = found[0].decode(codec, "replace")
            is_wider = pattern is LATIN[codec] or max(text, default="") > "\xff"
            if is_wider and LETTERS.search(text):
                yield text, codec, *found.span()


def _narrow(run):
    """Return (text, codec) of a run; ("", "") of one that is hardly a text."""
    try:
        return run.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        plain = len(run.translate(None, ABOVE_ASCII))
        return (run.decode("cp1252", "replace"), "cp1252") if plain * 5 >= len(run) * 3 else ("", "")


class InPlace:
    """A run in bytes that must keep their places: what is cut is overwritten, byte for byte."""

    def __init__(self, content, run):
        self._content = content
        self.text, self._codec, self._start, _end = run

    def cut(self, start, end):
        """Overwrite text[start:end] in the bytes."""
        width = [len(letter.encode(self._codec, "replace")) for letter in self.text]
        first = self._start + sum(width[:start])
        size = sum(width[start:end])
        unit = len(" ".encode(self._codec))
        self._content[first : first + size] = filling(size // unit).encode(self._codec)


def filling(size):
    """Return ``size`` letters for the place of what goes: the neutral word where there is room for it."""
    return REPLACEMENT.ljust(size) if size >= len(REPLACEMENT) else "*" * size


class Media(Document):
    """A file of which only the edges are read."""

    kind = "media"

    def __init__(self, content, unread=""):
        super().__init__(unread)
        self._edges = [bytes(content[:EDGE])]
        if len(content) > EDGE:
            self._edges.append(bytes(content[max(len(content) - EDGE, EDGE) :]))

    def rows(self):
        for edge in self._edges:
            yield from ([Fixed(text)] for text in loose_texts(edge))


class Unknown(Document):
    """Bytes of which nothing is known, read whole, block by block."""

    def __init__(self, content, unread="unknown"):
        super().__init__(unread)
        self._content = content

    def rows(self):
        yield from ([Fixed(text)] for text in loose_texts(self._content))
