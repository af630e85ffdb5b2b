"""New names in an Excel workbook: of sheets, and of what formulas call by a name of its own."""

import html
import re

from .document import REPLACEMENT, Cell, Fixed

NEUTRAL = "anonymised"
NAMES = re.compile(r"""\sname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Where a chart, a pivot table or a table holds a formula, and where it names its source otherwise.
FORMULA = re.compile(r"<(?:\w+:)?(?:f|calculatedColumnFormula|totalsRowFormula)(?:\s[^<>]*)?>([^<>]+)<")
SHEET = re.compile(r'(?<=\ssheet=")[^"]*(?=")')
SOURCE = re.compile(r'<(?:\w+:)?(?:worksheetSource|rangeSet)\b[^>]*?\sname="([^"]*)"')
# In quotation marks stand texts, and names of sheets.
QUOTED = r"""\"[^"]*\"|'[^']*'|&quot;.*?&quot;|&apos;.*?&apos;"""


class Names:
    """Which names become which; a workbook has each once, in whatever letter case, and none with brackets."""

    def __init__(self):
        # {name of a sheet: its new name}, and {what a formula calls, in small letters: its new name}
        self._sheets = {}
        self._called = {}
        self._taken = set()

    def take(self, text):
        """Take note of the names in xl/workbook.xml: what was erased before has left neutral ones."""
        self._taken = {html.unescape(one or other).casefold() for one, other in NAMES.findall(text)}

    def sheet(self, old):
        """Return the neutral name of a sheet."""
        if old not in self._sheets:
            self._sheets[old] = self._unused(" ")
        return self._sheets[old]

    def called(self, old):
        """Return the neutral name of what formulas call by one."""
        old = old.casefold()
        if old not in self._called:
            self._called[old] = self._unused("_")
        return self._called[old]

    def _unused(self, sign):
        number, name = 1, NEUTRAL
        while name in self._taken:
            number += 1
            name = f"{NEUTRAL}{sign}{number}"
        self._taken.add(name)
        return name

    def put(self, source, start, end):
        """Put the new names into a formula in a Source; return the formula's parts without them."""
        text, position, parts = source.text, start, []
        for (first, last), new in sorted([*self._of_sheets(text, start, end), *self._of_called(text, start, end)]):
            parts.append((text[position:first], position, first))
            source.replace(first, last, new)
            position = last
        return [*parts, (text[position:end], position, end)]

    def put_around(self, source):
        """Put the new names into what is no formula of a chart, a pivot table, a drawing."""
        for span, new in self._of_sheets(source.text, 0, len(source.text)):
            source.replace(*span, new)
        for found in SHEET.finditer(source.text) if self._sheets else ():
            if new := self._sheets.get(html.unescape(found[0])):
                source.replace(*found.span(), new)
        for found in SOURCE.finditer(source.text) if self._called else ():
            if new := self._called.get(found[1].casefold()):
                source.replace(*found.span(1), new)

    def _of_sheets(self, text, start, end):
        """Yield ((start, end), new text) of the mentions of sheets, in quotation marks or not."""
        if not self._sheets:
            return
        names = _alternatives(map(_quoted, self._sheets))
        for found in re.compile(rf"(?:'|&apos;)({names})(?:'|&apos;)!|\b({names})!").finditer(text, start, end):
            yield found.span(), f"'{self._sheets[_plain(found[1] or found[2])]}'!"

    def _of_called(self, text, start, end):
        """Yield ((start, end), new name) of what a formula calls."""
        if not self._called:
            return
        name = rf"(?<![\w.\\])({_alternatives(self._called)})(?![\w.(!\\])"
        for found in re.compile(f"{QUOTED}|{name}", re.IGNORECASE).finditer(text, start, end):
            if found[1] and (new := self._called.get(found[1].casefold())):
                yield found.span(1), new


def _alternatives(names):
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def _quoted(name):
    return name.replace("&", "&amp;").replace("'", "''").replace("<", "&lt;").replace(">", "&gt;")


def _plain(name):
    return name.replace("''", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Called:
    """What something is called, a sheet for example: it gets another name as a whole, from ``renamed``."""

    def __init__(self, source, parts, renamed):
        self._source = source
        self._place = parts[0][1], parts[-1][2]
        self._renamed = renamed
        self.text = Fixed("".join(part[0] for part in parts)).text

    def cut(self, start, end):
        """Give it its neutral name."""
        self._source.replace(*self._place, self._renamed(self.text))


class Formula(Cell):
    """A formula, with the new Names in it: it stays one whatever is cut."""

    __slots__ = ()

    def __init__(self, names, source, start, end):
        super().__init__(source, names.put(source, start, end))

    def cut(self, start, end):
        """Replace text[start:end]; brackets stand in texts only and, escaped, in what a column of a table is called."""
        before = self.text[:start].replace("&quot;", '"')
        if before.count('"') % 2:
            self._replacement = REPLACEMENT
        else:
            self._replacement = "'[anonymised']" if before.count("[") > before.count("]") else NEUTRAL
        return super().cut(start, end)
