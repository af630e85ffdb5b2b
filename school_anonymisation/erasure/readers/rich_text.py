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
# Where what went before ends without a word of its own.
BEFORE_BORDER = re.compile(r"\\(?:trowd|pard|sectd)(?![a-z])|(?<=[^{}\\])\}(?=\}|\{\\)")
BORDERS = re.compile(r"[\n\r]+")


class RichText(Document):
    """A text with control words."""

    kind = "rtf"

    def __init__(self, content):
        super().__init__()
        self._text = content.decode("latin-1")

    def rows(self):
        try:
            shown = HIDDEN.sub(r"\\par ", BEFORE_BORDER.sub(r"\\par \g<0>", self._text))
            text = rtf_to_text(shown, encoding="cp1252", errors="replace")
        except (ValueError, LookupError, IndexError, OverflowError, TypeError, RecursionError):
            self.unread = "damaged"
            text = re.sub(r"\\[a-z]+-?\d* ?|[{}]", " ", self._text)
        for line in BORDERS.split(text):
            # The library writes the border between two cells as "|".
            cells = [Fixed(cell) for cell in re.split(r"[|\t]", line)]
            if line.strip():
                yield cells
