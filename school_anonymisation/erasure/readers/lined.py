"""vCard and iCalendar: a property is a row, its values are cells; folded lines and quoted-printable stay so."""

import re

from .document import Cell, Fixed, Texts
from .encoding import decode
from .kinds import open_document
from .mail_transfer import Transfer
from .markup import unescaped

# A line goes on in the next one when that begins with a blank; in vCard 2.1, also after "=" at its end.
FOLD = re.compile(r"\r?\n[ \t]")
HEAD = re.compile(r'(?:[^":;\r\n]|"[^"\r\n]*"|;)+:')
QUOTED = re.compile(r"=[0-9A-Fa-f]{2}(?:=[0-9A-Fa-f]{2}|=\r?\n(?==[0-9A-Fa-f]{2}))*|=\r?\n")
OCTET = re.compile(r"=([0-9A-Fa-f]{2})")
ESCAPE = re.compile(r"\\.|\r?\n[ \t]", re.DOTALL)
CHARSET = re.compile(r"CHARSET=([\w-]+)", re.IGNORECASE)
PARAMETER = re.compile(r'=("[^"]*"|[^";:=]+)')
# In vCard 2.1 the encoding stands by itself.
ENCODED = re.compile(r';(?:ENCODING="?(?:b|base64)"?|BASE64)(?=[;:])', re.IGNORECASE)


class CardOrCalendar(Texts):
    """A text of properties; what one of them holds in base64 is opened, and not written."""

    kind = "card"

    def __init__(self, decoded, depth, budget):
        super().__init__(decoded)
        self._depth = depth
        self._budget = budget
        self._encoded = []

    def rows(self):
        yield from self.also_translated(self._properties())
        for value in self._encoded:
            yield from self._inside(value)

    def _properties(self):
        text, start = self.source.text, 0
        while start < len(text):
            end, is_quoted = self._end(start)
            head = HEAD.match(text, start, end)
            if head:
                yield from self._parameters(head)
            if head and ENCODED.search(head[0]):
                self._encoded.append(text[head.end() : end])
            elif head:
                yield self._row(head, end, is_quoted)
            elif text[start:end].strip():
                line = text[start:end].rstrip("\r\n")
                yield [Cell(self.source, [(line, start, start + len(line))])]
            start = end

    def _end(self, start):
        """Return (where the property ends, whether it is quoted-printable)."""
        text, position = self.source.text, start
        first = text.find("\n", start)
        is_quoted = "QUOTED-PRINTABLE" in text[start : first if first >= 0 else len(text)].partition(":")[0].upper()
        while True:
            newline = text.find("\n", position)
            if newline < 0:
                return len(text), is_quoted
            position = newline + 1
            goes_on = text[position : position + 1] in (" ", "\t") and text[position : position + 1]
            soft = is_quoted and text[start:newline].rstrip("\r").endswith("=")
            if not goes_on and not soft:
                return position, is_quoted

    def _inside(self, value):
        """Yield what a value in base64 holds: a text, a picture, a document."""
        transfer = Transfer(value.encode("utf-8", "replace"), "base64")
        if transfer.data:
            document = open_document(transfer.data, depth=self._depth + 1, budget=self._budget)
            # Whoever only reads gets plain strings of some documents.
            yield from ([Fixed(getattr(cell, "text", cell)) for cell in row] for row in document.rows())
            self.members += document.not_read
        yield from ([Fixed(decode(line).text)] for line in transfer.beside)
        if not transfer.is_whole:
            self.members.append("damaged")

    def _parameters(self, head):
        text = self.source.text
        for found in PARAMETER.finditer(text, head.start(), head.end() - 1):
            # CN="Saga Kvist" of somebody who takes part.
            first, last = found.span(1)
            yield [Cell(self.source, unescaped(text, first, last, FOLD, lambda _fold: ""))]

    def _row(self, head, end, is_quoted):
        text = self.source.text
        while end > head.end() and text[end - 1] in "\r\n":
            end -= 1
        parts = self._decoded(head, end) if is_quoted else unescaped(text, head.end(), end, ESCAPE, _letter)
        return [Cell(self.source, piece) for piece in _values(parts)]

    def _decoded(self, head, end):
        charset = CHARSET.search(head[0])
        parts = []
        for letters, first, last in unescaped(self.source.text, head.end(), end, QUOTED, lambda code: code):
            if not letters.startswith("="):
                parts.append((letters, first, last))
            elif letters[1] in "\r\n":
                parts.append(("", first, last))
            else:
                parts += _octets(letters, first, charset[1] if charset else "utf-8")
        return parts


def _octets(letters, start, charset):
    """Return one part a letter of a run of =XX; a line may end in the middle of a letter."""
    octets = [(int(found[1], 16), *found.span()) for found in OCTET.finditer(letters)]
    raw = bytes(octet for octet, _first, _last in octets)
    try:
        text = raw.decode(charset)
        widths = [len(letter.encode(charset)) for letter in text]
    except (LookupError, UnicodeError):
        text, widths = raw.decode("latin-1"), [1] * len(raw)
    parts, position = [], 0
    for letter, width in zip(text, widths, strict=True):
        parts.append((letter, start + octets[position][1], start + octets[position + width - 1][2]))
        position += width
    return parts


def _letter(escape):
    if escape[0] == "\\":
        return "\n" if escape[1] in "nN" else escape[1]
    return ""


def _values(parts):
    """Cut a property's parts into its values, at each ";" that is not escaped."""
    pieces = [[]]
    for text, start, end in parts:
        if len(text) != end - start or ";" not in text:
            pieces[-1].append((text, start, end))
            continue
        position = start
        for number, piece in enumerate(text.split(";")):
            if number:
                pieces.append([])
                position += 1
            pieces[-1].append((piece, position, position + len(piece)))
            position += len(piece)
    return pieces
