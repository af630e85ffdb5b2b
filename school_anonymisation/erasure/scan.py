"""Goes once through every text-like column of every table, model or not, and says in which rows something stands."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from odoo.tools import SQL

from .readers import text_of
from .schema import Column
from .statement import run
from .text import fold, words

# What one cell holds does not go on in the next one: no value has two spaces.
CUT = "  "
# How a binary cell begins in PostgreSQL's text format.
BYTEA = b"\t" + rb"\\x"
LINES = {**{ord(character): " " for character in "\n\r\t"}, ord("\\"): "\\\\"}
# Bytes of rows that are searched together.
AT_ONCE = 262_144
COPY_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
COPY_MEANING = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


@dataclass
class Table:
    """A table to be searched. ``key``: id, or ctid where it has none; ``pairs``: its (model column, id column)."""

    name: str
    key: str
    columns: list
    pairs: list = field(default_factory=list)

    def column_names(self):
        """Return the names of the columns to be searched."""
        return [column.name for column in self.columns]


@dataclass
class Searched:
    """What has been looked through: numbers of tables and columns, bytes read, files."""

    tables: int = 0
    columns: int = 0
    bytes: int = 0
    files: int = 0

    def add(self, other):
        """Take in what was looked through besides."""
        self.tables += other.tables
        self.columns += other.columns
        self.bytes += other.bytes
        self.files += other.files


def tables(env):
    """Return every Table with a text-like column: texts, JSON, XML, bytea, arrays of texts. One statement."""
    rows = run(
        env,
        SQL(
            """
            SELECT c.relname, a.attname, t.typname, NOT a.attnotnull, a.atttypmod,
                   EXISTS (SELECT 1 FROM pg_index i
                            WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY(i.indkey)),
                   t.typcategory = 'S' OR t.typname IN ('json', 'jsonb', 'bytea', 'xml', 'hstore', 'tsvector')
                       OR coalesce(e.typcategory = 'S' OR e.typname IN ('json', 'jsonb'), FALSE)
              FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
             WHERE c.relkind = 'r' AND c.relnamespace = current_schema::regnamespace
             ORDER BY c.relname, a.attnum
            """
        ),
    )
    found, others = defaultdict(list), defaultdict(dict)
    for table, name, kind, nullable, modifier, unique, searched in rows:
        column = Column(
            name, kind, nullable, unique, modifier - 4 if kind in ("varchar", "bpchar") and modifier > 4 else 0
        )
        others[table][name] = column
        if searched:
            found[table].append(column)
    pairs = _pairs(env)
    return [
        Table(name, "id" if "id" in others[name] else "ctid", columns, pairs.get(name, []))
        for name, columns in found.items()
    ]


def _pairs(env):
    """Return {table: [(model column, id column)]} of the references that name their model in another column."""
    found = {}
    for model in env.registry.values():
        references = [
            (item.model_field, item.name)
            for item in model._fields.values()
            if item.type == "many2one_reference" and item.store and model._fields[item.model_field].store
        ]
        if references and not model._abstract:
            found[model._table] = references
    return found


class Rows:
    """Receives a COPY's rows one by one and hands on those in which there is something.

    ``bytes``: how much has been read.
    """

    def __init__(self, table, matcher, take):
        self.bytes = 0
        self._matcher = matcher
        self._hand_on = take
        self._binary = [column.type == "bytea" for column in table.columns]
        self._waiting = []
        self._waiting_bytes = 0

    def write(self, data):  # pylint: disable=method-required-super
        """Take one row in PostgreSQL's text format."""
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > AT_ONCE:
            self.finish()

    def finish(self):
        """Look through the rows that have come since: all together first, closely only where something is."""
        rows, self._waiting = self._waiting, []
        self.bytes += self._waiting_bytes
        self._waiting_bytes = 0
        packed = set()
        if any(self._binary):
            packed = {index for index, row in enumerate(rows) if BYTEA in row}
        content = b"".join(rows)
        suspects = _indexes(rows, self._matcher.suspects(content))
        numbers = sorted(_indexes(rows, self._matcher.groups(content)) - suspects)
        if numbers:
            squeezed, places = self._matcher.in_groups(b"".join(rows[index] for index in numbers))
            suspects |= {numbers[line] for line in _indexes(_lines(squeezed), places)} if places else set()
        self._take([rows[index] for index in sorted(suspects - packed)])
        for index in packed:
            self._take([self._unpacked(rows[index])])

    def _take(self, rows):
        """Hand on those of some rows in which a value stands."""
        folded = fold(b"".join(rows).decode(), rows=True)
        ends = _ends(folded.split(b"\n"), 1)
        found, doubtful = defaultdict(set), defaultdict(set)
        for place, numbers, weak in self._matcher.in_folded(folded):
            index = bisect_right(ends, place)
            if weak:
                cell = folded.count(b"\t", ends[index - 1] if index else 0, place)
                doubtful[index, cell] |= numbers
            else:
                found[index] |= numbers
        for (index, cell), numbers in doubtful.items():
            plain = words(_unescaped(rows[index][:-1].split(b"\t")[cell]).decode())
            found[index] |= {number for number in numbers if self._matcher.stands(number, plain)}
        for index, numbers in found.items():
            if numbers:
                self._hand_on(rows[index].partition(b"\t")[0].decode(), numbers, rows[index])

    def _unpacked(self, row):
        """Return a row with the text of its binary cells instead of their bytes."""
        key, *cells = row[:-1].split(b"\t")
        for index, binary in enumerate(self._binary):
            if binary and cells[index] != rb"\N":
                text = text_of(bytes.fromhex(cells[index][3:].decode()))
                cells[index] = text.translate(LINES).encode("utf-8", "ignore")
        return b"\t".join([key, *cells]) + b"\n"


def _ends(lines, between=0):
    return list(accumulate(len(line) + between for line in lines))


def _lines(content):
    return [line + b"\n" for line in content.split(b"\n")]


def _indexes(lines, places):
    """Return the numbers of the lines in which there are places of all of them together."""
    if not places:
        return set()
    ends = _ends(lines)
    return {bisect_right(ends, place) for place in places}


def words_of(row):
    """Return the words of a row in PostgreSQL's text format, its key left out; what one cell holds ends there."""
    cells = (_unescaped(cell).decode() for cell in row[:-1].split(b"\t")[1:] if cell != rb"\N")
    return CUT.join(map(words, cells))


def _unescaped(data):
    if b"\\" not in data:
        return data
    return COPY_ESCAPE.sub(lambda match: COPY_MEANING.get(match[1], match[1]), data)


def read(env, table, matcher, take):
    """Read one table, in one statement, and return the number of bytes.

    :param take: called with (key as text, {numbers of the Matcher's values}, the row: see `words_of`) of each row in
        which something stands. What it does not keep is gone: there may be millions.
    """
    rows = Rows(table, matcher, take)
    columns = SQL(", ").join(SQL("t.%s", SQL.identifier(name)) for name in (table.key, *table.column_names()))
    query = SQL("COPY (SELECT %s FROM %s t) TO STDOUT", columns, SQL.identifier(table.name))
    # Nothing but quoted identifiers is in it: COPY takes no parameters.
    env.cr.copy_expert(query.code, rows)
    rows.finish()
    return rows.bytes
