"""What every format's reader gives: a document whose texts are rows of cells, in which words can be cut."""

import io
from dataclasses import dataclass, field
from operator import itemgetter

REPLACEMENT = "[anonymised]"
# Half a pair of surrogates and undecodable bytes are no letters; a cell keeps its length, though.
NO_LETTERS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class _MapFile:
    """A memory map that can be read like a file: zipfile and tarfile ask whether it can be sought in."""

    def __init__(self, content):
        self._content = content
        self._content.seek(0)
        self.read = content.read
        self.tell = content.tell

    def seek(self, *place):
        """Go to a place, and return it."""
        self._content.seek(*place)
        return self._content.tell()

    def seekable(self):
        """Whether this can be sought in."""
        return True


def stream(content):
    """Return bytes, or a memory map, as a file; nothing is copied."""
    return io.BytesIO(content) if isinstance(content, bytes) else _MapFile(content)


def without_surrogates(text):
    """Return a text of the same length that can be encoded."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(NO_LETTERS)
    return text


class CannotRewriteError(Exception):
    """A text stands where this program cannot write; its message holds none of it."""


@dataclass(repr=False)
class Reading:
    """What was read of a file.

    ``kind``: its format, a word. ``rows``: a paragraph is a row of one cell, a line of a table one of several.
    ``unread``: why it was not read whole: a code of ``UNREAD``, or "". ``pages``: for each row its page, or [].
    ``members``: the codes of the files inside it that were not read whole.
    """

    kind: str = ""
    rows: list = field(default_factory=list)
    unread: str = ""
    pages: list = field(default_factory=list)
    members: list = field(default_factory=list)


UNREAD = ("damaged", "locked", "too_large", "too_deep", "packed", "unknown", "timeout", "crashed", "missing")


class Fixed:
    """A cell that can be read only."""

    __slots__ = ("text",)

    def __init__(self, text):
        self.text = without_surrogates(text)

    def cut(self, start, end):
        """Refuse."""
        raise CannotRewriteError


class Source:
    """A text some of whose parts are replaced; the others stay letter for letter."""

    def __init__(self, text):
        self.text = text
        self._changes = []

    @property
    def changed(self):
        """Whether anything is to be replaced."""
        return bool(self._changes)

    def replace(self, start, end, by):
        """Put ``by`` in the place of text[start:end]."""
        self._changes.append((start, end, by))

    def touches(self, start, end):
        """Whether anything in text[start:end] is to be replaced."""
        return any(first < end and last > start for first, last, _by in self._changes)

    def result(self):
        """Return the text with all replacements; those that overlap become one."""
        pieces, position = [], 0
        for start, end, by in self._merged():
            pieces += [self.text[position:start], by]
            position = end
        return "".join([*pieces, self.text[position:]])

    def _merged(self):
        merged = []
        # Of two that begin at one place the first one counts: it knew what stands there.
        for start, end, by in sorted(self._changes, key=itemgetter(0)):
            if merged and start < merged[-1][1]:
                before = merged[-1]
                merged[-1] = (before[0], max(end, before[1]), before[2] or by)
            else:
                merged.append((start, end, by))
        return merged


class Cell:
    """A text put together from parts of a Source: [(text, start, end)].

    A part is literal when it is as long as its place; otherwise it is an escape, and goes as a whole.
    """

    __slots__ = ("_parts", "_replacement", "_source", "text")

    def __init__(self, source, parts, replacement=REPLACEMENT):
        self._source = source
        self._parts = parts
        self._replacement = replacement
        self.text = without_surrogates("".join([part[0] for part in parts]))

    def cut(self, start, end):
        """Replace text[start:end]; of several places the first gets the word, the others become empty."""
        word = self._replacement
        for place in self.places(start, end):
            self._source.replace(*place, word)
            word = ""

    def places(self, start, end):
        """Return [(start, end)] in the Source of text[start:end]."""
        places, offset = [], 0
        for text, first, last in (part[:3] for part in self._parts):
            here, offset = offset, offset + len(text)
            # What has no letters (the fold of a line) stays.
            if not text or offset <= start or here >= end or first == last:
                continue
            if len(text) == last - first:
                first, last = first + max(start - here, 0), first + min(end - here, len(text))  # noqa: PLW2901
            if places and places[-1][1] == first:
                places[-1] = (places[-1][0], last)
            else:
                places.append((first, last))
        return places


class Same:
    """Many cells with one text, read as one; ``made`` are functions that return them."""

    __slots__ = ("_made", "text")

    def __init__(self, made):
        self._made = made
        self.text = made[0]().text

    def cut(self, start, end):
        """Cut from each."""
        for make in self._made:
            make().cut(start, end)

    def places(self, start, end):
        """Return the places of all."""
        return [place for make in self._made for place in make().places(start, end)]


class Translated:
    """A cell read by another code page: other letters in the same places."""

    __slots__ = ("_cell", "text")

    def __init__(self, cell, table):
        self._cell = cell
        self.text = cell.text.translate(table)

    def cut(self, start, end):
        """Cut from the cell itself."""
        self._cell.cut(start, end)


class Document:
    """One opened file. A format overrides ``rows``; one that can be written overrides ``content``, too."""

    kind = "unknown"

    def __init__(self, unread=""):
        self.unread = unread
        self.members = []
        # Pages have numbers where somebody reads them: filled in while the rows are read.
        self.page = 0

    @property
    def changed(self):
        """Whether anything was cut."""
        return False

    @property
    def not_read(self):
        """Codes of what could not be read: of it, and of what it holds."""
        return ([self.unread] if self.unread else []) + self.members

    def rows(self):
        """Yield [cell]; a reader that is asked for nothing but texts may yield [str]."""
        yield from ()

    def cut(self, find):
        """Cut whatever ``find`` finds in the rows; return whether it found anything."""
        found = False
        for row in self.rows():
            found = self.cut_row(row, find) or found
        return found

    @staticmethod
    def cut_row(row, find):
        """Cut from one row of cells; return whether anything was found."""
        spans = find([cell.text for cell in row])
        for number, start, end in spans:
            row[number].cut(start, end)
        return bool(spans)

    def content(self):
        """Return the bytes with what was cut.

        :raises CannotRewriteError: this format cannot be written.
        """
        raise CannotRewriteError


class Texts(Document):
    """A document that is one text; ``decoded`` is a Decoded."""

    def __init__(self, decoded):
        super().__init__()
        self.decoded = decoded
        self.source = Source(decoded.text)

    @property
    def changed(self):
        return self.source.changed

    def content(self):
        return self.decoded.encode(self.source.result())

    def also_translated(self, rows):
        """Yield rows, each followed by what else its bytes may say where the code page is anybody's guess."""
        for row in rows:
            yield row
            for table in self.decoded.tables:
                other = [Translated(cell, table) for cell in row]
                if any(cell.text != before.text for cell, before in zip(other, row, strict=True)):
                    yield other
