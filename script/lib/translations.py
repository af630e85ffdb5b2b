"""Compares each addon's translation template with what Odoo exports, and its translations with the template."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import polib

from .places import REPOSITORY
from .sentence import Stop

# Where people read a term: in mails, on screens, in sentences. The rest are names of technical things.
READ_BY_PEOPLE = ("model:mail.template", "model_terms:", "code:")

# What a program reads in a term: placeholders of Python, expressions of mail templates, tags with their attributes.
READ_BY_PROGRAMS = re.compile(r"%(?:\(\w+\))?[sdf]|\{\{.*?\}\}|</?\w[^>]*>", re.DOTALL)


def problems(configuration, databases, *, repair=False):
    """``["path: sentence"]`` for each template that is not current; with ``repair`` they are written anew.

    :param databases: {addon: name of the database that it is exported from}.
    """
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for addon, database in databases.items():
            exported = Path(folder) / f"{addon}.pot"
            kept = REPOSITORY / addon / "i18n" / f"{addon}.pot"
            _export(configuration, database, addon, exported)
            difference = _difference(exported, kept)
            if difference and repair:
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(exported.read_bytes())
            elif difference:
                found.append(f"{kept.relative_to(REPOSITORY)}: {difference}; script/lint --fix writes it anew")
    return found + untranslated(databases) + spoiled(databases)


def untranslated(addons):
    """``["path: sentence"]`` for each translation that lacks what people read."""
    found = []
    for addon in addons:
        folder = REPOSITORY / addon / "i18n"
        wanted = {
            term
            for (_context, term), places in _terms(folder / f"{addon}.pot").items()
            if any(place.startswith(READ_BY_PEOPLE) for place in places)
        }
        for file in sorted(folder.glob("*.po")):
            known = {entry.msgid for entry in polib.pofile(str(file)) if entry.translated()}
            if missing := sorted(wanted - known):
                found.append(f"{file.relative_to(REPOSITORY)}: {len(missing)} terms lack a translation: {missing[0]!r}")
    return found


def spoiled(addons):
    """``["path: sentence"]`` for each translation that is uncertain, or lacks what a program reads in the term."""
    return [
        f"{file.relative_to(REPOSITORY)}: {fault}: {entry.msgid!r}"
        for addon in addons
        for file in sorted((REPOSITORY / addon / "i18n").glob("*.po"))
        for entry in polib.pofile(str(file))
        if (fault := fault_of(entry))
    ]


def fault_of(entry):
    """What is wrong with the translation, in a few words; empty when nothing is, or there is none."""
    if entry.fuzzy:
        return "is marked as fuzzy"
    if not entry.msgstr:
        return ""
    wanted, found = (Counter(READ_BY_PROGRAMS.findall(text)) for text in (entry.msgid, entry.msgstr))
    if lacking := wanted - found:
        return f"its translation lacks {', '.join(lacking)}"
    if added := found - wanted:
        return f"its translation adds {', '.join(added)}"
    return ""


def _export(configuration, database, addon, file):
    command = [sys.executable, "-m", "odoo", "i18n", "export", "-c", configuration, "-d", database, "-o", file, addon]
    answer = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if answer.returncode or not file.is_file():
        raise Stop(f"{answer.stderr[-3000:]}\n\nThe terms of {addon} could not be exported.")


def _difference(exported, kept):
    current = _terms(exported)
    if not kept.is_file():
        return f"is missing, and the addon has {len(current)} terms" if current else ""
    old = _terms(kept)
    new, gone = len(current.keys() - old.keys()), len(old.keys() - current.keys())
    if new or gone:
        return f"is not current: {new} terms are new, {gone} are gone"
    moved = sum(current[term] != old[term] for term in current)
    return f"is not current: {moved} terms stand elsewhere" if moved else ""


def _terms(file):
    """``{(context, term): where it stands}``; line numbers are left out, Odoo writes 0 for all of them."""
    if not file.stat().st_size:
        return {}
    return {
        (entry.msgctxt, entry.msgid): sorted(place for place, _line in entry.occurrences)
        for entry in polib.pofile(str(file))
    }
