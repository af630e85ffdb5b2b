"""What a look has found of some people, as bytes that can be sealed: whoever opens them goes on from there."""

import json
import zlib
from array import array
from collections import Counter, defaultdict
from dataclasses import asdict

from .people.known import Known
from .questions import Question
from .remembered import Remembered
from .sources.catalogue import tables_of
from .sources.looking import Sweep
from .sources.scan import Searched
from .sources.seen import Seen
from .sources.traces import Traces
from .sql import ID
from .text.signs import Sign

# Numbers of rows and words that return again and again: the quickest way is good enough.
_LEVEL = 1


def packed(sweep):
    """Return a Sweep of which nobody has been erased as bytes, which `unpacked` reads; sessions are left out."""
    seen = sweep.seen
    content = {
        "remembered": sweep.remembered.packed().decode(),
        "known": _known_as_lists(sweep.known),
        "traces": _traces_as_lists(sweep.traces),
        "searched": asdict(sweep.searched),
        "seen": [
            seen.before,
            seen.server,
            seen.files,
            [[oid, sorted(names), read] for oid, (names, read) in seen.tables.items()],
        ],
    }
    return zlib.compress(json.dumps(content).encode(), _LEVEL)


def unpacked(env, content, host):
    """Return the Sweep that `packed` made bytes of, in the database in which it was made.

    :raise ValueError: it is something else, as what another version of the program has made.
    """
    try:
        read = json.loads(zlib.decompress(content))
        remembered = Remembered.unpacked(read["remembered"])
        before, server, files, tables = read["seen"]
        seen = Seen(before, tuple(server), {oid: (frozenset(names), size) for oid, names, size in tables}, files)
        return Sweep(
            _known_from_lists(remembered.known(), read["known"]),
            _traces_from_lists(env, read["traces"]),
            Searched(**read["searched"]),
            seen,
            host=host,
            remembered=remembered,
        )
    except (KeyError, TypeError, zlib.error) as error:
        raise ValueError("Not what was packed") from error


def _known_as_lists(known):
    """Return what is known of others beside the people; what they are known by themselves is remembered."""
    signs = set().union(*known.people.values())
    return {
        "bearers": [[_sign(sign), sorted(known.bearers[sign])] for sign in signs & known.bearers.keys()],
        "elsewhere": [_sign(sign) for sign in signs & known.elsewhere],
        "things": [[_sign(sign), form] for sign, form in known.things if sign in signs],
        "short": [[person, sorted(known.short[person])] for person in known.people.keys() & known.short.keys()],
        "short_elsewhere": sorted(known.people.keys() & known.short_elsewhere),
    }


def _known_from_lists(known: Known, read):
    known.bearers = defaultdict(set, {Sign(*sign): set(contacts) for sign, contacts in read["bearers"]})
    known.elsewhere = {Sign(*sign) for sign in read["elsewhere"]}
    known.things = {(Sign(*sign), form) for sign, form in read["things"]}
    known.short = defaultdict(set, {person: set(contacts) for person, contacts in read["short"]})
    known.short_elsewhere = set(read["short_elsewhere"])
    return known


def _sign(sign):
    return [sign.kind, sign.value, sign.strong]


def _traces_as_lists(traces):
    rows, shared = (
        [[table, [[person, list(keys)] for person, keys in by_person.items()]] for table, by_person in store.items()]
        for store in (traces.rows, traces.shared)
    )
    return {
        "rows": rows,
        "shared": shared,
        "files": [[name, sorted(alone), sorted(shared)] for name, (alone, shared) in traces.files.items()],
        "often": sorted(traces.often),
        "questions": [asdict(question) for question in traces.questions],
        "parts": list(traces.parts.items()),
    }


def _traces_from_lists(env, read):
    tables = {table.name: table for table in tables_of(env)[0]}
    rows, shared = (
        # A table that has gone meanwhile holds nothing of anybody.
        {name: {person: _keys(tables[name], keys) for person, keys in found} for name, found in store if name in tables}
        for store in (read["rows"], read["shared"])
    )
    return Traces(
        rows,
        shared,
        {name: (frozenset(alone), frozenset(shared)) for name, alone, shared in read["files"]},
        tables={name: table for name, table in tables.items() if name in rows or name in shared},
        often=set(read["often"]),
        questions=[Question(**question) for question in read["questions"]],
        parts=Counter(dict(read["parts"])),
    )


def _keys(table, keys):
    return array("q", keys) if table.key == ID else [tuple(key) for key in keys]
