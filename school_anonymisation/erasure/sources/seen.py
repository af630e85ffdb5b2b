"""What a look has seen, so that the next one reads what was written since, and what it found, and nothing else.

PostgreSQL writes a row anew whenever it changes, with the number of the transaction that did it (xmin). A look sees
what all transactions below a number have written, which were over when its own began; a row with a smaller number is
as it was then. The number stays on a row that is frozen, moved by VACUUM FULL or updated in place beside its index
(HOT), and a subtransaction's is above its transaction's. Numbers go round: a row so old that it seems to be from the
future is read again, which costs time only.
"""

from dataclasses import dataclass, field, replace

from odoo.tools import SQL

from ..sql import ID, run
from .filestore import clock

# Half of what can be told apart, so that no old number is taken for a new one on the way.
_MOST_TRANSACTIONS = 2**30


@dataclass
class Seen:
    """What a look has seen of one database.

    ``before``: every transaction below this number was over. ``server``: when PostgreSQL was started, and which
    database it is: another server has other numbers. ``tables``: {oid: (names of columns read, bytes read)}.
    ``files``: the second that the filestore's own clock showed; 0 if it has none.
    """

    before: int
    server: tuple
    tables: dict = field(default_factory=dict)
    files: float = 0.0

    @classmethod
    def of(cls, env):
        """Return what the look that begins now will have seen: of no table anything yet."""
        number, *server = _state(env)
        return cls(number, tuple(server), files=clock(env))

    def holds(self, env):
        """Whether the numbers still mean what they meant."""
        number, *server = _state(env)
        return tuple(server) == self.server and 0 <= number - self.before < _MOST_TRANSACTIONS

    def note(self, table, read):
        """Note that a Table has been read to its end; one whose rows do not say when they were written is not noted."""
        if table.tells_when and "SELECT" not in table.where:
            self.tables[table.oid] = frozenset(table.column_names()), read

    def covers(self, table):
        """Whether of a Table only what was written since has to be read, and what was found in it."""
        columns, _read = self.tables.get(table.oid, (frozenset(), 0))
        return table.oid in self.tables and set(table.column_names()) <= columns

    def written_since(self, table):
        """Return a Table of which only the rows are searched that were written since."""
        return replace(table, where=f"({table.where}) AND age(t.xmin) <= age('{self.before % 2**32}'::xid)")

    def found(self, table, keys):
        """Return a Table of which only the rows are searched, among some ids, that were not written since."""
        ids = ",".join(map(str, keys))
        old = f"({table.where}) AND age(t.xmin) > age('{self.before % 2**32}'::xid)"
        return replace(table, where=f"{old} AND t.id = ANY('{{{ids}}}'::bigint[])")


def parts_to_read(table, seen, keys):
    """Return the Tables into which one is cut of which something has been seen, and the bytes that need no reading.

    :param seen: the Seen of an earlier look for the same people, or None. :param keys: of the rows that it found.
    """
    if seen is None or not seen.covers(table) or (keys and table.key != ID):
        return [table], 0
    parts = [seen.written_since(table)]
    if keys:
        parts.append(seen.found(table, keys))
    return parts, seen.tables[table.oid][1]


def _state(env):
    [row] = run(
        env,
        SQL(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_postmaster_start_time()::text,"
            " current_database()::text, inet_server_addr()::text, inet_server_port()"
        ),
    )
    return row
