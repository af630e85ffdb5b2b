"""Files and texts that stand in base64 inside a text: in an element of XML, a value of JSON, an address of a page."""

import base64
import binascii
import html
import re
from contextvars import ContextVar
from typing import NamedTuple
from urllib.parse import unquote

from .document import Fixed
from .encoding import is_text
from .kinds import DEEPEST, Budget, open_document
from .runs import loose_texts

BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]{16,}={0,2}\s*")
LONGEST_WORD = 100
"""Letters of base64: what is longer, and nothing but letters and digits, is no text by itself."""

# What may be base64, between tags, quotation marks or brackets: in lines, with the escapes of JSON, XML and addresses.
BETWEEN = re.compile(r"""(?<=["'>,(\[])[A-Za-z0-9+/=\s\\&#;%]{16,}(?=["'<>)\]])""")
ESCAPE = re.compile(r"\\+(?:u00([0-9A-Fa-f]{2})|([nrt/]))")


class _Room(NamedTuple):
    """How many texts stand around what is opened next, and what all of it may unpack."""

    level: int
    budget: Budget


# Readers of texts are not told how deep they stand: a text in base64 may hold another one, and that one an archive.
_ROOM: ContextVar[_Room | None] = ContextVar("room", default=None)


def unpacked(content):
    """Return what some bytes say in base64, in lines or in one; None where they are none."""
    if not BASE64.fullmatch(content):
        return None
    try:
        return base64.b64decode(re.sub(rb"\s", b"", content), validate=True)
    except binascii.Error:
        return None


def holds_encoded(content):
    """Whether anything in the bytes of a text may be base64."""
    return any(True for _letters, _data in _encoded(content.decode("utf-8", "replace")))


def encoded_rows(text, members):
    """Yield [Fixed] of what stands in a text in base64; what is short enough for a word, as the letters in it.

    :param members: [code] to which is added why a file could not be read whole.
    """
    room = _ROOM.get() or _Room(1, Budget(reads_only=True))
    for letters, data in _encoded(text):
        if len(letters) <= LONGEST_WORD:
            # There may be a hundred thousand keys and checksums, which are none.
            yield from ([Fixed(word)] for word in (loose_texts(data) if is_text(data) else ()))
        elif room.level > DEEPEST:
            members.append("too_deep")
        elif len(data) > room.budget.left:
            members.append("too_large")
        else:
            room.budget.left -= len(data)
            yield from _rows_of(data, room, members)


def _encoded(text):
    """Yield (letters of base64, what they say)."""
    for found in BETWEEN.finditer(text):
        value = found[0]
        if "\\" in value:
            value = ESCAPE.sub(_letter, value)
        if "&" in value:
            value = html.unescape(value)
        if "%" in value:
            value = unquote(value)
        lines = "".join(line.strip() for line in value.strip("\\\"'").splitlines())
        # Browsers do without what fills it up.
        letters = lines.encode("ascii", "replace") + b"=" * (-len(lines) % 4)
        data = unpacked(letters)
        if data is not None:
            yield letters, data


def _letter(escape):
    if escape[1]:
        return chr(int(escape[1], 16))
    return "/" if escape[2] == "/" else "\n"


def _rows_of(data, room, members):
    """Return [[Fixed]] of a file."""
    # All at once: whoever is read between two rows of a generator would stand as deep.
    token = _ROOM.set(_Room(room.level + 1, room.budget))
    try:
        document = open_document(data, depth=room.level, budget=room.budget)
        rows = [[Fixed(cell if type(cell) is str else cell.text) for cell in row] for row in document.rows()]
    finally:
        _ROOM.reset(token)
    members += document.not_read
    return rows
