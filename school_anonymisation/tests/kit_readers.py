"""What tests of file readers share: one person who goes, others who stay, and files with both in them."""

import io
import re
import zipfile

from odoo.tests import BaseCase

from ..erasure.readers import REPLACEMENT, read, rewrite

FIRST, LAST = "Maja", "Lindqvist"
NAME = f"{FIRST} {LAST}"
# Others, among them one with her first name and one with her surname.
OTHERS = (("Otto", "Bergström"), ("Maja", "Holm"), ("Karl", "Lindqvist"), ("Signe", "Ærø"))


def finder(first=FIRST, last=LAST):
    """Return a ``find`` of one person: the full name in a cell, or spread over two whole cells side by side."""
    full = re.compile(
        rf"(?<!\w){re.escape(first)}\s+{re.escape(last)}s?(?!\w)|{re.escape(last)}, {re.escape(first)}", re.IGNORECASE
    )

    def find(cells):
        found = [(number, *hit.span()) for number, cell in enumerate(cells) for hit in full.finditer(cell)]
        words = [cell.strip() for cell in cells]
        for number in range(len(cells) - 1):
            if {first, last} == set(words[number : number + 2]):
                found += [(number, 0, len(cells[number])), (number + 1, 0, len(cells[number + 1]))]
        return found

    return find


def number_finder(*numbers):
    """Return a ``find`` of cells that are one of some numbers."""
    return lambda cells: [(place, 0, len(cell)) for place, cell in enumerate(cells) if cell in numbers]


def hits(content, find=None, name=""):
    """Return the rows of a file in which something is found."""
    return [row for row in read(content, name).rows if (find or finder())(row)]


def members(content):
    """Return {name: bytes} of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(**contents):
    """Return a ZIP archive; ``__`` in a name is a full stop."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


def saved(document):
    """Return the bytes that an object's ``save`` writes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


class ReaderCase(BaseCase):
    """Checks of a file before and after."""

    def cleaned(self, content, find=None, name=""):
        """Return the file rewritten; she stood in it, and does no more."""
        find = find or finder()
        self.assertTrue(hits(content, find, name), "the person is not found in the file as it was")
        new = rewrite(content, find, name)
        self.assertIsNotNone(new, "the file was not rewritten")
        self.assertFalse(hits(new, find, name))
        self.assertIn(REPLACEMENT, "\n".join(cell for row in read(new, name).rows for cell in row))
        return new

    def assertNowhere(self, word, content):
        """Assert that a word stands in no member of an archive, as it is."""
        left = [name for name, data in members(content).items() if word.encode() in data]
        self.assertFalse(left)

    def assertUntouched(self, content, find=None, name=""):
        """Assert that a file in which nobody is found stays the very same object."""
        self.assertIs(rewrite(content, find or finder(), name), content)
