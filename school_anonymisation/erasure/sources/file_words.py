"""What is kept of each file's words, so that no file is read twice in its life; see SECURITY.md for what that tells."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg2

from odoo.tools import SQL, hmac

from ..sql import run
from ..text.digests import LAYOUT, Wanted, digester

TABLE = SQL.identifier("erasure_file_words")
# What may be different at another time, on a machine with less to do.
PASSING = ("timeout", "crashed")
PASSES_AFTER = "1 day"
# Whatever decides which words a file has, and what is looked up of them.
_CODE = ("readers", "text")
_LIBRARIES = ("anyascii", "translitcodec", "idna", "pypdfium2", "lxml", "olefile", "striprtf", "phonenumbers")
_SLICE = 1_000
_AT_A_TIME = 20_000


@dataclass(repr=False)
class FileWords:
    """What is kept of one file. ``unread``: a code of why it was not read whole, or "".

    ``packed``: what `text.digests.Digests.packed` gave.
    """

    unread: str
    packed: bytes | None


class Kept:
    """The files of a database that have been read by this version of the readers, and under the database's key."""

    def __init__(self, env):
        self._env = env
        key = hmac(env(su=True), "school_anonymisation.file_words", _edition_of_code())
        self.digest = digester(bytes.fromhex(key))
        # Neither another version nor another key can make anything of what is kept: it counts as nothing.
        self.edition = hashlib.sha256(key.encode()).hexdigest()[:16]

    def wanted(self, matcher):
        """Return the `Wanted` of the people of a Matcher."""
        return Wanted(matcher.wanted(), self.digest)

    def of(self, names):
        """Return {name in the filestore: FileWords} of those of the files that have been read."""
        rows = run(
            self._env,
            SQL(
                "SELECT name, unread, words FROM %s WHERE name = ANY(%s) AND edition = %s",
                TABLE,
                list(names),
                self.edition,
            ),
        )
        return {name: FileWords(unread, None if words is None else bytes(words)) for name, unread, words in rows}

    def keep(self, name, words):
        """Keep the FileWords of a file.

        Nothing is unique here: of two workers who read a file at the same time none waits for the other, or fails.
        """
        packed = None if words.packed is None else psycopg2.Binary(words.packed)
        run(
            self._env,
            SQL(
                "INSERT INTO %s (name, edition, unread, words, read_on)"
                " VALUES (%s, %s, %s, %s, now() AT TIME ZONE 'UTC')",
                TABLE,
                name,
                self.edition,
                words.unread,
                packed,
            ),
        )

    def tidy(self, present):
        """Forget what belongs to files that are gone, to another version or key, or was read twice.

        :param present: {name} of the files that are there. :return: {name} of those of them that nobody has read yet.
        """
        run(
            self._env,
            SQL(
                "DELETE FROM %s WHERE unread = ANY(%s) AND read_on < now() AT TIME ZONE 'UTC' - %s::interval",
                TABLE,
                list(PASSING),
                PASSES_AFTER,
            ),
        )
        unread, useless = set(present), []
        for row_id, name, edition in self._every_row():
            if edition == self.edition and name in unread:
                unread.remove(name)
            else:
                useless.append(row_id)
        for start in range(0, len(useless), _SLICE):
            run(self._env, SQL("DELETE FROM %s WHERE id = ANY(%s)", TABLE, useless[start : start + _SLICE]))
        return unread

    def _every_row(self):
        """Yield (id, name, edition) of all that is kept, in order, some at a time: there may be a million."""
        last = 0
        while rows := run(
            self._env,
            SQL("SELECT id, name, edition FROM %s WHERE id > %s ORDER BY id LIMIT %s", TABLE, last, _AT_A_TIME),
        ):
            yield from rows
            last = rows[-1][0]

    def note_size(self):
        """Have PostgreSQL take note of how much is kept now: it plans by that, and would read all of it each time."""
        run(self._env, SQL("ANALYZE %s", TABLE))


def forget_files(cr, names):
    """Forget what is kept of files that are gone."""
    query = SQL("DELETE FROM %s WHERE name = ANY(%s)", TABLE, list(names))
    cr.execute(query, log_exceptions=False)


@lru_cache(maxsize=1)
def _edition_of_code():
    """Return what tells this version of the readers, and of what is looked up, from any other."""
    digest = hashlib.sha256(LAYOUT.encode())
    folder = Path(__file__).parent.parent
    for room in _CODE:
        for file in sorted((folder / room).glob("*.py")):
            digest.update(file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}".encode())
    return digest.hexdigest()


def _version(library):
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
