"""Mails as files (.eml): header fields and parts, each decoded, and encoded again as it was."""

import codecs
import re
from typing import Any

from .document import Document, Fixed
from .encoding import decode, decode_declared
from .kinds import open_document
from .mail_field import FIELD, Field, parsed
from .mail_transfer import Transfer

BLANK_LINE = re.compile(rb"\r?\n\r?\n|\A\r?\n")
DEEPEST = 20


class Mail(Document):
    """One mail; its parts are Documents of their own."""

    kind = "mail"

    def __init__(self, content, depth, budget, level=0):
        super().__init__()
        self._bytes = content
        self._depth = depth
        self._budget = budget
        self._level = level
        end = BLANK_LINE.search(content)
        self._head_end = end.end() if end else len(content)
        self._message = parsed(content[: self._head_end])
        self._fields = []
        self._parts = []

    @property
    def changed(self):
        return any(field.changed for field in self._fields) or any(part.changed for _place, part in self._parts)

    def rows(self):
        for found in FIELD.finditer(self._bytes, 0, self._head_end):
            field = Field(found)
            self._fields.append(field)
            yield [field]
            yield from ([name] for name in field.file_names)
        for place in self._places():
            part = self._part(*place)
            self._parts.append((place, part))
            yield from part.rows()
            self.members += part.not_read

    def _places(self):
        """Return [(start, end)] of the parts: between boundaries, or the body as a whole."""
        boundary = self._message.get_boundary() if self._message.get_content_maintype() == "multipart" else None
        if not boundary:
            return [(self._head_end, len(self._bytes))]
        mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
        marks = list(re.finditer(rb"(?m)^--%s(?:--)?[ \t]*(?:\r?\n|\Z)" % mark, self._bytes[self._head_end :]))
        if not marks:
            return [(self._head_end, len(self._bytes))]
        ends = [self._head_end + found.start() for found in marks[1:]] + [len(self._bytes)]
        return [(self._head_end + found.end(), end) for found, end in zip(marks, ends, strict=True)]

    def _part(self, start, end):
        data = self._bytes[start:end]
        if start == self._head_end:
            return _Body(data, self._message, self._depth, self._budget)
        if self._level > DEEPEST:
            return Document("too_deep")
        return Mail(data, self._depth, self._budget, self._level + 1)

    def content(self):
        changes = [(field.place, field.value()) for field in self._fields if field.changed]
        changes += [(place, part.content()) for place, part in self._parts if part.changed]
        pieces, position = [], 0
        for (start, end), new in sorted(changes):
            pieces += [self._bytes[position:start], new]
            position = end
        return b"".join([*pieces, self._bytes[position:]])


class _Body(Document):
    """What stands between a part's head and the next boundary, in its transfer encoding."""

    kind = "part"

    def __init__(self, raw, message, depth, budget):
        super().__init__()
        self._transfer = Transfer(raw, str(message.get("content-transfer-encoding", "")).strip().lower())
        data = self._transfer.data
        self._text = _text(data, message)
        if self._text:
            # The reader of its kind sees the mark of UTF-8, and asks for no other encoding.
            data = codecs.BOM_UTF8 + self._text.text.encode()
        self._inside: Any = open_document(data, _name(message), depth + 1, budget) if raw.strip() else None
        if message.get_content_type() == "message/rfc822" and self._inside:
            self._inside = Mail(data, depth + 1, budget)

    @property
    def changed(self):
        return bool(self._inside and self._inside.changed)

    def rows(self):
        if self._inside:
            yield from self._inside.rows()
            yield from ([Fixed(decode(line).text)] for line in self._transfer.beside)
            self.unread = self._inside.unread if self._transfer.is_whole else "damaged"
            self.members += self._inside.members

    def content(self):
        new = self._inside.content()
        if self._text:
            new = self._text.encode(new.removeprefix(codecs.BOM_UTF8).decode())
        return self._transfer.encoded(new)


def _text(data, message):
    """Return the Decoded of a text in the encoding that its head declares; None where its bytes tell it."""
    if message.get_content_maintype() != "text":
        return None
    try:
        declared = message.get_content_charset() or ""
    except (ValueError, LookupError, TypeError):
        return None
    return decode_declared(data, declared)


def _name(message):
    try:
        name = message.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    ending = {"text/html": ".html", "text/csv": ".csv"}.get(message.get_content_type(), "")
    return name or f"part{ending}"
