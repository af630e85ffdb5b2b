"""Goes once through every text-like column of every table, model or not, and says in which rows something stands."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from odoo.tools import SQL

from ..readers import read as read_file
from ..sql import Column, run

# How a binary cell begins in PostgreSQL's text format.
BYTEA = b"\t" + rb"\\x"
# Bytes of rows that are searched together.
AT_ONCE = 262_144
COPY_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
COPY_MEANING = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


# What came with the software is code: a name in it is no trace of a person. Of these tables, the rows that are not.
OF_THE_SCHOOL = {
    "ir_model_data": "starts_with(t.module, '__')",
    "ir_model_fields": "t.state = 'manual'",
    "ir_model_fields_selection": "t.field_id IN (SELECT f.id FROM ir_model_fields f WHERE f.state = 'manual')",
    "ir_ui_view": "t.arch_fs IS NULL OR t.arch_updated",
}


@dataclass
class Table:
    """A table to be searched. ``key``: id, or ctid where it has none; ``pairs``: its (model column, id column).

    ``where``: SQL of the only rows that are.
    """

    name: str
    key: str
    columns: list
    pairs: list = field(default_factory=list)
    where: str = "TRUE"

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
        Table(
            name,
            "id" if "id" in others[name] else "ctid",
            columns,
            pairs.get(name, []),
            OF_THE_SCHOOL.get(name, "TRUE"),
        )
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


class RowReader:
    """Receives a COPY's rows one by one and hands on what stands in them: see `read`.

    ``bytes``: how much has been read.
    """

    def __init__(self, table, matcher, take):
        self.bytes = 0
        self._matcher = matcher
        self._hand_on = take
        self._columns = [(column.name, column.type == "bytea") for column in table.columns]
        self._has_binary = any(binary for _name, binary in self._columns)
        self._waiting = []
        self._waiting_bytes = 0

    def write(self, data):  # pylint: disable=method-required-super
        """Take one row in PostgreSQL's text format."""
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > AT_ONCE:
            self.finish()

    def finish(self):
        """Look through the rows that have come since: quickly at all of them, closely where something may be."""
        rows, self._waiting = self._waiting, []
        self.bytes += self._waiting_bytes
        self._waiting_bytes = 0
        suspects = set(self._matcher.suspects(rows))
        for index, row in enumerate(rows):
            if index in suspects or (self._has_binary and BYTEA in row):
                self._look_closely(row)

    def _look_closely(self, row):
        key, *cells = row[:-1].split(b"\t")
        found = {}
        for (name, binary), cell in zip(self._columns, cells, strict=True):
            if cell != rb"\N" and (hits := self._hits(cell, binary)):
                found[name] = hits
        if found:
            self._hand_on(key.decode(), found)

    def _hits(self, cell, binary):
        if binary:
            rows = read_file(bytes.fromhex(cell[3:].decode())).rows
            return [hit for row in rows for hit in self._matcher.find_row(row)]
        return self._matcher.find(_unescaped(cell).decode())


def _unescaped(data):
    if b"\\" not in data:
        return data
    return COPY_ESCAPE.sub(lambda match: COPY_MEANING.get(match[1], match[1]), data)


def read(env, table, matcher, take):
    """Read one table, in one statement, and return the number of bytes.

    :param take: called with (key as text, {name of a column: [Hit]}) of each row in which something stands. What it
        does not keep is gone: there may be millions.
    """
    rows = RowReader(table, matcher, take)
    columns = SQL(", ").join(SQL("t.%s", SQL.identifier(name)) for name in (table.key, *table.column_names()))
    chosen = SQL(table.where)
    query = SQL("COPY (SELECT %s FROM %s t WHERE %s) TO STDOUT", columns, SQL.identifier(table.name), chosen)
    # Nothing but quoted identifiers and words of this file is in it: COPY takes no parameters.
    env.cr.copy_expert(query.code, rows)
    rows.finish()
    return rows.bytes
