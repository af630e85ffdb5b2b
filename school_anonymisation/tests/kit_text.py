"""What the tests of texts share: a Matcher of what somebody is known by, and whether all of its looks agree."""

from odoo.tests import BaseCase

from ..erasure.text.matcher import Matcher
from ..erasure.text.signs import signs_of


def known_by(country="DK", **values):
    """Return the Signs of what fields hold: {kind: value, or list of values}."""
    found = set()
    for kind, several in values.items():
        for value in several if isinstance(several, list) else [several]:
            found |= signs_of(kind, value, country)
    return found


def redacted_row(matcher, cells):
    """Return the cells of a row as a writer of files leaves them, who reads once more what was written."""
    cells = list(cells)
    for _time in range(3):
        for cell, start, end in reversed(matcher.spans_in_row(cells, lambda _hit: True)):
            cells[cell] = f"{cells[cell][:start]}[anonymised]{cells[cell][end:]}"
    return cells


class TextCase(BaseCase):
    """Says how a text is after everything of one person has been taken out of it."""

    def matcher(self, country="DK", **values):
        """Return the Matcher of what one person's fields hold."""
        return Matcher({1: known_by(country, **values)})

    def redacted(self, text, given=False, country="DK", **values):
        """Return a text without anything of somebody; the quick look has to have let it through."""
        matcher = self.matcher(country, **values)
        clean = matcher.redact(text, lambda _hit: True, given={1} if given else ())
        if clean != text and not given:
            self.assertTrue(matcher.may_hold(text.encode("utf-8", "ignore")), f"the quick look passes over {text!r}")
        return clean

    def forms(self, text, country="DK", **values):
        """Return the forms in which somebody is found in a text."""
        return {hit.form for hit in self.matcher(country, **values).find(text)}

    def assertGoes(self, text, clean="[anonymised]", **values):
        """What stands in a text is replaced, and nothing else of it changes."""
        self.assertEqual(self.redacted(text, **values), clean)

    def assertStays(self, text, **values):
        """Nothing in a text is anything of somebody's."""
        self.assertEqual(self.redacted(text, **values), text)
