"""HTML, XML and the parts of Office documents: paragraphs with their runs joined, tables, notes and attributes."""

import re
from collections.abc import Iterable
from functools import partial
from itertools import chain

from .document import Cell, Same, Texts
from .encoded import encoded_rows
from .layout import Layout
from .markup import attribute_parts, attributes, parts, stray_words, tokens
from .plain_text import lines
from .vocabulary import HTML, OFFICE, XML, structure

BLANK = str.maketrans("\t\n\r", "   ")
# An attribute without two letters in a row, or four digits, says nothing about anybody.
TELLING = re.compile(r"[^\W\d_]{2}|\d{4}|[^\x00-\u02ff]")
# An attribute as Office programs write it, and whether there is anything between the tags.
QUOTED = re.compile(r'="([^"<>]*)"')
TEXT = re.compile(r">\s*[^<\s]")
# Names of namespaces.
SAYS_NOTHING = ("http://schemas.", "urn:schemas", "urn:oasis")
# A file inside an address is opened.
FILE = re.compile(r"data:[^,]*;base64,")
OFFICE_ROOTS = {"wordDocument", "document-content", "document-styles", "document-meta", "package"}
OFFICE_SPACES = ("schemas.openxmlformats.org", "schemas.microsoft.com/office", "urn:schemas-microsoft-com:office")
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument"


class MarkedUp(Texts):
    """A text with tags; ``vocabulary`` says what they mean."""

    def __init__(self, decoded, kind, vocabulary):
        super().__init__(decoded)
        self.kind = kind
        self.vocabulary = vocabulary

    def rows(self):
        yield from self.also_translated(self.own_rows())
        yield from encoded_rows(self.source.text, self.members)

    def own_rows(self):
        """Yield the rows of the texts, then those of the attributes."""
        if self.vocabulary is not OFFICE or TEXT.search(self.source.text):
            yield from _Walk(self).rows()
        for places in self._attributes():
            yield [Same([partial(self._attribute, *place) for place in places])]

    def _attribute(self, start, end):
        return Cell(self.source, attribute_parts(self.source.text, start, end))

    def _attributes(self):
        """Return [places of one value]: an Office document has thousands of attributes, and few different ones."""
        places, text = {}, self.source.text
        found: Iterable
        if self.vocabulary is OFFICE:
            found = (attribute.span(1) for attribute in QUOTED.finditer(text))
        else:
            every = self.tokens()
            tags = (token for token in every if token.kind in ("open", "single"))
            found = chain(stray_words(text, every), *(attributes(text, token) for token in tags))
        for start, end in found:
            places.setdefault(text[start:end], []).append((start, end))
        return [same for value, same in places.items() if _may_tell(value)]

    def tokens(self):
        """Return the Tokens of the text."""
        return list(tokens(self.source.text, self.vocabulary is HTML))


def _may_tell(value):
    """Whether an attribute's value may say anything about anybody."""
    return TELLING.search(value) and not value.startswith(SAYS_NOTHING) and not FILE.match(value)


# Runs of text in paragraphs, whatever the namespace says that they are.
RUNS = re.compile(r"<(\w+):p[ />].{0,2000}?<\1:r[ />].{0,2000}?<\1:t[ >]", re.DOTALL)


def open_markup(decoded):
    """Return the MarkedUp document of a text that begins with a tag."""
    head = decoded.text[:4000]
    root = next((token.name for token in tokens(head) if token.kind in ("open", "single")), "")
    if (
        root in OFFICE_ROOTS
        or OPEN_DOCUMENT in head
        or (root != "html" and any(name in head for name in OFFICE_SPACES))
        or RUNS.search(head)
    ):
        return MarkedUp(decoded, "xml", OFFICE)
    is_page = re.search(
        r"<(?:!doctype html|html|head|body|p|div|span|table|br|a|b|i|ul|ol|meta|h\d|img)\b", head, re.IGNORECASE
    )
    if is_page and (root.lower() == "html" or not head.lstrip().startswith("<?xml")) and "<svg" not in head[:1000]:
        return MarkedUp(decoded, "html", HTML)
    return MarkedUp(decoded, "xml", XML)


class _Walk:
    """One way through the tokens."""

    def __init__(self, document):
        self._source = document.source
        self._text = document.source.text
        self._vocabulary = document.vocabulary
        self._tokens = document.tokens()
        self._roles = document.vocabulary.roles()
        self._structure = structure(self._tokens, self._text) if document.vocabulary is XML else {}
        self._layout = Layout(self._source)
        self._open = []
        self._mark = ""
        self._aside = None
        self._inside = [0]

    def rows(self):
        """Yield [cell]."""
        for token in self._tokens:
            if token.kind == "text":
                self._add(token)
            elif token.kind == "note":
                yield from lines(self._source, token.start, token.end)
            elif token.kind == "skip":
                yield from lines(self._source, token.start + 1, token.end - 1)
            elif token.kind == "close":
                self._close(token)
            else:
                self._begin(token)
            yield from self._layout.take()
        self._layout.close()
        yield from self._layout.take()

    def _add(self, token):
        found = parts(self._text, token)
        if self._aside is not None:
            self._aside += found
            return
        if self._vocabulary is OFFICE:
            self._add_between_tabs(found)
        else:
            self._layout.text([(text.translate(BLANK), start, end) for text, start, end in found])

    def _add_between_tabs(self, found):
        for text, start, end in found:
            pieces = text.split("\t") if len(text) == end - start else [text]
            position = start
            for number, piece in enumerate(pieces):
                if number:
                    self._layout.border()
                stop = position + len(piece) if len(pieces) > 1 else end
                self._layout.text([(piece.translate(BLANK), position, stop)], self._mark)
                position = stop + 1

    def _begin(self, token):
        role = self._role(token)
        if token.kind == "single":
            if role == "border":
                self._layout.border()
            elif role == "letter":
                letter = self._vocabulary.letters[token.name]
                self._layout.text([(letter, token.start, token.start)], self._mark)
            elif role == "cell":
                self._layout.open_cell()
                self._layout.close_cell()
            return
        if self._vocabulary is HTML and role in ("border", "inline"):
            # Neither is closed dependably, and neither needs to be.
            if role == "border":
                self._layout.border()
            return
        self._open.append((token.name, role))
        self._enter(role)

    def _role(self, token):
        role = self._roles.get(token.name, self._vocabulary.unknown)
        if self._vocabulary is HTML and ":" in token.name:
            # Outlook's and Word's own.
            return "inline"
        if role == "nearby":
            return "inline" if self._inside[-1] else "paragraph"
        if role == "structure":
            return "inline" if self._inside[-1] else self._structure.get(token.start, "paragraph")
        return role

    def _enter(self, role):
        if role in ("table", "box"):
            self._layout.push()
            self._inside.append(0)
        elif role == "row":
            self._layout.open_row()
        elif role == "cell":
            self._layout.open_cell()
        elif role == "border":
            self._layout.border()
        elif role in ("paragraph", "mixed"):
            self._layout.paragraph()
            # In Office and in mixed XML whatever is in a paragraph is part of it.
            if role == "mixed" or (self._vocabulary is OFFICE and self._open[-1][0] in OFFICE.paragraph):
                self._inside[-1] += 1
        elif role == "aside":
            self._aside = []
        elif role in ("deleted", "inserted"):
            self._mark = role[:3]

    def _close(self, token):
        if self._vocabulary is HTML and self._role(token) in ("border", "inline"):
            return
        if not any(name == token.name for name, _role in self._open[-200:]):
            if self._vocabulary is HTML:
                self._layout.paragraph()
            return
        while self._open:
            name, role = self._open.pop()
            self._leave(name, role)
            if name == token.name:
                return

    def _leave(self, name, role):
        if role in ("table", "box"):
            self._layout.pop()
            if len(self._inside) > 1:
                self._inside.pop()
        elif role == "row":
            self._layout.close_row()
        elif role == "cell":
            self._layout.close_cell()
        elif role == "border":
            self._layout.border()
        elif role in ("paragraph", "mixed"):
            self._layout.paragraph()
            if role == "mixed" or (self._vocabulary is OFFICE and name in OFFICE.paragraph):
                self._inside[-1] = max(self._inside[-1] - 1, 0)
        elif role == "aside":
            if self._aside:
                self._layout.aside(self._aside)
            self._aside = None
        elif role in ("deleted", "inserted"):
            self._mark = ""
