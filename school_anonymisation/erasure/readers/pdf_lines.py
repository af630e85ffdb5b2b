"""A page of a PDF as rows: its lines, cut into cells where columns begin, letter-spaced headings put together."""

import ctypes
import re
import unicodedata
from itertools import pairwise

import pypdfium2.raw as pdfium

# Gaps between two words, in heights of a letter: a wide one begins a column; a middling one may be justified text.
COLUMN = 4.0
PERHAPS_COLUMN = 1.0
SPACED = re.compile(r"\S(?: +\S){3,}")
# How pdfium writes a hyphen that only the line's end made.
HYPHENS = re.compile(r"[\x02\ufffe\u00ad-]$")
LONG_LINE = 15


def page_rows(page):
    """Return [[text of a cell]] of a page; what may be read in two ways comes twice."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range(errors="replace")
        boxes = _Boxes(text_page)
        rows, lines, position = [], [], 0
        for line in text.split("\r\n"):
            if line.strip():
                lines.append(line)
                rows += _line_rows(line, position, boxes)
            position += len(line) + 2
        rows += _across_lines(lines)
    finally:
        text_page.close()
    return [[_plain(cell) for cell in row] for row in rows]


class _Boxes:
    """Where the letters of a page stand."""

    def __init__(self, text_page):
        self._raw = text_page.raw
        self._box = [ctypes.c_double() for _side in range(4)]

    def of(self, index):
        """Return (left, right, height) of a letter of the page's text, or None."""
        number = pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, index)
        left, right, bottom, top = self._box
        if number < 0 or not pdfium.FPDFText_GetCharBox(self._raw, number, left, right, bottom, top):
            return None
        size = pdfium.FPDFText_GetFontSize(self._raw, number)
        return left.value, right.value, max(top.value - bottom.value, min(size, 30) * 0.5, 0.1)

    def gap(self, before, after):
        """Return the gap between two letters, in heights of a letter; 0 where it is not known."""
        first, second = self.of(before), self.of(after)
        if not first or not second:
            return 0
        return (second[0] - first[1]) / max(first[2], second[2])


def _line_rows(line, position, boxes):
    """Return the rows of a line that begins at ``position`` of the page's text."""
    stripped = line.strip()
    if SPACED.fullmatch(stripped):
        return [[_unspaced(line, position, boxes)], [stripped]]
    certain, perhaps, is_doubtful = [[]], [[]], False
    for word in re.finditer(r"\S+", line):
        gap = boxes.gap(position + word.start() - 2, position + word.start()) if word.start() > 1 else 0
        if gap > COLUMN:
            certain.append([])
        if gap > PERHAPS_COLUMN:
            perhaps.append([])
            is_doubtful = is_doubtful or gap <= COLUMN
        certain[-1].append(word[0])
        perhaps[-1].append(word[0])
    rows = [certain, perhaps] if is_doubtful else [certain]
    return [[" ".join(words) for words in row if words] for row in rows]


def _unspaced(line, position, boxes):
    """Return a heading without the gaps between its letters; where the gap is wider, a word ends."""
    places = [found.start() for found in re.finditer(r"\S", line)]
    gaps = [boxes.gap(position + before, position + after) for before, after in pairwise(places)]
    usual = sorted(gaps)[len(gaps) // 2]
    letters = [line[places[0]]]
    for gap, place in zip(gaps, places[1:], strict=True):
        letters.append(f" {line[place]}" if gap > max(usual * 1.7, usual + 0.2) else line[place])
    return "".join(letters)


def _across_lines(lines):
    """Return what may go on from one line to the next: a hyphenated word, a full line of a paragraph."""
    rows, longest = [], max((len(line) for line in lines), default=0)
    for line, following in pairwise(lines):
        before = line.rstrip()
        if HYPHENS.search(before):
            rows.append([f"{before[:-1]}{following.lstrip()}"])
        elif len(before) > max(LONG_LINE, longest * 0.7) and " " in before.strip() and before[-1] not in ".:;!?":
            rows.append([f"{before} {following.lstrip()}"])
    return rows


def _plain(text):
    return unicodedata.normalize("NFKC", text).replace("\ufffe", "").replace("\x02", "")
