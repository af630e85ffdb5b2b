"""What the engine leaves to a person: where it could not look, could not write, or is not sure who is meant."""

from dataclasses import dataclass

UNREADABLE = "unreadable"
"""Nobody knows what stands there: damaged, locked, of a kind without a reader."""

UNWRITABLE = "unwritable"
"""Somebody stands there, and this kind of file cannot be written anew."""

UNSURE = "unsure"
"""Somebody may stand there, or a namesake."""

SESSIONS = "sessions"
"""The store of the sessions, as a source."""

FILES = "files"
"""The filestore, as a source."""

WORTH_ASKING = ("damaged", "locked", "too_large", "too_deep", "packed", "timeout", "crashed")
"""Why a file could not be read, where a person could do something about it.

Fonts and programs hold no text, and what is in a picture only eyes can tell.
"""


def worth_asking(reading):
    """Return why a file, or one packed into it, could not be read, or "" where nobody has to look; of a Reading."""
    return next((code for code in (reading.unread, *reading.members) if code in WORTH_ASKING), "")


@dataclass(frozen=True, order=True)
class Question:
    """One place to look at; no value in it, and nothing that says who is meant.

    ``why``: one of the constants above. ``model``, ``record_id``: the record, if there is one. ``field``: its field.
    ``attachment_id``: the attachment, for a file; ``file``: its name in the filestore, where no attachment names it.
    ``page``: 1 for the first page, 0 where none is known. ``detail``: a code for what could not be read.
    ``source``: a whole source: the name of a table, with its schema where that is not Odoo's; or ``SESSIONS``.
    """

    why: str
    model: str = ""
    record_id: int = 0
    field: str = ""
    attachment_id: int = 0
    file: str = ""
    page: int = 0
    detail: str = ""
    source: str = ""
