"""The ledger: the log once more, in a file outside the database, to which lines are only ever added.

One JSON object a line: what `chain.canonical` gives, with its hash, and a mark of which database writes. With a key of
the server's each is authenticated. Pure: knows files, no database.
"""

import configparser
import fcntl
import hashlib
import hmac
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from odoo.addons.school_anonymisation.chain import GENESIS, canonical, hash_of

SECTION, PATH, KEY = "school_anonymisation", "ledger", "ledger_key"
NAME = "{database}"


class LedgerError(Exception):
    """The file is not a ledger, or not one that fits; the text is a sentence without personal data."""


@dataclass
class Contents:
    """What a ledger holds.

    ``lines``: the dicts that are as they were written. ``broken``: sentences about the others. ``owner``: name of the
    database that writes to it, "" when nobody has said so. ``number``, ``hash``: of the last line.
    """

    lines: list = field(default_factory=list)
    broken: list = field(default_factory=list)
    owner: str = ""

    @property
    def number(self):
        return self.lines[-1]["number"] if self.lines else 0

    @property
    def hash(self):
        return self.lines[-1]["hash"] if self.lines else GENESIS


def configured_path(configuration, database):
    """Return where the server's configuration file wants the ledger of a database; None when it does not say."""
    text = _setting(configuration, PATH)
    return Path(text.replace(NAME, database)) if text else None


def configured_key(configuration):
    """Return the key by which lines are authenticated, as bytes; empty when the configuration has none."""
    return _setting(configuration, KEY).encode()


def neighbours(configuration):
    """Return the paths of the ledgers of all databases, where the configuration gives each its own."""
    text = _setting(configuration, PATH)
    path = Path(text.replace(NAME, "*"))
    return sorted(path.parent.glob(path.name)) if NAME in Path(text).name else []


def _setting(configuration, name):
    parser = configparser.RawConfigParser()
    parser.read(configuration or ())
    return parser.get(SECTION, name, fallback="").strip()


def contents(path, key=b""):
    """Return the Contents of a ledger, every line checked by itself: a broken one does not hide those after it.

    :raise OSError: the file cannot be read.
    """
    found, last = Contents(), None
    for position, text in enumerate(_whole_lines(path.read_bytes()), start=1):
        record = _parsed(text)
        if record is None or not _is_authentic(record, key):
            found.broken.append(f"Line {position} of the ledger is not as it was written.")
            last = None if record is None else record.get("hash", last)
        elif "database" in record:
            found.owner = record["database"]
        else:
            last = _take(found, record, last, bool(key), position)
    return found


def _take(found, line, last_hash, authentic, position):
    """Take a line in; return the hash that the next one follows."""
    expected = found.number + 1 + len(found.broken)
    follows = hash_of(line, GENESIS if last_hash is None and not found.lines else last_hash or "") == line["hash"]
    if follows or authentic:
        if not follows and line["number"] != expected:
            found.broken.append(f"Before line {position} of the ledger something is missing.")
        found.lines.append(line)
    else:
        found.broken.append(f"Line {position} of the ledger is not as it was written, or one before it is missing.")
    return line["hash"]


def read(path, key=b""):
    """Return all lines as dicts, after checking every one.

    :raise LedgerError: a line is missing or not as it was written; :raise OSError: the file cannot be read.
    """
    found = contents(path, key)
    if found.broken:
        raise LedgerError(f"{found.broken[0]} Nothing has been done with it.")
    return found.lines


def extend(path, following, key=b"", database=""):
    """Add lines at the end, and wait until the disk has them. Whoever else adds waits.

    :param following: called with the number of the last line there, returns the lines after it, with their hashes.
    :param database: name and uuid of the database that writes; the first to write is the one that does.
    :raise LedgerError: the lines do not follow, or the ledger is another database's; nothing has been added then.
    :raise OSError: it cannot be written.
    """
    with _opened(path) as file:
        known = contents(path, key)
        if known.broken:
            raise LedgerError(known.broken[0])
        if known.owner and database and known.owner != database:
            raise LedgerError(f"The ledger is that of the database {known.owner}.")
        number, last_hash = known.number, known.hash
        records = [] if known.owner or not database else [{"database": database}]
        for line in following(number):
            number += 1
            if line["number"] != number or hash_of(line, last_hash) != line["hash"]:
                raise LedgerError(f"Line {number} of the log does not follow the ledger; it was not added.")
            last_hash = line["hash"]
            records.append({**canonical(line), "hash": last_hash})
        _append(file, records, key)


def hand_over(path, database, key=b""):
    """Say that from now on another database writes to the ledger."""
    with _opened(path) as file:
        _append(file, [{"database": database}], key)


def begin(path, lines, key=b"", database=""):
    """Write a ledger anew, from all lines of a log; what was there is set aside. Return where it is now, or None."""
    aside = None
    if path.exists():
        number = 1
        while (aside := path.with_name(f"{path.name}.aside{number}")).exists():
            number += 1
        path.rename(aside)
    extend(path, lambda _number: lines, key, database)
    return aside


def _opened(path):
    file = open(path, "a+b", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115 the caller closes it
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def _append(file, records, key):
    if not records:
        return
    # A line that a power failure cut off was never told to anybody as written; the whole one takes its place.
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)
    texts = (json.dumps({**record, **_seal(record, key)}, sort_keys=True) for record in records)
    file.write("".join(f"{text}\n" for text in texts).encode())
    file.flush()
    os.fsync(file.fileno())


def _seal(record, key):
    """Return {"mac": the record's authentication} with a key, nothing without."""
    text = json.dumps({name: value for name, value in record.items() if name != "mac"}, sort_keys=True)
    return {"mac": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()} if key else {}


def _is_authentic(record, key):
    return not key or hmac.compare_digest(str(record.get("mac", "")), _seal(record, key)["mac"])


def _whole_lines(content):
    return content[: content.rfind(b"\n") + 1].splitlines()


def _parsed(text):
    """Return the dict of a line or mark; None when it is neither."""
    try:
        record = json.loads(text)
        names = record.keys() - {"mac"}
        if names == {"database"} and isinstance(record["database"], str):
            return record
        return record if names == canonical(record).keys() | {"hash"} and isinstance(record["hash"], str) else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
