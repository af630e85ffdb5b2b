"""All sources of a database: its tables, the files of its filestore, its sessions."""

from ..people.walls import XMLIDS, walled_tables
from ..questions import FILES
from ..text.names import FULL
from . import scan
from .catalogue import tables_of
from .filestore import look_through_files
from .reading import Source
from .seen import parts_to_read
from .sessions import SessionSource


def sources_of(env, things=(), views=False, seen=None, traces=None):
    """Return ([Source], [Question] for what cannot be read at all).

    :param things: names of the host's models that name things.
    :param views: materialised views, too. Until they are refreshed they show what was erased.
    :param seen: the Seen of an earlier look for the same people, which found these Traces: what is as it was then, and
        had nothing in it, is not read again.
    """
    walled = walled_tables(env, things)
    tables, questions = tables_of(env)
    sources = [
        TableSource(
            table,
            table.records_of in walled and table.name != XMLIDS,
            *parts_to_read(table, seen, traces.every_key(table.name) if traces else ()),
        )
        for table in tables
        if views or not table.is_view
    ]
    return [*sources, FileSource(), SessionSource()], questions


class TableSource(Source):
    """A table, or a materialised view; ``is_thing``: its rows name things, and not people.

    ``parts``: what of it is read; ``known``: bytes of it that need not be, because they are as they were.
    """

    def __init__(self, table, is_thing, parts, known):
        self.name, self._table, self._is_thing, self._parts, self._known = table.name, table, is_thing, parts, known

    def look(self, env, search):
        """Take in which of its rows may be about whom."""

        def take(key, found):
            hits = [hit for column_hits in found.values() for hit in column_hits]
            if self._is_thing:
                # What names a thing says of a sign that it does not mean a person.
                search.known.elsewhere.update(hit.sign for hit in hits if _names_a_thing(hit))
            search.traces.take(self._table, key, search.traces.sorted_out(search.known, hits))

        read = sum(scan.read(env, part, search.known.searcher, take) for part in self._parts)
        search.read += read
        search.seen.note(self._table, self._known + read)
        search.searched.add(scan.Searched(1, len(self._table.columns), self._known + read))


class FileSource(Source):
    name = FILES

    def look(self, env, search):
        """Take in in which files of the filestore something stands of whom."""
        look_through_files(env, search.known, search.searched, search.traces)


def _names_a_thing(hit):
    """Whether a Hit in a table of things says that its sign does not mean a person.

    A course may be called like somebody; one whose name only mentions somebody is a text like any other.
    """
    return hit.form == FULL and (hit.alone or hit.sign.kind != "name")
