"""CSV and TSV: a line is a row; quotes, delimiter, lines and encoding stay as they are."""

import re

from .document import Cell, Texts

DELIMITERS = ";\t,|"
SAMPLE_LINES = 20


def delimiter_of(text, named=False):
    """Return the character that parts the columns, or "": the one of which every line has as many.

    :param named: the file says that it is a table, so that one comma a line is enough.
    """
    rows = [line for line in text[:20_000].splitlines()[: SAMPLE_LINES + 1] if line.strip()]
    # The last line may be cut off.
    rows = rows[:SAMPLE_LINES] if len(rows) <= SAMPLE_LINES else rows[:-1]
    if not rows:
        return ""
    for delimiter in DELIMITERS:
        counts = {re.sub(r'"[^"]*"', "", row).count(delimiter) for row in rows}
        if len(counts) == 1 and min(counts) >= (1 if named or (delimiter in ";\t" and len(rows) > 1) else 2):
            return delimiter
    if not named:
        return ""
    return max(DELIMITERS, key=lambda delimiter: sum(row.count(delimiter) for row in rows))


class CsvTable(Texts):
    """A text in columns."""

    kind = "csv"

    def __init__(self, decoded, delimiter):
        super().__init__(decoded)
        mark = re.escape(delimiter)
        self._field = re.compile(rf'("(?:[^"]|"")*"(?=[{mark}\r\n]|\Z))|([^{mark}\r\n]+)|([{mark}])|(\r\n|\r|\n)')

    def rows(self):
        return self.also_translated(self._lines())

    def _lines(self):
        row, wanted = [], True
        for found in self._field.finditer(self.source.text):
            if found[1] is not None:
                row.append(Cell(self.source, _unquoted(found[1], found.start())))
                wanted = False
            elif found[2] is not None:
                row.append(Cell(self.source, [(found[2], *found.span())]))
                wanted = False
            elif found[3] is not None:
                if wanted:
                    row.append(Cell(self.source, []))
                wanted = True
            else:
                if row:
                    yield row
                row, wanted = [], True
        if row:
            yield row


def _unquoted(field, start):
    """Return the parts of a quoted field; two quotes in it are one letter."""
    parts, position = [], 1
    for found in re.finditer('""', field[1:-1]):
        quote = found.start() + 1
        if quote < position:
            continue
        parts += [(field[position:quote], start + position, start + quote), ('"', start + quote, start + quote + 2)]
        position = quote + 2
    return [*parts, (field[position:-1], start + position, start + len(field) - 1)]
