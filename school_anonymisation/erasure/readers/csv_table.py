"""Tables in text (CSV, TSV): what parts their columns, and the cells of each line."""

import csv
import io
import re

from .document import Cell, Source

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


def table_texts(text, delimiter):
    """Yield [text of a cell] of each line."""
    try:
        yield from (row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row)
    except csv.Error:
        # A field without an end, a zero byte: no table, but cells all the same.
        yield from ([cell.text for cell in row] for row in table_rows(Source(text), delimiter))


def table_rows(source, delimiter):
    """Yield [Cell] of each line; quotes, delimiters and line ends are in none."""
    mark = re.escape(delimiter)
    field = re.compile(rf'("(?:[^"]|"")*"(?=[{mark}\r\n]|\Z))|([^{mark}\r\n]+)|([{mark}])|(\r\n|\r|\n)')
    row, wanted = [], True
    for found in field.finditer(source.text):
        if found[1] is not None:
            row.append(Cell(source, _unquoted(found[1], found.start())))
            wanted = False
        elif found[2] is not None:
            row.append(Cell(source, [(found[2], *found.span())]))
            wanted = False
        elif found[3] is not None:
            if wanted:
                row.append(Cell(source, []))
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
