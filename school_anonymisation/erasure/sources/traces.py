"""Where something of some people may stand, as numbers of rows and names of files, a person at a time."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from ..people.known import clue_of
from ..people.meant import Clue
from ..sql import ID

OFTEN = 200
"""Rows with a part of somebody's name, from which on they are too many to be asked one by one: a name like a word."""


@dataclass(repr=False)
class Traces:
    """What a look has found.

    ``rows``: {table: {contact id: keys of rows}}; no keys where they do not last, and the rows have to be found again.
    ``shared``: the same for signs by which others are known as well: they count where something links the row to the
    person. ``files``, ``sessions``: {name in the filestore, or path: (contact ids of the first kind, of the second)}.
    ``tables``: {name: catalogue.Table}. ``often``: contact ids of whose name a part is too common to be asked about.
    ``questions``: what could not be looked through.
    """

    rows: dict = field(default_factory=dict)
    shared: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    often: set = field(default_factory=set)
    questions: list = field(default_factory=list)
    parts: Counter = field(default_factory=Counter)

    def take(self, table, key, people):
        """Take in that something of people stands in a row.

        :param people: (contact ids of those whom it alone may mean, of those whom it may mean where it is linked)
        """
        for persons, store in zip(people, (self.rows, self.shared), strict=True):
            for person in persons:
                keys = store.setdefault(table.name, {}).setdefault(person, array("q") if table.key == ID else [])
                if table.key.lasts:
                    keys.append(key)
                self.tables[table.name] = table

    def sorted_out(self, known, hits):
        """Return (contact ids of whom Hits may mean wherever they stand, of whom they mean only where linked)."""
        alone, shared = set(), set()
        for hit in hits:
            if clue_of(hit) is Clue.PART_OF_NAME:
                people = {person for person in hit.people if self.parts[person] < OFTEN}
                self.parts.update(people)
                self.often |= hit.people - people
                alone |= people
                shared |= hit.people - people
            elif hit.sign.kind == "name" or known.is_certain(hit):
                alone |= hit.people
            else:
                shared |= hit.people
        return alone, shared - alone

    def keys(self, table, people, linked=None):
        """Return the keys of the rows of a table in which something of these people may stand.

        :param linked: {table: {row id: contact id}}; without it, what others bear as well counts everywhere.
        """
        found = self.rows.get(table, {})
        keys = {key for person in people for key in found.get(person, ())}
        shared = self.shared.get(table, {})
        owners = None if linked is None or table not in self.tables else linked.get(self.tables[table].records_of)
        if linked is None or (owners is None and shared and self.tables[table].names_others()):
            keys.update(key for person in people for key in shared.get(person, ()))
        elif owners is not None:
            keys.update(key for person in people for key in shared.get(person, ()) if key in owners)
        return sorted(keys)

    def every_key(self, table):
        """Return the keys of all rows of a table in which something stands of anybody; of some of them none lasts."""
        stores = self.rows.get(table, {}), self.shared.get(table, {})
        found = {key for store in stores for keys in store.values() for key in keys}
        if not found and any(stores):
            # Rows that have to be found again.
            return {None}
        return found

    def of(self, people):
        """Return the Traces of some of the people; what could not be looked through concerns all of them."""
        rows, shared = (
            {
                table: theirs
                for table, by_person in store.items()
                if (theirs := {person: keys for person, keys in by_person.items() if person in people})
            }
            for store in (self.rows, self.shared)
        )
        files, sessions = (
            {
                name: tuple(found & people for found in both)
                for name, both in store.items()
                if any(not found.isdisjoint(people) for found in both)
            }
            for store in (self.files, self.sessions)
        )
        tables = {name: table for name, table in self.tables.items() if name in rows or name in shared}
        parts = Counter({person: count for person, count in self.parts.items() if person in people})
        return Traces(rows, shared, files, sessions, tables, self.often & people, list(self.questions), parts)

    def concerned(self, people, linked):
        """Yield (catalogue.Table, keys of rows) of the tables in which something of these people may stand.

        Keys that do not last are left out.
        """
        for name, table in self.tables.items():
            keys = self.keys(name, people, linked)
            if keys or (not table.key.lasts and not people.isdisjoint(self.rows.get(name, ()))):
                yield table, keys

    def linked(self, linked):
        """Return what of {table: {row id: contact id}} is about rows in which values stand that others bear as well."""
        found = {}
        for table, owners in linked.items():
            shared = self.shared.get(table, {})
            keys = {key for person in set(owners.values()) for key in shared.get(person, ())}
            found[table] = {key: owners[key] for key in keys if key in owners}
        return found

    def people(self, linked):
        """Return the contact ids of everybody of whom there may be something, where linked if others bear it too."""
        files = (people for people, _shared in (*self.files.values(), *self.sessions.values()))
        found = set().union(*self.rows.values(), *files)
        for table, by_person in self.shared.items():
            owners = linked.get(table, {})
            for person, keys in by_person.items():
                if person not in found and any(owners.get(key) == person for key in keys):
                    found.add(person)
        return found
