"""What JSON, HTML, URLs and mails do to a character when they store it, undone: one layer at a time."""

import html
import re
import unicodedata

from .layers import INVISIBLE, replaced

# Packaging in packaging: four times escaped is as deep as programs that quote each other go.
DEEPEST = 6
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{4}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
INVISIBLE_CHARACTERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
)
# UTF-8 that was read as Latin-1: letters that often begin it. A soft hyphen after one is the rest of í, Э or έ, unless
# capitals go on: GUIMARÃ-ES may be parted there.
_BEGIN_OFTEN = "ÂÃÄÅÎÏÐÑ"
_REST_OF_LETTER = rf"(?<=[{_BEGIN_OFTEN}]\u00ad)(?![A-ZÀÁÆ-ÍÒ-ÖØ-Þ])"
# Each begins with one of a few characters, so that nothing else of a text is looked at twice.
ESCAPE_BEGINS = r"\\&%=" + INVISIBLE_CHARACTERS
ESCAPE = (
    rf"(?P<invisible>(?<=[{INVISIBLE_CHARACTERS}])(?!{_REST_OF_LETTER})[{INVISIBLE_CHARACTERS}]*|(?<=[^=]=)\r?\n(?=[^\s<]))"
    r"|(?<=\\)(?P<json>\\{0,63}u[dD][89abAB][0-9a-fA-F]{2}\\{1,64}u[dD][c-fC-F][0-9a-fA-F]{2}|\\{0,63}u[0-9a-fA-F]{4})"
    r"|(?<=&)(?P<html>(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?<=%)(?P<url>[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)"
    r"|(?<==)(?P<mail>[89A-F][0-9A-F](?:=(?:\r?\n=)?[89A-F][0-9A-F])*|(?<=[A-Za-z]=)(?:40|20)(?=[A-Za-z]))"
    r"|(?<=\\)(?P<sign>\\{0,63}[nrtbf\"'/])"
)
_SIGNS = {"n": "\n", "r": "\n", "t": "\t"}
_ANY_ESCAPE = re.compile(f"[{ESCAPE_BEGINS}](?:{ESCAPE})")
_ESCAPING = re.compile(f"[{ESCAPE_BEGINS}]")


def decode(match, layer):
    """Write what an escape stands for; see `layers.replaced`."""
    kind, text = match.lastgroup, match[0]
    if kind == "invisible":
        layer.put("", match.start(), match.end(), INVISIBLE)
        return None
    decoded = _DECODERS[kind](text)
    if decoded is None:
        return False
    layer.put(_CONTROL.sub(" ", decoded), match.start(), match.end())
    return None


def _json(text):
    # Two escapes make one character beyond the first 65,536, as in some Chinese and Japanese names.
    return bytes.fromhex("".join(_HEXADECIMAL.findall(text))).decode("utf-16-be", "replace")


def _html(text):
    decoded = html.unescape(text)
    return None if decoded == text else decoded


def _octets(text):
    octets = bytes.fromhex(re.sub(r"[%=\r\n]", "", text))
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _sign(text):
    return _SIGNS.get(text[-1], text[-1] if text[-1] in "\"'/" else " ")


_DECODERS = {"json": _json, "html": _html, "url": _octets, "mail": _octets, "sign": _sign}

# UTF-8 that was read as Windows-1252 or Latin-1: a letter that begins it, and what a byte of its rest looks like.
_REST = "\u0080-\u00bf" + "".join(
    bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_MISREAD = re.compile(f"[\u00c2-\u00df][{_REST}]|[\u00e0-\u00ef][{_REST}]{{2}}")
# Two letters that stand side by side in Czech or Slovak capitals, as in KŘÍŽ or ÉŠ, look like that, too.
_LETTERS_OF_REST = frozenset("ŠšŽžŒœŸƒ")
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
)
_VOWEL_SIGNS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]+"
)
# Digits of other scripts, as phones write them that are set to one.
_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]")
_COMPOSED = re.compile(
    f"[^\u00b4\u00a8\u00b8\u00af\u02d8-\u02dd{_MARKS}][{_MARKS}]+|[^\x00-\x9f\u00b4\u00a8\u00b8\u00af\u02d8-\u02dd]"
)


def _repaired(match, layer):
    begin, *rest = match[0]
    if begin not in _BEGIN_OFTEN and _LETTERS_OF_REST.issuperset(rest):
        return False
    octets = b"".join(_octet(character) for character in match[0])
    try:
        layer.put(octets.decode(), match.start(), match.end())
    except UnicodeDecodeError:
        return False
    return None


def _octet(character):
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")


def composed(text):
    """Return a text in ordinary letters (NFKC), accents that stand by themselves as they are: they part no word."""
    return _COMPOSED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _normal(match, layer):
    normal = unicodedata.normalize("NFKC", match[0])
    if normal == match[0]:
        return False
    layer.put(normal, match.start(), match.end())
    return None


def _digit(match, layer):
    layer.put(str(unicodedata.decimal(match[0])), match.start(), match.end())


def _dropped(match, layer):
    layer.put("", match.start(), match.end(), INVISIBLE)


def letters(text):
    """Yield the Layers that make a text without escapes one of ordinary letters and digits, without vowel signs."""
    if text.isascii():
        return
    # A hard space is a space as it is.
    is_normal = unicodedata.is_normalized("NFKC", text.replace("\u00a0", " "))
    for pattern, write in (
        (_MISREAD, _repaired),
        (_COMPOSED, _normal),
        (_VOWEL_SIGNS, _dropped),
        (_DIGITS, _digit),
    ):
        if pattern is _COMPOSED and is_normal:
            continue
        layer = replaced(text, pattern, write)
        if layer:
            yield layer
            text, is_normal = layer.text, False


def escaped(text):
    """Whether there may be an escape in a text; quick."""
    return bool(_ESCAPING.search(text))


def undone(text):
    """Return the Layer in which one layer of escapes is undone, or None."""
    return replaced(text, _ANY_ESCAPE, decode)
