"""A line of a mail's head as a cell: encoded words decoded, and only those encoded again of which something goes."""

import re
from collections import Counter
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses

from .document import REPLACEMENT, CannotRewriteError, without_surrogates
from .encoding import decode
from .mail_file_name import FileName

FIELD = re.compile(rb"(?m)^([!-9;-~]+):[ \t]*((?:[^\r\n]*(?:\r?\n[ \t]+(?=\S))?)*)")
FOLD = re.compile(r"\r?\n(?=[ \t])")
WORD = r"=\?[\w*.:-]+\?[bBqQ]\?.{0,1000}?\?="
# Encoded words that only blanks part are one text; so is a fold, which is a blank.
PIECE = re.compile(rf"{WORD}(?:\s+{WORD})*|\r?\n[ \t]+", re.DOTALL)
# What holds signs that part no addresses.
CLOSED = re.compile(rf'{WORD}|"(?:\\.|[^"\\])*"|\\.', re.DOTALL)
WHITE = " \t\r\n"
ADDRESSES = {"from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to"}


def parsed(head):
    """Return the bytes of a head as Python's own Message; an empty one where Python cannot read it."""
    try:
        return HeaderParser().parsestr(head.decode("utf-8", "surrogateescape"))
    except (ValueError, LookupError, IndexError, AttributeError):
        return Message()


class Field:
    """What stands behind the name of a field; ``found`` is a match of FIELD.

    ``place``: (start, end) of its bytes. ``file_names``: cells of the names of files in it.
    """

    def __init__(self, found):
        self._has_addresses = found[1].decode("ascii").lower() in ADDRESSES
        self._decoded = decode(found[2])
        self._pieces = list(self._read())
        self._spans = []
        self.place = found.span(2)
        self.text = without_surrogates("".join([text for text, _start, _end in self._pieces]))
        self.file_names = _file_names(found[2])

    @property
    def changed(self):
        """Whether anything was cut."""
        return bool(self._spans) or any(name.changed for name in self.file_names)

    def cut(self, start, end):
        """Remember what goes."""
        self._spans.append((start, end))

    def _read(self):
        """Yield (text, start, end): letters as they are, or what those in this place stand for."""
        raw = self._decoded.text
        position, stop = len(raw) - len(raw.lstrip(WHITE)), len(raw.rstrip(WHITE))
        for found in PIECE.finditer(raw, position, stop):
            text = _said(found[0])
            if text is not None:
                yield raw[position : found.start()], position, found.start()
                yield text, *found.span()
                position = found.end()
        yield raw[position:stop], position, stop

    def value(self):
        """Return the bytes without what was cut; all other letters and words keep theirs.

        :raises CannotRewriteError: these bytes are no whole text, or somebody else's address would change.
        """
        raw, spans, offset, position, new = self._decoded.text, _merged(self._spans), 0, 0, []
        for text, start, end in self._pieces:
            here, offset = offset, offset + len(text)
            touching = [span for span in spans if span[0] < offset and span[1] > here]
            if touching:
                new += [raw[position:start], self._rest(text, start, end, here, touching)]
                position = end
        value = "".join([*new, raw[position:]])
        if spans and self._has_addresses:
            self._check(value, [self.text[start:end] for start, end in spans])
        for name in self.file_names:
            value = name.written_into(value) if name.changed else value
        return self._decoded.encode(value)

    def _rest(self, text, start, end, here, spans):
        """Return what is written for a piece that begins at ``here`` in the cell, and of which the spans go."""
        is_literal = text == self._decoded.text[start:end]
        position, pieces = 0, []
        for first, last in spans:
            # What began in a piece before this one has its word there.
            if first >= here:
                word = self._word(start + first - here) if is_literal else REPLACEMENT
                pieces += [text[position : first - here], word]
            position = last - here
        rest = without_surrogates("".join([*pieces, text[position:]]))
        if is_literal or not rest.strip():
            return rest
        ending = "\r\n" if "\r\n" in self._decoded.text else "\n"
        return " " * (spans[0][0] < here) + Header(rest.strip(), "utf-8").encode(linesep=ending)

    def _word(self, place):
        """Return the neutral word for a place in the letters; in the bare name of an address it has to be quoted."""
        before = CLOSED.sub("", self._decoded.text[:place])
        is_bare = '"' not in before and all(before.count(first) == before.count(last) for first, last in ("<>", "()"))
        return f'"{REPLACEMENT}"' if is_bare and self._has_addresses else REPLACEMENT

    def _check(self, value, cut):
        before, after = _addresses(self._decoded.text), _addresses(value)
        lost = [address for address in before - after if not any(_is_of(address, text) for text in cut)]
        # Of a field that is itself broken nothing can be compared.
        if before and (lost or after - before):
            raise CannotRewriteError


def _said(letters):
    """Return what a match of PIECE stands for; None where that cannot be told."""
    if not letters.strip():
        return " "
    try:
        return str(make_header(decode_header(FOLD.sub("", letters))))
    except (HeaderParseError, LookupError, ValueError, TypeError):
        return None


def _merged(spans):
    merged = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _addresses(text):
    """Return how often each address stands in a field from which nothing was cut of it."""
    found = [address for _name, address in getaddresses([FOLD.sub("", text)])]
    return Counter(address for address in found if "@" in address and REPLACEMENT not in address)


def _is_of(address, text):
    return text in address or (address in text and text.count("@") == 1)


def _file_names(raw):
    """Return the FileNames that are written by RFC 2231: name*=utf-8''S%C3%B8ren."""
    if b"*" not in raw:
        return []
    message = parsed(b"Content-Type: x/x;" + raw.partition(b";")[2] + b"\n\n")
    names = []
    for key, value in message.get_params([]):
        if isinstance(value, tuple):
            charset, _language, text = value
            names.append(FileName(key, text.encode("latin-1", "replace").decode(_known(charset), "replace")))
    return names


def _known(charset):
    try:
        "".encode(charset or "utf-8")
    except (LookupError, TypeError):
        return "utf-8"
    return charset or "utf-8"
