# What of a page's text is still English: terms of our addons that have a translation, and stand there as they were.
import re
from pathlib import Path

import polib

ADDONS = ("school_base", "school_anonymisation")
# What stands between the pieces of a term: tags, placeholders, expressions of templates.
BETWEEN = re.compile(r"<[^>]*>|%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# A piece of so many words is found inside a longer text, too.
MANY = 3
# Labels of contacts, which students have, too, and of Odoo's own buttons: their translations are Odoo's.
ODOOS = {"Name", "Email", "Phone", "List"}


def english(language):
    """Return (pieces that are a text by themselves, pieces that may stand inside one), of terms translated otherwise.

    :param language: the name of the translations, such as ``da``.
    """
    said, translated = set(), set()
    for addon in ADDONS:
        path = Path(__file__).parents[1] / addon / "i18n" / f"{language}.po"
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.obsolete:
                said |= _pieces(entry.msgstr)
                if entry.msgstr != entry.msgid:
                    translated |= _pieces(entry.msgid)
    left = sorted(translated - said - ODOOS)
    return [piece for piece in left if len(WORD.findall(piece)) < MANY], [
        piece for piece in left if len(WORD.findall(piece)) >= MANY
    ]


def _pieces(term):
    pieces = (" ".join(piece.split()).strip(" .,:;()“”\"'") for piece in BETWEEN.split(term))
    return {piece for piece in pieces if WORD.search(piece)}
