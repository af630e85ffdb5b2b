"""Reads a text as its words: what JSON, HTML, URLs and mails do to a text when they store it is seen through."""

import html
import re
import unicodedata
from dataclasses import dataclass

# Begins with the four characters that an escape begins with: nothing else of a text is looked at twice.
ESCAPE = re.compile(
    r"[\\&%=](?:"
    r"(?<=\\)\\*u(?P<json>[0-9a-fA-F]{4})"
    r"|(?<=&)(?P<html>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?<=%)(?P<url>[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    r"|(?<==)(?P<mail>[89A-F][0-9A-F](?:=[89A-F][0-9A-F])*)"
    r"|(?<=\\)\\*(?P<space>[nrtbf])"
    r")"
)
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*>")
ACCENT = re.compile(r"\w[\u0300-\u036f]+")
CONTROL = re.compile(r"[\x00-\x1f]")
# Text in a text in a text: HTML in JSON in a mail is as deep as Odoo goes.
LAYERS = 2
WORD = re.compile(r"[^\W_]+")
NO_LETTER = re.compile(r"[^\w\x00-\x7f]+")
SIGMAS = "\u03c2", "\u03c3"
# What folding takes out of a text in small letters; line ends and tabs stay, as they part rows and cells.
BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) not in "\n\t")


def _decoded(match):
    kind, text = match.lastgroup, match[match.lastgroup]
    if kind == "space":
        return " "
    if kind == "json":
        decoded = chr(int(text, 16))
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


def words(text):
    """Return the words of a text in lower case, with one space between: "O&#39;Ravn, %C3%85se" is "o ravn åse"."""
    return " ".join(WORD.findall(_unescaped(text))).lower()


def fold(text):
    """Return the letters and digits of a text in lower case, its line ends and tabs, as UTF-8; quicker than `words`.

    Wherever the words of a value stand in a text one after the other, its folded form stands in the folded text.
    """
    text = _unescaped(text).lower()
    if not text.isascii():
        # A sigma at the end of a word is written otherwise, and where a word ends is just what is taken out.
        text = NO_LETTER.sub("", text).replace(*SIGMAS)
    return text.encode("utf-8", "ignore").translate(None, BETWEEN)


@dataclass
class Located:
    """The words of a text, and where each stands in the text: ``places`` is [(start in words, start, end in text)]."""

    words: str
    places: list


def locate(text):
    """Return the Located words of a text; slower than `words`, for texts in which something has been found."""
    if not ESCAPE.search(text) and not TAG.search(text) and unicodedata.is_normalized("NFC", text):
        return _as_it_stands(text)
    characters = [(character, index, index + 1) for index, character in enumerate(text)]
    characters = _replaced(characters, TAG, lambda _match: " ")
    for _layer in range(LAYERS):
        characters = _replaced(characters, ESCAPE, _decoded)
        characters = _replaced(characters, TAG, lambda _match: " ")
    characters = _replaced(characters, ACCENT, lambda match: unicodedata.normalize("NFC", match[0]))
    plain = "".join(character for character, _start, _end in characters)
    pieces, places, length = [], [], 0
    for match in WORD.finditer(plain):
        word = match[0].lower()
        places.append((length, characters[match.start()][1], characters[match.end() - 1][2]))
        pieces.append(word)
        length += len(word) + 1
    return Located(" ".join(pieces), places)


def _as_it_stands(text):
    """Return the Located words of a text in which nothing has to be seen through."""
    pieces, places, length = [], [], 0
    for match in WORD.finditer(text):
        word = match[0].lower()
        places.append((length, *match.span()))
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
