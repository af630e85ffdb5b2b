"""One look through the whole database and filestore for everybody at once, and what becomes of the people since.

What is found is kept as numbers of rows, a person at a time; what stands there is read again, closely, when it is
treated. So the cost of looking depends on the size of the database, and what is kept on what there is of the people.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field

from . import scan
from .files_residue import look_through_files
from .fingerprint import Fingerprint, collect
from .host import Host
from .matcher import Matcher
from .paths import Selector
from .plan import document_paths
from .register import Register
from .sharing import identify
from .subjects import PARTNER


@dataclass(repr=False)
class Places:
    """Where something of some people may stand.

    ``rows``: {table: {contact id: ids of rows}}; no ids where a table has none, and has to be read as a whole.
    ``shared``: the same for values that alone do not say who is meant: they count where something links the row to the
    person. ``files``, ``sessions``: {name in the filestore, or path: (contact ids of the first kind, of the second)}.
    ``tables``: {name: scan.Table}.
    """

    rows: dict = field(default_factory=dict)
    shared: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    sessions: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)

    def keys(self, table, people, linked=None):
        """Return the ids of the rows of a table in which something of these people may stand.

        :param linked: {table: {row id: contact id}}; without it, what others bear as well counts everywhere.
        """
        found = self.rows.get(table, {})
        keys = {key for person in people for key in found.get(person, ())}
        shared = self.shared.get(table, {})
        if linked is None or (table not in linked and self.tables[table].pairs):
            keys.update(key for person in people for key in shared.get(person, ()))
        elif table in linked:
            owners = linked[table]
            keys.update(key for person in people for key in shared.get(person, ()) if key in owners)
        return sorted(keys)

    def concerned(self, people, linked):
        """Yield (scan.Table, ids of rows) of the tables in which something of these people may stand."""
        for name, table in self.tables.items():
            keys = self.keys(name, people, linked)
            whole = table.key != "id" and not people.isdisjoint(self.rows.get(name, ()))
            if keys or whole:
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


@dataclass(repr=False)
class Sweep:
    """What was looked for and found before the first of some people is erased, and what has become of them since.

    ``labels``: {contact id: neutral name} of who has been erased; ``retained``: {contact id: last day}.
    ``linked``: {table: {row id: contact id}} of what is linked to them and held a value that others bear as well.
    ``touched``: tables whose statistics in PostgreSQL may hold values. ``removed``: files that are to be gone.
    """

    fingerprint: Fingerprint
    matcher: Matcher
    places: Places
    searched: scan.Searched
    labels: dict = field(default_factory=dict)
    retained: dict = field(default_factory=dict)
    linked: dict = field(default_factory=dict)
    touched: set = field(default_factory=set)
    removed: set = field(default_factory=set)
    host: Host = field(default_factory=Host)

    def narrowed(self, people):
        """Return (Fingerprint, Matcher) for some of the people; those erased before them count as gone."""
        fingerprint = self.fingerprint.narrowed(people, self.labels.keys())
        return fingerprint, self.matcher.narrowed(fingerprint)

    def note_erased(self, labels, linked, retention, tables, names):
        """Remember what the second look has to know of people who are being erased in this transaction."""
        self.labels |= labels
        for table, owners in self.places.linked(linked).items():
            self.linked.setdefault(table, {}).update(owners)
        for person, documents in retention.by_person().items():
            self.retained[person] = max(last_day for _model, _id, last_day in documents)
        self.touched |= tables
        self.removed |= set(filter(None, names))

    def note_undone(self, people):
        """Take back that these people have been erased: their savepoint was rolled back."""
        for person in people:
            self.labels.pop(person, None)

    def unchanged(self, env, subjects):
        """Return the contact ids of those of whom nothing is known by now that was not looked for."""
        register = Register.load(env)
        people = subjects.resolve(env)
        selector = Selector(env, people, documents=document_paths(register))
        present, _records = collect(env, selector, register.identifiers)
        return {
            person
            for person in set(people[PARTNER].values())
            if present.people.get(person, set()) <= self.fingerprint.people.get(person, set())
        }


def sweep(env, subjects):
    """Return the Sweep for these Subjects. It reads everything once, in one statement a table.

    :raise RegisterError: the register cannot be obeyed. :raise ValueError: somebody who may not be erased.
    """
    env.flush_all()
    register = Register.load(env, subjects.host.rows(env))
    fingerprint, matcher = identify(env, subjects.resolve(env), register, document_paths(register))
    return Sweep(fingerprint, matcher, *look(env, matcher), host=subjects.host)


def look(env, matcher):
    """Go once through every table and file; return (Places, Searched)."""
    places, searched = Places(), scan.Searched()
    for table in scan.tables(env):
        alone, shared = defaultdict(_ids), defaultdict(_ids)

        def take(key, numbers, _row, table=table, alone=alone, shared=shared):
            of_alone, of_shared = matcher.people(numbers)
            for people, found in ((of_alone, alone), (of_shared, shared)):
                for person in people:
                    found[person].extend([int(key)] if table.key == "id" else [])

        read = scan.read(env, table, matcher, take)
        searched.add(scan.Searched(1, len(table.columns), read))
        for found, kept in ((alone, places.rows), (shared, places.shared)):
            if found:
                kept[table.name] = dict(found)
                places.tables[table.name] = table
    places.files, places.sessions = look_through_files(env, matcher, searched)
    return places, searched


def _ids():
    return array("q")
