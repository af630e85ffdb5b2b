"""What stopped an erasure, as a code without a value: the machine, somebody's addon, or a record. Pure."""

import errno
import traceback
from pathlib import Path

import psycopg2

DISK_FULL, OUT_OF_MEMORY, SHUTTING_DOWN, DISK_BROKEN = MACHINE = (
    "disk_full",
    "out_of_memory",
    "shutting_down",
    "disk_broken",
)
"""Troubles of the machine: whoever is tried alone fails as well, and what is at fault is no student."""

ADDON = "addon"
"""How the code begins of what an addon raised; behind it, between colons, are its name, the error, file and line."""

KILLED = "killed"
"""The server has ended a worker again and again while it was at one student alone."""

_BY_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.EROFS: DISK_BROKEN,
    errno.EIO: DISK_BROKEN,
    errno.ENOMEM: OUT_OF_MEMORY,
}
_BY_SQLSTATE = {
    "53100": DISK_FULL,
    "53200": OUT_OF_MEMORY,
    "57P01": SHUTTING_DOWN,
    "57P02": SHUTTING_DOWN,
    "57P03": SHUTTING_DOWN,
    "58030": DISK_BROKEN,
}
_PACKAGE = "odoo.addons."


def machine_trouble(error):
    """Return the code of a trouble of the machine, of Python's side or of PostgreSQL's; nothing if it is none."""
    if isinstance(error, psycopg2.Error):
        return _BY_SQLSTATE.get(error.pgcode, "")
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, "")
    return ""


def failure_code(error, is_own):
    """Return what went wrong without anything that the error was about.

    :param is_own: function from an addon's name to whether it is Odoo's or ours, and so not to be blamed.
    """
    if code := machine_trouble(error):
        return code
    what = type(error).__name__
    if isinstance(error, psycopg2.Error):
        column = error.diag.column_name or error.diag.constraint_name
        place = f"{error.diag.table_name or '?'}{f'.{column}' if column else ''}"
        what = f"{place} {error.pgcode or '?'}"
    if where := place_in_addon(error, is_own):
        return ":".join((ADDON, where[0], what, where[1], str(where[2])))
    return what


def place_in_addon(error, is_own):
    """Return (addon, file, line) of the innermost place in somebody else's addon that an error came by, or nothing."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        module = frame.f_globals.get("__name__", "")
        addon = module.removeprefix(_PACKAGE).split(".")[0] if module.startswith(_PACKAGE) else ""
        if addon and not is_own(addon):
            return addon, Path(frame.f_code.co_filename).name, line
    return None
