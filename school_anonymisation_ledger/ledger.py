"""The ledger: the log once more, in a file outside the database, to which lines are only ever added.

One JSON object a line, as `chain.canonical` gives it, with its hash. Pure: knows files, no database.
"""

import configparser
import fcntl
import json
import os
from pathlib import Path

from odoo.addons.school_anonymisation.chain import GENESIS, canonical, hash_of

SECTION, OPTION = "school_anonymisation", "ledger"
TAIL = 1 << 16
"""Bytes in which the last line of a ledger surely lies."""


class LedgerError(Exception):
    """The file is not a ledger, or not one that fits; the text is a sentence without personal data."""


def configured_path(configuration, database):
    """Return where the server's configuration file wants the ledger of a database; None when it does not say."""
    parser = configparser.RawConfigParser()
    parser.read(configuration or ())
    text = parser.get(SECTION, OPTION, fallback="").strip()
    return Path(text.replace("{database}", database)) if text else None


def read(path):
    """Return all lines as dicts, after checking every hash.

    :raise LedgerError: a line is missing or not as it was written; :raise OSError: the file cannot be read.
    """
    lines, last_hash = [], GENESIS
    for number, text in enumerate(_whole_lines(path.read_bytes()), start=1):
        line = _parsed(text, number)
        if line.get("number") != number or hash_of(line, last_hash) != line.get("hash"):
            raise LedgerError(f"Line {number} of the ledger is not as it was written; nothing has been done with it.")
        last_hash = line["hash"]
        lines.append(line)
    return lines


def head(path):
    """Return (number, hash) of the last line; (0, GENESIS) when there is none yet.

    :raise LedgerError: the last line is no line of a ledger; :raise OSError: the file cannot be read.
    """
    if not path.exists():
        return 0, GENESIS
    with path.open("rb") as file:
        return _head_of(file)


def extend(path, following):
    """Add lines at the end, and wait until the disk has them. Whoever else adds waits.

    :param following: called with the number of the last line there, returns the lines after it, with their hashes.
    :raise LedgerError: the lines do not follow; nothing has been added then. :raise OSError: it cannot be written.
    """
    with open(path, "a+b", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        number, last_hash = _head_of(file)
        texts = []
        for line in following(number):
            number += 1
            if line["number"] != number or hash_of(line, last_hash) != line["hash"]:
                raise LedgerError(f"Line {number} of the log does not follow the ledger; it was not added.")
            last_hash = line["hash"]
            texts.append(json.dumps({**canonical(line), "hash": last_hash}, sort_keys=True))
        if texts:
            # A line that a power failure cut off was never told to anybody as written; the whole one takes its place.
            file.truncate(_end_of_whole_lines(file))
            file.write("".join(f"{text}\n" for text in texts).encode())
            file.flush()
            os.fsync(file.fileno())


def _whole_lines(content):
    return content[: content.rfind(b"\n") + 1].splitlines()


def _end_of_whole_lines(file):
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - TAIL))
    return start + file.read().rfind(b"\n") + 1


def _head_of(file):
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    lines = _whole_lines(file.read())
    if not lines:
        return 0, GENESIS
    line = _parsed(lines[-1], "last")
    try:
        return int(line["number"]), str(line["hash"])
    except (KeyError, TypeError, ValueError):
        raise LedgerError("The last line of the ledger is not a line of a ledger.") from None


def _parsed(text, number):
    try:
        line = json.loads(text)
        if not isinstance(line, dict) or canonical(line).keys() | {"hash"} != line.keys():
            raise ValueError
    except (ValueError, TypeError, AttributeError):
        raise LedgerError(f"Line {number} of the ledger is not a line of a ledger; nothing has been done.") from None
    return line
