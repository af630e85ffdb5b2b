"""Which files there are in a filestore, and what lies there that is none; nothing that lies there stops the others."""

import os

# What Odoo itself has among the folders of files.
CHECKLIST = "checklist"
# How the name of a file begins that is there for a moment, to be stamped by the store's clock.
CLOCK = ".clock"


def names_in(store, left_out=None):
    """Yield the name (folder/file) of every file in a filestore.

    :param left_out: a list that takes (name, code) of what is no file of Odoo's, or cannot be opened as one.
    """
    left_out = [] if left_out is None else left_out
    # Millions of names: what pathlib makes of each would cost more than reading the file.
    for folder in sorted(os.scandir(store), key=lambda item: item.name) if store.is_dir() else ():
        if len(folder.name) == 2:
            yield from _names_in_folder(folder, left_out)
        elif folder.name != CHECKLIST and not folder.name.startswith(CLOCK):
            left_out.append((_printable(folder.name), "unknown"))


def _names_in_folder(folder, left_out):
    try:
        with os.scandir(folder.path) as files:
            for file in files:
                name = f"{folder.name}/{file.name}"
                if _printable(name) == name and _is_file(file):
                    yield name
                else:
                    left_out.append((_printable(name), "crashed"))
    except OSError:
        left_out.append((_printable(folder.name), "crashed"))


def _is_file(entry):
    try:
        return entry.is_file()
    except OSError:
        # Such as a link to itself.
        return False


def _printable(name):
    """Return a name as PostgreSQL takes it, whatever bytes it is made of."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode()
