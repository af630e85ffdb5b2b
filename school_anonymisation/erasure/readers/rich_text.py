"""RTF, read by striprtf: the text, and what the library passes over (headers, notes, properties)."""

import re

from striprtf.striprtf import rtf_to_text

from .document import Document, Fixed

# Destinations that hold what people wrote; without their names they are part of the text.
HIDDEN = re.compile(
    r"\\(?:\*\\)?(?:header[lrf]?|footer[lrf]?|footnote|annotation|atnauthor|atnid|info|title|subject|author|manager|"
    r"company|operator|category|keywords|comment|doccomm|hlinkbase|shptxt|fldinst|docvar|userprops|propname|staticval|"
    r"xe|tc)(?![a-z])"
)
# Where what went before ends without a word of its own; a cell has one.
BEFORE_BORDER = re.compile(r"(\\cell(?![a-z])[\s}]*)?\\(?:trowd|pard|sectd)(?![a-z])")
BRACE = re.compile(r"\\[{}\\]|[{}]")
BORDERS = re.compile(r"[\n\r]+")


class RichText(Document):
    """A text with control words."""

    kind = "rtf"

    def __init__(self, content):
        super().__init__()
        self._text = content.decode("latin-1")

    def rows(self):
        try:
            shown = HIDDEN.sub(r"\\par ", BEFORE_BORDER.sub(_ended, _closed(self._text)))
            text = rtf_to_text(shown, encoding="cp1252", errors="replace")
        except (ValueError, LookupError, IndexError, OverflowError, TypeError, RecursionError):
            self.unread = "damaged"
            text = re.sub(r"\\[a-z]+-?\d* ?|[{}]", " ", self._text)
        for line in BORDERS.split(text):
            # The library writes the border between two cells as "|".
            cells = [Fixed(cell) for cell in re.split(r"[|\t]", line)]
            if line.strip():
                yield cells


def _closed(text):
    """Return an RTF in which what HIDDEN holds ends with its paragraph."""
    pieces, last, is_hidden = [], 0, []
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            is_hidden.append(HIDDEN.match(text, brace.end()))
        elif brace[0] == "}" and is_hidden and is_hidden.pop():
            pieces += [text[last : brace.start()], r"\par "]
            last = brace.start()
    return "".join([*pieces, text[last:]])


def _ended(border):
    return border[0] if border[1] else rf"\par {border[0]}"
