"""Addons outside this repository whose tests ``script/test PATH`` is asked to run, among the addons that are here."""

import ast
from pathlib import Path

from .places import REPOSITORY
from .sentence import Stop

# Options of pytest after which a value stands that is no path.
BEFORE_A_VALUE = {"-c", "-k", "-m", "-o", "-p", "-r", "-W"}


def found_in(arguments):
    """Return (arguments for pytest, folders of addons outside the repository that they name).

    A path is taken from where the command is given. :raise Stop: a path outside the repository is in no addon.
    """
    passed, addons = [], []
    for before, argument in zip([None, *arguments], arguments, strict=False):
        path, separator, test = argument.partition("::")
        path = Path(path).absolute()
        if argument.startswith("-") or before in BEFORE_A_VALUE or not path.exists():
            passed.append(argument)
            continue
        passed.append(f"{path}{separator}{test}")
        if not path.resolve().is_relative_to(REPOSITORY):
            addons.append(_addon_around(path))
    return passed, list(dict.fromkeys(addons))


def _addon_around(path):
    for folder in (path, *path.parents):
        if (folder / "__manifest__.py").is_file():
            _check(folder)
            return folder
    raise Stop(f"{path} is no addon, nor in one: neither it nor a folder above it has a __manifest__.py.")


def _check(folder):
    try:
        manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
    except (SyntaxError, ValueError, UnicodeDecodeError):
        manifest = None
    if not isinstance(manifest, dict):
        raise Stop(f"{folder / '__manifest__.py'} is no manifest: it has to be one dictionary.")
    if not manifest.get("installable", True):
        raise Stop(f"{folder.name} cannot be installed: its manifest says installable = False.")
    if not folder.name.isidentifier():
        raise Stop(f"{folder.name} cannot be the name of an addon: use letters, digits and underscores.")
    if (REPOSITORY / folder.name).exists():
        raise Stop(f"{folder.name} has the name of a folder of this repository; give the addon another name.")
