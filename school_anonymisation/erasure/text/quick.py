"""The quick look: which rows may hold a sign of somebody? It may let too much through, never too little.

Hyperscan looks at images of a row's bytes: one with the accents of Western Europe taken off, one of its digits, one of
its English letters and digits, one with other letters besides. What breaks a word (an escape, a tag, an invisible
character, a letter that has no such image) is a shape of its own: only rows that have one are unpacked in Python, and
looked at again.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from threading import Lock

import hyperscan

from .anchors import SHORT, has_no_plain_part, image, number_anchors, word_anchors_of
from .breaks import BREAKS, plain

# Of a longer text its beginning is looked for.
_LONGEST = 48
_BEFORE = rb"(?:^|[^A-Za-z\x80-\xff]|[\xc2\xc4-\xf4][^\n]{1,3}|\\[nrtbfv])"
_BEHIND = rb"(?:s?(?:[^A-Za-z\x80-\xc1]|$))"

# Kinds that say something beside another sign only: a row that has nothing else is not looked at.
COMPANIONS = ("city", "zip", "birth_date", "nickname")
_NUMBERS = ("phone", "national_id", "iban", "number")
_DIGITS_ONLY = bytes(code for code in range(256) if chr(code) not in "0123456789\n\t")
# How a letter of Western Europe with an accent begins, which may be written in more ways than there are images.
_LEAD = b"\xc3"
_ALNUM_ONLY = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) not in "\n\t")
# Between the groups of a number may stand a dash or a space that is not ASCII.
_ASCII_ALNUM_ONLY = _ALNUM_ONLY + bytes(range(128, 256))
_BETWEEN_GROUPS = re.compile(rb"\xe2\x80[\x80-\x8a\x90-\x93\xaf]|\xc2\xa0|\xe3\x80\x80")


class Scanner:
    """A database of Hyperscan, or none where there is nothing to look for."""

    def __init__(self, patterns, **options):
        self._database = None
        # Two threads of a server may look at the same time, and what Hyperscan writes on is one for all.
        self._lock = Lock()
        if patterns:
            self._database = hyperscan.Database()
            self._database.compile(
                expressions=patterns, ids=list(range(len(patterns))), elements=len(patterns), **options
            )

    def ends(self, content):
        """Return the places in bytes at which something that was looked for ends."""
        found = []
        if self._database is not None and content:
            with self._lock:
                self._database.scan(
                    content, match_event_handler=lambda _number, _start, end, _flags, _context: found.append(end - 1)
                )
        return found


@lru_cache(maxsize=1)
def _break_scanner():
    return Scanner(list(BREAKS), flags=hyperscan.HS_FLAG_DOTALL)


class QuickLook:
    """Says of many rows at once which may hold one of some signs."""

    def __init__(self, signs):
        words, digits, codes, other_codes = set(), set(), set(), set()
        for sign in signs:
            if sign.kind in _NUMBERS:
                for anchors, more in zip((digits, codes, other_codes), number_anchors(sign), strict=True):
                    anchors.update(more)
            elif sign.kind not in COMPANIONS:
                words |= word_anchors_of(sign)
        short = {text for text in words if len(text) < SHORT and text.isalpha() and text.isascii()}
        self._words, self._digits, self._codes, self._other_codes = (
            Scanner(sorted({text[:_LONGEST] for text in texts if text}), literal=True, flags=hyperscan.HS_FLAG_CASELESS)
            for texts in (words - short, digits, codes, other_codes)
        )
        self._short = Scanner(
            [_BEFORE + text + _BEHIND for text in sorted(short)],
            flags=hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_MULTILINE,
        )
        self._has = bool(words), bool(digits), bool(codes), bool(other_codes)
        self._is_odd = any(sign.kind == "name" and has_no_plain_part(sign.value) for sign in signs)

    def suspects(self, rows):
        """Return the numbers of the rows that may hold a sign, in their order.

        :param rows: bytes, each a line with its line end, and no other line end in it.
        """
        content = b"".join(rows)
        found = self._in_images(content)
        if self._is_odd:
            found |= {index for index, row in enumerate(rows) if _LEAD in row}
        broken = sorted(_lines_of(content, _break_scanner().ends(content)) - found)
        if broken:
            unpackaged = b"".join(plain(rows[index]) for index in broken)
            found |= {broken[line] for line in self._in_images(unpackaged)}
        return sorted(found)

    def may_hold(self, content):
        """Whether there may be a sign in bytes of any kind, a file for example."""
        return bool(self.suspects([content.replace(b"\n", rb"\n") + b"\n"]))

    def _in_images(self, content):
        """Return the numbers of the lines in whose images something stands."""
        found = set()
        has_words, has_digits, has_codes, has_other_codes = self._has
        if has_words:
            seen = image(content)
            found |= _lines_of(seen, self._words.ends(seen) + self._short.ends(seen))
        if has_digits:
            seen = content.translate(None, _DIGITS_ONLY)
            found |= _lines_of(seen, self._digits.ends(seen))
        if has_codes:
            seen = content.translate(None, _ASCII_ALNUM_ONLY)
            found |= _lines_of(seen, self._codes.ends(seen))
        if has_other_codes:
            seen = image(_BETWEEN_GROUPS.sub(b"", content)).translate(None, _ALNUM_ONLY)
            found |= _lines_of(seen, self._other_codes.ends(seen))
        return found


def _lines_of(content, places):
    """Return the numbers of the lines of some bytes in which there are places."""
    if not places:
        return set()
    ends = list(accumulate(len(line) + 1 for line in content.split(b"\n")))
    return {bisect_right(ends, place) for place in places}
