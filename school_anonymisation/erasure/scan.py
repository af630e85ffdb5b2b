"""Goes once through every text-like column of every table, model or not, and yields the rows that concern somebody."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from odoo.tools import SQL

from .readers import text_of
from .schema import Column
from .statement import run

# A word that no value holds: what one column holds does not go on in the next one.
CUT = "\nx2063x\n"
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


@dataclass
class Searched:
    """What has been looked through: numbers of tables and columns, bytes read, files."""

    tables: int = 0
    columns: int = 0
    bytes: int = 0
    files: int = 0


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
    """Receives a COPY's rows one by one and keeps those that concern somebody.

    ``found``: [(key, {column name: value}, [(model, id)])], JSON and arrays as text, bytea as bytes.
    """

    def __init__(self, table, matcher, concerns):
        self.found = []
        self.bytes = 0
        self._table = table
        self._matcher = matcher
        self._concerns = concerns
        self._binary = [column.type == "bytea" for column in table.columns]
        self._waiting = []
        self._waiting_bytes = 0

    def write(self, data):  # pylint: disable=method-required-super
        """Take one row in PostgreSQL's text format."""
        self.bytes += len(data)
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > AT_ONCE:
            self.finish()

    def finish(self):
        """Look through the rows that have come since: all together first, one by one only where something is."""
        rows, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if any(self._binary):
            wanted = range(len(rows))
        else:
            ends = list(accumulate(map(len, rows)))
            wanted = sorted({bisect_right(ends, place) for place in self._matcher.places(b"".join(rows))})
        for index in wanted:
            self._take(rows[index])

    def _take(self, data):
        key, *values = [None if item == rb"\N" else _unescaped(item) for item in data[:-1].split(b"\t")]
        width = len(self._table.columns)
        cells = [
            value if value is None else bytes.fromhex(value[2:].decode()) if binary else value.decode()
            for value, binary in zip(values[:width], self._binary, strict=True)
        ]
        text = CUT.join(text_of(cell) if isinstance(cell, bytes) else cell for cell in cells if cell)
        found = [item and item.decode() for item in values[width:]]
        pairs = [
            (model, int(number)) for model, number in zip(found[::2], found[1::2], strict=True) if model and number
        ]
        if self._concerns(text, key.decode(), pairs):
            names = (column.name for column in self._table.columns)
            self.found.append((key.decode(), dict(zip(names, cells, strict=True)), pairs))


def _unescaped(data):
    if b"\\" not in data:
        return data
    return COPY_ESCAPE.sub(lambda match: COPY_MEANING.get(match[1], match[1]), data)


def read(env, table, matcher, concerns):
    """Read one table, in one statement, and return its Rows.

    :param matcher: the Matcher whose values, all of them, are worth a closer look.
    :param concerns: function of (text of the row, key, [(model, id)]) that says whether the row is wanted.
    """
    rows = Rows(table, matcher, concerns)
    selected = [
        SQL("t.%s", SQL.identifier(table.key)),
        *(SQL("t.%s", SQL.identifier(column.name)) for column in table.columns),
        *(SQL("t.%s", SQL.identifier(name)) for pair in table.pairs for name in pair),
    ]
    query = SQL("COPY (SELECT %s FROM %s t) TO STDOUT", SQL(", ").join(selected), SQL.identifier(table.name))
    # Nothing but quoted identifiers is in it: COPY takes no parameters.
    env.cr.copy_expert(query.code, rows)
    rows.finish()
    return rows
