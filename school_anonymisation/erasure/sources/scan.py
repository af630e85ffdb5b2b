"""Goes once through every text-like column of every table, model or not, and says in which rows something stands."""

import re
import secrets
from dataclasses import dataclass

from odoo.tools import SQL

from ..readers import Extractor
from ..sql import quoted
from .across import hits_across
from .files_in_columns import rows_in
from .large_values import look_into, unless_large

# What COPY writes for a cell that holds nothing.
NULL = rb"\N"
# How a binary cell begins in PostgreSQL's text format.
BYTEA = b"\t" + rb"\\x"
# Bytes of rows that are searched together.
AT_ONCE = 262_144
COPY_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
COPY_MEANING = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


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


class RowReader:
    """Receives a COPY's rows one by one and hands on what stands in them: see `read`.

    ``bytes``: how much has been read. ``unread``: [(key, column, code)] of files in columns, and of what is too large.
    ``large``: [(key, column)] of files in columns that are to be looked into apart; ``marker``: what stands in place of
    any value that is too large.
    ``trouble``: what went wrong on the way; the rest is not looked at then.
    """

    def __init__(self, table, matcher, take, until=None):
        self.bytes = 0
        self.unread = []
        self.large = []
        self.marker = secrets.token_hex(16)
        self.trouble = None
        self._matcher = matcher
        self._hand_on = take
        self._key = table.key
        self._columns = [(column.name, column.type == "bytea") for column in table.columns]
        self._is_nobodys = table.is_nobodys
        self._has_binary = any(binary for _name, binary in self._columns)
        self._waiting = []
        self._waiting_bytes = 0
        # A file that a column holds is read as any other; no process is started as long as there is none.
        self._extractor = Extractor(until=until)
        self._mark = self.marker.encode() if table.may_be_large else b""

    def close(self):
        """Let go of the process that has read files, if there were any."""
        self._extractor.release()

    def write(self, data):  # pylint: disable=method-required-super
        """Take one row in PostgreSQL's text format."""
        if self.trouble is not None:
            return
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > AT_ONCE:
            try:
                self.finish()
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                # What is raised in the middle of a COPY would leave the connection in it.
                self.trouble = error

    def finish(self):
        """Look through the rows that have come since: quickly at all of them, closely where something may be."""
        rows, self._waiting = self._waiting, []
        self.bytes += self._waiting_bytes
        self._waiting_bytes = 0
        suspects = set(self._matcher.suspects(rows))
        self._look_closely(
            [
                row[:-1].split(b"\t")
                for index, row in enumerate(rows)
                if index in suspects or (self._has_binary and BYTEA in row) or (self._mark and self._mark in row)
            ]
        )

    def _look_closely(self, rows):
        """Look at the cells of some rows, once more quickly and then, where something may be, exactly."""
        width = len(self._key.columns)
        places = [
            (index, column)
            for index, row in enumerate(rows)
            for column, (_name, binary) in enumerate(self._columns)
            if not binary and row[width + column] != NULL
        ]
        suspects = self._matcher.suspects([rows[index][width + column] + b"\n" for index, column in places])
        wanted = {places[place] for place in suspects}
        for index, row in enumerate(rows):
            key, found = self._key.of([_unescaped(part).decode() for part in row[:width]]), {}
            for column, (name, binary) in enumerate(self._columns):
                cell = row[width + column]
                if self._mark and cell == self._mark:
                    self._leave_out(key, name, binary)
                    continue
                if binary and cell != NULL:
                    hits = self._hits_in_file(key, name, cell)
                else:
                    hits = self._hits(cell) if (index, column) in wanted else ()
                if hits:
                    found[name] = hits
            if self._is_nobodys:
                self._look_across(row[width:], found)
            if found:
                self._hand_on(key, found)

    def _look_across(self, cells, found):
        texts = {
            name: "" if binary or cell == NULL else _unescaped(cell).decode()
            for (name, binary), cell in zip(self._columns, cells, strict=True)
        }
        for name, hits in hits_across(self._matcher, texts).items():
            found[name] = [*found.get(name, ()), *hits]

    def _leave_out(self, key, name, binary):
        if binary:
            self.large.append((key, name))
        else:
            self.unread.append((key, name, "too_long"))

    def look_into_large(self, env, table):
        """Look into the files that are too large to be read with their rows; to be called when the COPY is over."""
        for key, name in self.large:
            code = look_into(env, table, key, name, self._extractor, self._matcher.find_row)
            if code:
                self.unread.append((key, name, code))

    def _hits(self, cell):
        return self._matcher.find(_unescaped(cell).decode())

    def _hits_in_file(self, key, name, cell):
        content = bytes.fromhex(cell[3:].decode())
        rows = rows_in(content, self._extractor, lambda code: self.unread.append((key, name, code)))
        return [hit for row in rows for hit in self._matcher.find_row(row)]


def _unescaped(data):
    if b"\\" not in data:
        return data
    return COPY_ESCAPE.sub(lambda match: COPY_MEANING.get(match[1], match[1]), data)


def read(env, table, matcher, take, unread=None, until=None):
    """Read one table, in one statement, and return the number of bytes.

    :param take: called with (the row's key, {name of a column: [Hit]}) of each row in which something stands. What it
        does not keep is gone: there may be millions.
    :param unread: a list that takes (the row's key, name of the column, code) of each file in it that cannot be read.
    :param until: second of the monotonic clock after which nobody waits for any file in it.
    """
    rows = RowReader(table, matcher, take, until)
    columns = SQL(", ").join([*table.key.selected(), *_values(table, rows.marker)])
    query = SQL("COPY (SELECT %s FROM %s t WHERE %s) TO STDOUT", columns, table.source, SQL(table.where))
    try:
        # Nothing but quoted names and words of this addon is in it: COPY takes no parameters, and undoubles no "%".
        env.cr.copy_expert(query.code.replace("%%", "%"), rows)
        if rows.trouble is not None:
            raise rows.trouble
        rows.finish()
        rows.look_into_large(env, table)
    finally:
        rows.close()
    if unread is not None:
        unread += rows.unread
    return rows.bytes


def _values(table, marker):
    if not table.may_be_large:
        return [SQL("t.%s", quoted(name)) for name in table.column_names()]
    return [unless_large(column, SQL(f"'{marker}'")) for column in table.columns]


def keys_in(env, table, matcher):
    """Return the keys of the rows of a table in which something stands now."""
    found = []
    read(env, table, matcher, lambda key, _hits: found.append(key))
    return found
