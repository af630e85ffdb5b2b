"""A text as its words and what stands between them: a space, a comma, the border of a line, a cell or a row."""

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from enum import IntEnum
from functools import cached_property

from .escapes import DEEPEST, escaped, letters, undone
from .layers import replaced, spans_in_source
from .tags import BORDERS, CELL, LINE, PARAGRAPH, ROW, SEAM, Tags


class Gap(IntEnum):
    """What stands between two words. Up to QUOTE it may stand within a name, from LINE on it is a border."""

    GLUED = 0
    SPACE = 1
    HYPHEN = 2
    APOSTROPHE = 3
    SEAM = 4
    TIGHT = 5
    SLASH = 6
    QUOTE = 7
    DOT = 8
    COMMA = 9
    STOP = 10
    LINE = 11
    CELL = 12
    PARAGRAPH = 13
    ROW = 14


# What may stand within one word, so that it is read as one, too.
JOINING = frozenset((Gap.HYPHEN, Gap.APOSTROPHE, Gap.SEAM))


def _marks():
    """Return the signs that stand on, under or after a letter, as ranges of a regular expression."""
    codes = [code for code in range(0x300, 0xAC00) if unicodedata.category(chr(code))[0] == "M"]
    ranges, first = [], codes[0]
    for code, following in zip(codes, [*codes[1:], sys.maxunicode + 2], strict=True):
        if following != code + 1:
            ranges.append(f"{chr(first)}-{chr(code)}")
            first = following
    return "".join(ranges)


WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_marks()}])*|\d+")
_ASCII_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n")
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"\s\*+\s")
_SHOWN_AS_ONE = re.compile(r"[ \t\r\n]+")
_APOSTROPHES = frozenset("'\u2019\u2018\u00b4`\u02bc\u2032\u00a8\u00af\u00b8\u02d8\u02d9\u02da\u02db\u02dc\u02dd")
HYPHENS = frozenset("-\u2010\u2011\u2013")
JOINTS = _APOSTROPHES | HYPHENS | {SEAM}
_JOINT = re.compile(rf"\w(?=[{re.escape(''.join(sorted(JOINTS)))}]\w)")
_QUOTES = frozenset('"()\u201c\u201d\u201e\u00ab\u00bb') | _APOSTROPHES
_KEY = re.compile(r"(?P<before>[{,])\s*(?P<quote>[\"'])(?P<key>[^\"'\n\\]{0,200})(?P=quote)\s*:\s*")
_PARAMETER = re.compile(r"(?P<before>^|[?&])[\w.\[\]-]{1,60}=", re.MULTILINE)
_NEXT_PARAMETER = re.compile(r"&[\w.\[\]-]{1,60}=")
_CELL_NAME = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")
# A mail program breaks a line after as many characters; a shorter line ended because somebody ended it.
WRAPPED = range(60, 82)
# The columns of a table, which no mail program wraps; a decimal comma is none.
_COLUMN = re.compile(rf"[;\t|{re.escape(BORDERS)}]|,[^\s\d]|[^\s\d],\S")


class Flow:
    """The words of a text, or of the cells of one row, and where each stands in the source.

    ``starts``, ``ends``: of each word in ``text``, which has the borders of `tags` in it and no packaging any more.
    """

    def __init__(self, cells):
        self._parts, texts, length = [], [], 0
        self.is_html = False
        for number, cell in enumerate(cells):
            text, layers, is_html = unpacked(cell)
            self.is_html = self.is_html or is_html
            self._parts.append((length, number, layers))
            texts.append(text)
            length += len(text) + 1
        self.text = CELL.join(texts)
        self._pattern = _ASCII_WORD if self.text.isascii() else WORD
        self.words = self._pattern.findall(self.text)
        self._gaps = {}
        self._known = {}

    @cached_property
    def _spans(self):
        return [match.span() for match in self._pattern.finditer(self.text)]

    @cached_property
    def starts(self):
        """Where each word begins in the text."""
        return [start for start, _end in self._spans]

    @cached_property
    def ends(self):
        """Where each word ends in the text."""
        return [end for _start, end in self._spans]

    def joints(self):
        """Return the numbers of the words that one of JOINING joins to the next one: O'Ravn, Anne-Mette, Mc<b>Ravn."""
        if not any(joint in self.text for joint in JOINTS):
            return set()
        return {bisect_left(self.ends, match.end()) for match in _JOINT.finditer(self.text)}

    def gap(self, index):
        """Return the Gap before the word of a number; the beginning and the end of a text are borders of a row."""
        found = self._known.get(index)
        if found is None:
            found = self._known[index] = self._gap(index)
        return found

    def _gap(self, index):
        if index <= 0 or index >= len(self.starts):
            return Gap.ROW
        between = self.text[self.ends[index - 1] : self.starts[index]]
        if "\n" in between and self._is_space(between, index):
            between = between.replace("\n", " ").replace("\r", "")
        found = self._gaps.get(between)
        if found is None:
            found = self._gaps[between] = _kind(between)
        return found

    def _is_space(self, between, index):
        """Whether a line end is a space: in HTML, and where a mail program wrapped a long line."""
        if _BLANK_LINE.search(between):
            return self.is_html
        if self.is_html:
            return True
        end = self.ends[index - 1]
        begin = max(self.text.rfind(border, 0, end) for border in ("\n", PARAGRAPH, LINE)) + 1
        line = self.text[begin : end + len(between.split("\n")[0])]
        return len(line) in WRAPPED and not _COLUMN.search(line)

    def source(self, first, last):
        """Return [(cell, start, end)] in the source of the words from ``first`` to ``last``: several around tags."""
        return self.source_of(self.starts[first], self.ends[last])

    def source_of(self, start, end):
        """Return [(cell, start, end)] in the source of a part of the text."""
        offset, number, layers = next(part for part in reversed(self._parts) if part[0] <= start)
        return [(number, *span) for span in spans_in_source(layers, start - offset, end - offset)]

    def is_wide(self, index):
        """Whether more than one blank stands before a word; in HTML, more than a browser shows as one."""
        between = self.text[self.ends[index - 1] : self.starts[index]]
        shown = _SHOWN_AS_ONE.sub(" ", between) if self.is_html else between
        return len(shown) > 1 and shown.isspace()

    def is_whole_cell(self, first, last):
        """Whether the words from ``first`` to ``last`` are all there is in a cell."""
        return self.gap(first) >= Gap.LINE and self.gap(last + 1) >= Gap.LINE

    def is_alone(self, places):
        """Whether some parts of the text, [(start, end)], are all there is in their lines or cells."""
        return all(
            self.is_whole_cell(bisect_right(self.ends, start), bisect_left(self.ends, end)) for start, end in places
        )


def parse(text):
    """Return the Flow of a text as a database or a file holds it: plain, HTML, XML, JSON, in any packaging."""
    return Flow([text])


def parse_row(cells):
    """Return the Flow of the cells of one row."""
    return Flow(cells)


def unpacked(text):
    """Return (a text without its packaging, the Layers that took it off, whether there was HTML)."""
    layers, tags = [], Tags()
    for _depth in range(DEEPEST):
        if "<" in text:
            layer = tags.undone(text)
        elif escaped(text):
            layer = undone(text)
        else:
            break
        if layer is None:
            break
        layers.append(layer)
        text = layer.text
    for layer in letters(text):
        layers.append(layer)
        text = layer.text
    if "{" in text and (layer := _without_keys(text)):
        layers.append(layer)
        text = layer.text
    if "&" in text and _NEXT_PARAMETER.search(text) and (layer := replaced(text, _PARAMETER, _parameter)):
        layers.append(layer)
        text = layer.text
    return text, layers, tags.is_html


def _parameter(match, layer):
    """Write the name of a form's field, in an address or a body, as a border: the values stand side by side."""
    layer.put(CELL if match["before"] == "&" else ROW, match.start(), match.end())


def _without_keys(text):
    """Return the Layer in which the keys of JSON are borders: values of one object stand side by side, as in a row."""
    row, inside, open_object = "", False, False

    def write(match, layer):
        nonlocal row, inside, open_object
        if match["before"] == "," and not open_object:
            return False
        open_object = True
        cell = _CELL_NAME.fullmatch(match["key"])
        border = CELL if match["before"] == "," or inside else ROW
        if cell:
            border, row = (CELL if cell[1] == row else ROW), cell[1]
        inside = bool(cell) and match.string[match.end() : match.end() + 1] == "{"
        layer.put(border, match.start(), match.end())
        return None

    return replaced(text, _KEY, write)


def _kind(between):
    """Return the Gap that some signs between two words are."""
    for border, kind in ((ROW, Gap.ROW), (CELL, Gap.CELL), (PARAGRAPH, Gap.PARAGRAPH), (LINE, Gap.LINE)):
        if border in between:
            return kind
    if "\n" in between:
        return Gap.PARAGRAPH if _BLANK_LINE.search(between) else Gap.LINE
    if _LINE_ENDS.search(between):
        return Gap.LINE
    if _BULLET.search(between):
        return Gap.STOP
    between = between.replace("*", "")
    if not between:
        return Gap.GLUED
    if between == SEAM:
        return Gap.SEAM
    if any(sign in between for sign in ";\t|"):
        return Gap.CELL
    signs = between.strip()
    if not signs:
        return Gap.SPACE
    return _kind_of_signs(signs, spaced=signs != between)


def _kind_of_signs(signs, spaced):
    if "," in signs:
        if '"' in signs or not spaced:
            return Gap.CELL
        return Gap.COMMA if signs == "," else Gap.STOP
    if not spaced:
        if signs in HYPHENS:
            return Gap.HYPHEN
        if signs in _APOSTROPHES:
            return Gap.APOSTROPHE
        if signs in ("/", "./"):
            return Gap.SLASH
        if signs == ":":
            return Gap.CELL
        if not signs.strip("._+~\u30fb\u00b7"):
            return Gap.STOP if ".." in signs else Gap.TIGHT
        if signs == ".-":
            return Gap.DOT
        return Gap.STOP
    if signs == ".":
        return Gap.DOT
    return Gap.QUOTE if not set(signs) - _QUOTES else Gap.STOP
