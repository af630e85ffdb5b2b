"""Tags of HTML and XML: which are seen through, and which are a border of what."""

import re

from .escapes import ESCAPE, ESCAPE_BEGINS, decode
from .layers import KEPT, replaced

# Borders, the strongest first: of a row, of a cell in it, of a paragraph, of a line. No text holds these characters.
ROW, CELL, PARAGRAPH, LINE = "\x01", "\x02", "\x03", "\x04"
BORDERS = ROW + CELL + PARAGRAPH + LINE
# Where nothing but tags stands between a small letter, or a digit, and a word with a capital: one word, or two.
SEAM = "\x06"


def _named(names):
    return frozenset(names.split())


INLINE = _named(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark nobr q r rpr s samp small span"
    " strike strong sub sup t time tt u var wbr o:p a:r a:t a:rpr text:span text:a text:bookmark text:s w:r w:t"
    " w:rpr w:b w:i w:u w:color w:prooferr w:softhyphen w:bookmarkstart w:bookmarkend w:hyperlink w:ins w:del"
    " w:deltext"
)
_ROWS = _named("tr table thead tbody tfoot ul ol li dl row w:tr w:tbl w:sectpr a:tr table:table-row table:table")
_CELLS = _named("td th dt dd tspan c option w:tc w:tab a:tc table:table-cell")
_LINES = _named("br w:br w:cr a:br text:line-break")
_BLOCKS = _named(
    "address article aside blockquote body button caption center details div fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 head header hr html legend main nav p pre script section select style summary svg template"
    " text textarea title w:p a:p text:p text:h"
)
_HTML = _BLOCKS | _LINES | _named("tr td li table")
_KNOWN = INLINE | _ROWS | _CELLS | _LINES | _BLOCKS

_TAG = (
    r"(?P<comment>(?<=<)!--.*?(?:-->|\Z))"
    r"|(?P<data>(?<=<)!\[CDATA\[|(?<=\])\]>)"
    r"|(?P<tag>(?<=<)(?P<closing>/?)(?P<name>[A-Za-z][\w:.-]*)"
    r"(?P<attributes>(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*|[\s/][^<>]*)?)>)"
    r"|(?P<instruction>(?<=<)[?!][^<>]*>)"
)
_TAG_OR_ESCAPE = re.compile(rf"[<\]{ESCAPE_BEGINS}](?:{_TAG}|{ESCAPE})", re.DOTALL)
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)")
_TAGS = ("comment", "data", "instruction", "tag")


class Tags:
    """Sees through tags and escapes of one layer.

    What attributes and comments say stands behind the text, and so do words in angle brackets: <photo of a choir.jpg>.
    """

    def __init__(self):
        self.is_html = False
        self._asides = []
        self._closed = None
        self._unknown = 0
        self._end = 0
        self._before, self._run_end = "", -1

    def undone(self, text):
        """Return the Layer in which one layer of tags and escapes is undone, or None."""
        self._asides, self._closed, self._unknown, self._end, self._run_end = [], None, 0, 0, -1
        layer = replaced(text, _TAG_OR_ESCAPE, self._write)
        if layer is None or not self._asides:
            return layer
        for start, end in self._asides:
            layer.put(ROW, start, start)
            layer.keep(text, start, end)
        return layer.finish()

    def _write(self, match, layer):
        kind = match.lastgroup
        if kind not in _TAGS:
            return decode(match, layer)
        if kind == "comment":
            self._asides.append((match.start() + 4, match.end()))
        if kind != "tag":
            layer.put("" if kind == "comment" else PARAGRAPH, match.start(), match.end(), KEPT)
            return None
        name = match["name"].lower()
        if self._is_no_tag(name, match):
            self._asides.append((match.start("name"), match.end("attributes")))
        elif match["attributes"].strip().strip("/"):
            self._asides.append(match.span("attributes"))
        layer.put(self._border(name, match), match.start(), match.end(), KEPT)
        return None

    def _is_no_tag(self, name, match):
        """Whether these are words: no element of that name is known or closed, or what follows is no attributes."""
        if name in _KNOWN or match["closing"]:
            return False
        attributes = match["attributes"]
        # Of several words before the first value the last one may be its attribute, but not the others.
        words = attributes.partition("=")[0].replace("/", " ").split()
        if words:
            return len(words) > ("=" in attributes)
        return not attributes.endswith("/") and not self._is_closed(name, match.string)

    def _is_closed(self, name, text):
        if self._closed is None:
            self._closed = {found.lower() for found in _CLOSING.findall(text)}
        return name in self._closed

    def _border(self, name, match):
        self.is_html = self.is_html or name in _HTML
        adjacent, self._end = not match.string[self._end : match.start()].strip(), match.end()
        if name in INLINE:
            return self._seam(match)
        for border, names in ((ROW, _ROWS), (CELL, _CELLS), (LINE, _LINES), (PARAGRAPH, _BLOCKS)):
            if name in names:
                self._unknown = 0
                return border
        # Elements of XML that nobody has described are cells; where several end or begin together, a row does.
        self._unknown = self._unknown + 1 if adjacent else 1
        return ROW if self._unknown > 2 else CELL

    def _seam(self, match):
        """Return SEAM behind the last one of some inline tags side by side that stand between two words, perhaps."""
        text, start = match.string, match.start()
        if start != self._run_end:
            self._before = text[start - 1 : start]
        self._run_end = match.end()
        behind = text[match.end() : match.end() + 2]
        # A single capital is as well the rest of a number: 104B.
        is_word = behind[:1].isupper() and behind[1:].islower()
        return SEAM if is_word and (self._before.islower() or self._before.isdigit()) else ""
