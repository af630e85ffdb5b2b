"""The keys of a word: two words that share one are the same word, however its letters were written. Pure."""

import codecs
import unicodedata
from functools import lru_cache

# Registers translit/long, which writes out what a language writes out: å is aa, ø is oe, ü is ue.
import translitcodec  # noqa: F401
from anyascii import anyascii

_ALPHABETS = ((0x0370, 0x052F), (0x0530, 0x058F), (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2DE0, 0x2DFF))
# What translitcodec knows as o only, and Danes and Norwegians write out.
_WRITTEN_OUT = str.maketrans({"\u00f8": "oe", "\u00d8": "Oe"})
_SAYS_WHICH = 5
# Accents of Greek and Cyrillic letters that are as often written without; not that of the short i, which is a letter.
_ACCENTS = dict.fromkeys((0x0300, 0x0301, 0x0308, 0x0342))
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
UNSPACED_LETTERS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED)


def _within(character, ranges):
    return any(first <= ord(character) <= last for first, last in ranges)


def is_unspaced(word):
    """Whether a word is of a script that puts no spaces between words, or glues its particles to them."""
    return not word.isascii() and _within(word[0], _UNSPACED)


def _is_latin(word):
    return all(
        ord(letter) < 0x0250 or 0x1E00 <= ord(letter) <= 0x1EFF or unicodedata.combining(letter) for letter in word
    )


def _plain(word):
    folded = unicodedata.normalize("NFKC", word).casefold()
    return unicodedata.normalize("NFC", folded).replace("\u0307", "")


def _without_accents(word):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_ACCENTS))


def _letters(text):
    return "".join(filter(str.isalnum, text.lower()))


def written_out(text):
    """Return a text of Latin letters in plain ones, the way a language writes them out: Jörg is Joerg, Åse is Aase."""
    return anyascii(str(codecs.encode(text.translate(_WRITTEN_OUT), "translit/long")))


@lru_cache(maxsize=200_000)
def keys(word):
    """Return the keys of a word of a text: in small letters, without accents, with ø, å, ü, ß written out."""
    if word.isascii():
        return frozenset((word.lower(),))
    word = unicodedata.normalize("NFC", word)
    found = {_plain(word)}
    if _is_latin(word):
        found |= {_letters(anyascii(word)), _letters(written_out(word))}
    elif any(_within(letter, _ALPHABETS) for letter in word):
        found.add(_without_accents(_plain(word)))
    return frozenset(found - {""})


@lru_cache(maxsize=200_000)
def name_keys(word):
    """Return the keys of a word of a name: Greek, Cyrillic and their like may also be written in Latin letters."""
    if not word.isascii() and any(_within(letter, _ALPHABETS) for letter in word):
        return keys(word) | {_letters(anyascii(unicodedata.normalize("NFC", word)))}
    return keys(word)


def without_genitive(found):
    """Return keys as they are without the s of a genitive."""
    return {key[:-1] for key in found if len(key) > 2 and key[-1] == "s"}


def may_be_abbreviated(words):
    """Whether the first word of a street may be: another one is long enough to say which street is meant."""
    return any(len(word) > _SAYS_WHICH and not word.isdigit() for word in words[1:])


def telling_word(words):
    """Return the number of the word of a street that stands in each way of writing it, the longest such."""
    letters = [index for index, word in enumerate(words) if not word.isdigit()] or [0]
    return max(
        letters[1:] if may_be_abbreviated(words) and letters[0] == 0 else letters, key=lambda index: len(words[index])
    )


def unspaced_forms(value):
    """Return the ways in which a name of a script without spaces is written, with or without one."""
    parts = value.split(" ")
    plain = "".join(parts)
    places = {len(parts[0])} if len(parts) > 1 else set(range(1, min(3, len(plain))))
    forms = {plain, value}
    for place in places:
        for sign in (" ", "\u3000", "\u30fb"):
            forms.add(f"{plain[:place]}{sign}{plain[place:]}")
    return forms
