"""Reads a file's rows, and writes a file again without what must go."""

import mmap
from pathlib import Path

from .document import CannotRewriteError, Reading
from .kinds import LARGEST, Budget, open_document

# Rows that are handed over at once.
BATCH = 5_000


def read(source: bytes | Path, name: str = "") -> Reading:
    r"""Return the Reading of a file, whatever its bytes are.

    :param source: its bytes, or its Path.
    :param name: its name, which helps to tell one kind of text from another.

    >>> read(b"first name;surname\nEmma;Hansen\n", "class.csv").rows
    [['first name', 'surname'], ['Emma', 'Hansen']]
    """
    whole = Reading()
    for part in readings(source, name):
        whole.kind, whole.unread, whole.members = part.kind, part.unread, part.members
        whole.rows += part.rows
        whole.pages += part.pages
    return whole


def readings(source, name=""):
    """Yield the Reading of a file in parts of a few thousand rows; the last one says what was not read."""
    try:
        content = _content(source)
    except OSError as error:
        yield Reading(unread=why_not_opened(error))
        return
    document, part = None, Reading()
    try:
        document = open_document(content, name, budget=Budget(reads_only=True))
        part.kind = document.kind
        for row in document.rows():
            cells = [cell if type(cell) is str else cell.text for cell in row]
            if not any(cells):
                continue
            part.rows.append(cells)
            if document.kind == "pdf":
                part.pages.append(document.page)
            if len(part.rows) >= BATCH:
                yield part
                part = Reading(document.kind)
    except MemoryError:
        part.unread = "too_large"
    # A file may be broken in any way there is; it must not stop whoever reads the others.
    except Exception:  # noqa: BLE001 pylint: disable=broad-except
        part.unread = "damaged"
    if document:
        part.unread, part.members = document.unread or part.unread, document.members
    yield part


def rewrite(source: bytes | Path, find, name: str = "") -> bytes | Path | None:
    r"""Return a file's bytes without what ``find`` finds; the very ``source`` where it finds nothing.

    None where this kind of file cannot be written, or where something would still stand in what was written.

    :param find: function from [text of a cell] of one row to [(number of the cell, start, end)].

    >>> rewrite(b"name,note\nHansen,sings\n", lambda row: [(0, 0, 6)] if row[0] == "Hansen" else [], "class.csv")
    b'name,note\n[anonymised],sings\n'
    """
    try:
        content = _content(source)
        document = open_document(content, name)
        if not document.cut(find):
            return source
        if len(content) > LARGEST:
            return None
        written = document.content()
    except CannotRewriteError:
        return None
    # As above.
    except Exception:  # noqa: BLE001 pylint: disable=broad-except
        return None
    return None if any(find(row) for part in readings(written, name) for row in part.rows) else written


def why_not_opened(error):
    """Return the code of why a file could not be opened: it is not there, or there is no right to it, or no file."""
    return "missing" if isinstance(error, FileNotFoundError) else "crashed"


def _content(source):
    """Return the bytes of a file, as a memory map when it is big."""
    if not isinstance(source, Path):
        return source
    if source.stat().st_size <= LARGEST // 10:
        return source.read_bytes()
    with source.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
