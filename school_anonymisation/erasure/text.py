"""Reads a text as its words: what JSON, HTML, URLs and mails do to a text when they store it is seen through."""

import html
import re
import unicodedata
from dataclasses import dataclass

# Begins with the four characters that an escape begins with: nothing else of a text is looked at twice.
ESCAPE = re.compile(
    r"[\\&%=](?:"
    r"(?<=\\)\\*u(?P<json>[dD][89abAB][0-9a-fA-F]{2}\\+u[dD][c-fC-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})"
    r"|(?<=&)(?P<html>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?<=%)(?P<url>[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    r"|(?<==)(?P<mail>[89A-F][0-9A-F](?:=[89A-F][0-9A-F])*)"
    r"|(?<=\\)\\*(?P<space>[nrtbf])"
    r")"
)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*>")
ACCENT = re.compile(r"\w[\u0300-\u036f]+")
HEXADECIMAL = re.compile(r"[0-9a-fA-F]{4}")
CONTROL = re.compile(r"[\x00-\x1f]")
# Text in a text in a text: HTML in JSON in a mail is as deep as Odoo goes.
LAYERS = 2
WORD = re.compile(r"[^\W_]+")
NO_LETTER = re.compile(r"[^\w\x00-\x7f]+")
# A sigma at the end of a word is written otherwise, and where a word ends depends on how it is stored.
SIGMAS = "\u03c2", "\u03c3"
# What folding takes out of a text in small letters.
BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())
BETWEEN_IN_ROWS = BETWEEN.replace(b"\n", b"").replace(b"\t", b"")


def _decoded(match):
    kind, text = match.lastgroup, match[match.lastgroup]
    if kind == "space":
        return " "
    if kind == "json":
        # Two escapes make one character beyond the first 65,536, as in some Chinese and Japanese names.
        units = bytes.fromhex("".join(HEXADECIMAL.findall(text)))
        decoded = units.decode("utf-16-be", "replace")
    elif kind == "html":
        decoded = html.unescape(f"&{text};")
    else:
        decoded = bytes.fromhex(re.sub("[%=]", "", text)).decode("utf-8", "replace")
    return CONTROL.sub(" ", decoded)


def _unescaped(text):
    text = TAG.sub(" ", text)
    for _layer in range(LAYERS):
        text, found = ESCAPE.subn(_decoded, text)
        if not found:
            break
        text = TAG.sub(" ", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _lower(text):
    """Return a text in small letters; which ones are the same whatever stands around a letter."""
    return text.lower() if text.isascii() else text.lower().replace(*SIGMAS)


def words(text):
    """Return the words of a text in lower case, with one space between: "O&#39;Ravn, %C3%85se" is "o ravn åse"."""
    return " ".join(WORD.findall(_lower(_unescaped(text))))


def fold(text, rows=False):
    """Return the letters and digits of a text in lower case, as UTF-8; quicker than `words`.

    Wherever the words of a value stand in a text one after the other, its folded form stands in the folded text.

    :param rows: the text is rows in PostgreSQL's text format: the line ends and tabs that part rows and cells stay.
    """
    text = _lower(_unescaped(text))
    if not text.isascii():
        text = NO_LETTER.sub("", text)
    return text.encode("utf-8", "ignore").translate(None, BETWEEN_IN_ROWS if rows else BETWEEN)


@dataclass
class Located:
    """The words of a text, and where each stands in the text: ``places`` is [(start in words, start, end in text)]."""

    words: str
    places: list


def locate(text):
    """Return the Located words of a text; slower than `words`, for texts in which something has been found."""
    lowered = _lower(text)
    plain = not ESCAPE.search(text) and not TAG.search(text) and unicodedata.is_normalized("NFC", text)
    if plain and len(lowered) == len(text):
        return _located((character, index, index + 1) for index, character in enumerate(lowered))
    characters = [(character, index, index + 1) for index, character in enumerate(text)]
    characters = _replaced(characters, TAG, lambda _match: " ")
    for _layer in range(LAYERS):
        characters = _replaced(characters, ESCAPE, _decoded)
        characters = _replaced(characters, TAG, lambda _match: " ")
    characters = _replaced(characters, ACCENT, lambda match: unicodedata.normalize("NFC", match[0]))
    return _located(
        (small, start, end)
        for character, start, end in characters
        for small in _lower(unicodedata.normalize("NFC", character))
    )


def _located(characters):
    """Return the Located words of [(character in small letters, start, end)]."""
    characters = list(characters)
    pieces, places, length = [], [], 0
    for match in WORD.finditer("".join(character for character, _start, _end in characters)):
        places.append((length, characters[match.start()][1], characters[match.end() - 1][2]))
        pieces.append(match[0])
        length += len(match[0]) + 1
    return Located(" ".join(pieces), places)


def _replaced(characters, pattern, replacement):
    """Return [(character, start, end)] with what a pattern matches replaced, and where it stood remembered."""
    plain = "".join(character for character, _start, _end in characters)
    found, position = [], 0
    for match in pattern.finditer(plain):
        found += characters[position : match.start()]
        start, end = characters[match.start()][1], characters[match.end() - 1][2]
        found += [(character, start, end) for character in replacement(match)]
        position = match.end()
    return found + characters[position:]
