"""All sources of a database: its tables, the files of its filestore, its sessions."""

from odoo.tools import SQL

from ..people.walls import Walls
from ..questions import FILES, UNREADABLE, Question
from ..sql import numbers_without_rows, run
from . import scan
from .catalogue import tables_of
from .files_in_columns import questions_about
from .filestore import look_through_files
from .numbers_in_columns import number_sources
from .reading import Source
from .seen import parts_to_read
from .sessions import SessionSource
from .sizes import sizes_of_tables

AS_LARGE = 100_000_000
"""Bytes of tables from which on the files are looked through before them, where there may not be time for all."""


def sources_of(env, things=(), views=False, seen=None, traces=None):
    """Return ([Source], [Question] for what cannot be read at all).

    :param things: names of the host's models that name things.
    :param views: materialised views, too. Until they are refreshed they show what was erased.
    :param seen: the Seen of an earlier look for the same people, which found these Traces: what is as it was then, and
        had nothing in it, is not read again. Without the Traces nothing is that is as it was then.
    """
    walls = Walls.of(env, things)
    tables, questions = tables_of(env)
    # Of hundreds of apps' tables most are empty in most schools.
    empty = numbers_without_rows(env, [table.oid for table in tables])

    def parts_of(table):
        if table.oid in empty:
            return (), 0
        return parts_to_read(table, seen, traces.every_key(table.name) if traces else ())

    sources = [TableSource(table, walls, *parts_of(table)) for table in tables if views or not table.is_view]
    sources += number_sources(env)
    return [*sources, FileSource(seen, traces), SessionSource(), LargeObjectSource()], questions


def smallest_first(env, sources):
    """Return the Sources in the order in which a look that may be ended has done most of them."""
    sizes = sizes_of_tables(env)
    return sorted(sources, key=lambda source: sum(sizes.get(source.oid, (0, 0))) if source.oid else AS_LARGE)


class TableSource(Source):
    """A table, or a materialised view; ``walls``: what its columns name, if not people.

    ``parts``: what of it is read; ``known``: bytes of it that need not be, because they are as they were.
    """

    def __init__(self, table, walls, parts, known):
        self.name, self._table, self._walls, self._parts, self._known = table.name, table, walls, parts, known
        self.oid, self.asks_the_database = table.oid, bool(parts)

    def look_through(self, env, search):
        """Take in which of its rows may be about whom."""

        def take(key, found):
            # What names a thing says of a sign that it does not mean a person.
            for column, column_hits in found.items():
                search.known.note_thing(self._walls, self._table.records_of, column, column_hits)
            hits = [hit for column_hits in found.values() for hit in column_hits]
            search.traces.take(self._table, key, search.traces.sorted_out(search.known, hits))

        unread = []
        read = sum(
            scan.read(env, part, search.known.searcher, take, unread, search.patience.until) for part in self._parts
        )
        # A file in it may have been given up for want of time.
        search.patience.check(env)
        search.traces.questions += questions_about(env, self._table, unread)
        search.read += read
        search.seen.note(self._table, self._known + read)
        search.searched.add(scan.Searched(1, len(self._table.columns), self._known + read))


class LargeObjectSource(Source):
    """What programs other than Odoo may keep in PostgreSQL beside all tables; it is not searched."""

    name = "pg_largeobject"

    def look_through(self, env, search):
        """Say that it was not searched, where there is something in it."""
        if run(env, SQL("SELECT 1 FROM pg_largeobject_metadata LIMIT 1")):
            search.traces.questions.append(Question(UNREADABLE, source=self.name, detail="not_on_disk"))


class FileSource(Source):
    """The filestore; ``seen``: what an earlier look has seen of it, ``traces``: what that found."""

    name = FILES

    def __init__(self, seen=None, traces=None):
        self._since = seen.files if seen else None
        self._found = set(traces.files) if traces else ()

    def look_through(self, env, search):
        """Take in in which files of the filestore something stands of whom."""
        look_through_files(env, search.known, search.searched, search.traces, search.patience, self._since, self._found)
