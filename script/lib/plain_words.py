"""Reads docs/words.md, and says where people would read a word that the page keeps out."""

import re

import polib

from .places import REPOSITORY

PAGE = "docs/words.md"
HEADING = "## Words that stay out"
# What Odoo calls its own things is Odoo's: an addon that extends a model exports the model's name, and one with
# contacts inside exports their fields.
OURS = "school"
NAME_OF_MODEL = "model:ir.model,name:"
SAID_BY_ODOO = {"Indicates if a blacklisted sanitized phone number is a phone number."}
# What a program reads in a term: tags with their attributes, placeholders, expressions of mail templates.
READ_BY_PROGRAMS = re.compile(r"<[^>]*>|%\(\w+\)[sd]|\{\{.*?\}\}", re.DOTALL)


def problems(addons):
    """``["path: sentence"]`` for each term of the templates that has a word which the page keeps out."""
    out = kept_out((REPOSITORY / PAGE).read_text())
    return [
        f"{file.relative_to(REPOSITORY)}: {PAGE} keeps “{word}” out of {entry.msgid!r}"
        for addon in addons
        if (file := REPOSITORY / addon / "i18n" / f"{addon}.pot").is_file() and file.stat().st_size
        for entry in polib.pofile(str(file))
        if not _is_of_odoo(entry)
        for word in words_in(entry.msgid, out)
    ]


def kept_out(page):
    """The words between backticks in the first column of the page's last table."""
    rows = page.partition(HEADING)[2].splitlines()
    return [word for row in rows if row.startswith("| `") for word in re.findall(r"`([^`]+)`", row.split("|")[1])]


def words_in(term, out):
    """Which of the words ``out`` stand in the term as whole words, capitals or not."""
    text = READ_BY_PROGRAMS.sub(" ", term)
    return [word for word in out if re.search(rf"(?<![\w.]){re.escape(word)}(?![\w.]\w|\w)", text, re.IGNORECASE)]


def _is_of_odoo(entry):
    names = [place.split(".model_", 1)[-1] for place, _line in entry.occurrences if place.startswith(NAME_OF_MODEL)]
    of_models = len(names) == len(entry.occurrences) and not any(name.startswith(OURS) for name in names)
    return of_models or any(entry.msgid.startswith(beginning) for beginning in SAID_BY_ODOO)
