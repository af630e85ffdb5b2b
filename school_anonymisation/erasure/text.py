"""Reads a text as its words: what JSON, HTML, URLs and mails do to a text when they store it is seen through."""

import html
import re
import unicodedata
from dataclasses import dataclass

# Begins with the five characters that an escape begins with: nothing else of a text is looked at twice.
ESCAPE = re.compile(
    r"[\\&%=<](?:"
    r"(?<=\\)u(?P<json>[0-9a-fA-F]{4})"
    r"|(?<=&)(?P<html>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?<=%)(?P<url>[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    r"|(?<==)(?P<mail>[89A-F][0-9A-F](?:=[89A-F][0-9A-F])*)"
    r"|(?<=\\)(?P<space>[nrtbf])"
    r"|(?<=<)(?P<tag>/?[A-Za-z][A-Za-z0-9]*>)"
    r")"
)
ACCENT = re.compile(r"\w[\u0300-\u036f]+")
# Text in a text in a text: HTML in JSON in a mail is as deep as Odoo goes.
LAYERS = 2
WORD = re.compile(r"[^\W_]+")


def _decoded(match):
    kind, text = match.lastgroup, match[match.lastgroup]
    if kind == "json":
        return chr(int(text, 16))
    if kind == "html":
        return html.unescape(f"&{text};")
    if kind in ("space", "tag"):
        return " "
    return bytes.fromhex(re.sub("[%=]", "", text)).decode("utf-8", "replace")


def words(text):
    """Return the words of a text in lower case, with one space between: "O&#39;Ravn, %C3%85se" is "o ravn åse"."""
    for _layer in range(LAYERS):
        text, found = ESCAPE.subn(_decoded, text)
        if not found:
            break
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(WORD.findall(text)).lower()


@dataclass
class Located:
    """The words of a text, and where each stands in the text: ``places`` is [(start in words, start, end in text)]."""

    words: str
    places: list


def locate(text):
    """Return the Located words of a text; slower than `words`, for texts in which something has been found."""
    characters = [(character, index, index + 1) for index, character in enumerate(text)]
    for _layer in range(LAYERS):
        characters = _replaced(characters, ESCAPE, _decoded)
    characters = _replaced(characters, ACCENT, lambda match: unicodedata.normalize("NFC", match[0]))
    plain = "".join(character for character, _start, _end in characters)
    pieces, places, length = [], [], 0
    for match in WORD.finditer(plain):
        word = match[0].lower()
        places.append((length, characters[match.start()][1], characters[match.end() - 1][2]))
        pieces.append(word)
        length += len(word) + 1
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
