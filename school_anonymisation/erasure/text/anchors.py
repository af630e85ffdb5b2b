"""What of a sign stands letter for letter in each text that has it, in bytes that nobody has unpacked."""

import re
from functools import lru_cache

from anyascii import anyascii

from .names import Name
from .numbers import forms_of
from .pieces import WORD
from .spelling import name_keys, telling_word, unspaced_forms, written_out

# A shorter text stands in the middle of many a word: it is looked for as a whole word.
SHORT = 6
# More words than a name has are looked for by one of them.
_MOST_PARTS = 12
_LEAST_NUMBER = 4
# A local part as long as this is looked for without the sign behind it.
_LOCAL_PART = 5
_AT = ("@", "+", "(", "[", "{", " ", "\u00a0", "%", "&", "\\", "=", "<")
# Letters that two letters are written with for another one.
_OTHERWISE = frozenset("aeous")
# Of a word with many possible spellings only the beginning is looked for.
_MOST_SPELLINGS = 16
_LEAD = b"\xc3"
_OF_OTHER_SCRIPTS = re.compile(r"[^\x00-\x7f]+")
# The letters that begin with it.
_WESTERN = range(0xC0, 0x100)


def _image_table():
    """Return what each byte becomes, when the first byte of each Western European letter is left out."""
    table = bytearray(range(256))
    for code in range(0x80, 0xC0):
        plain = anyascii(chr(code + 0x40)).lower()
        if plain.isalpha():
            # What is written out as two letters is none of them: æ is no a.
            table[code] = ord(plain) if len(plain) == 1 else code & 0xDF
    return bytes(table)


_TABLE = _image_table()


def _written_out():
    """Return {two letters: the letter that stands in the image for the one letter that they are written for}."""
    found = {}
    for code in range(0xC0, 0x100):
        letter = chr(code).lower()
        for plain in (anyascii(letter), written_out(letter)):
            if len(plain) > 1 and plain.isalpha() and plain.isascii():
                found.setdefault(plain.lower(), set()).add(image(letter.encode()).decode("latin-1"))
    return found


def image(content):
    """Return bytes with å, é, ø, ü as a, e, o, u, in UTF-8 and in whatever letter case."""
    return content.translate(_TABLE, _LEAD)


_WRITTEN_OUT = _written_out()


def _variants(key):
    """Return the images of the texts that have a key in plain letters: "soeren" may be written with one letter ø."""
    behind = [{""}, {""}]
    for index in reversed(range(len(key))):
        single = _WRITTEN_OUT.get(key[index : index + 2], ())
        found = {key[index] + rest for rest in behind[0]} | {letter + rest for letter in single for rest in behind[1]}
        behind = [found, behind[0]]
    if len(behind[0]) > _MOST_SPELLINGS:
        return _variants(key[: len(key) // 2])
    return {text.encode("latin-1") for text in behind[0]}


def _word_anchors(word):
    """Return bytes of which one stands in the image of each text that has a word of a name, in small letters."""
    found = set()
    for key in name_keys(word):
        found |= _key_anchors(key)
    return found


@lru_cache(maxsize=100_000)
def _key_anchors(key):
    """Return bytes of which one stands in the image of each text with a word that has a key."""
    if key.isascii():
        return _variants(key)
    if any(pair in key for pair in _WRITTEN_OUT):
        # Two of its letters may be written as one of Western Europe: what stands between them is looked for.
        key = max(_OF_OTHER_SCRIPTS.findall(key), key=len)
    # Letter case is seen through where letters are plain ones only.
    return {image(form.encode()).lower() for form in (key, key.upper(), key.capitalize())}


def _name_anchors(value):
    name = Name(value)
    if len(name.begins) > _MOST_PARTS:
        return _word_anchors(max(name.words, key=len))
    found = {image(form.encode()) for form in unspaced_forms(value)} if name.is_unspaced else set()
    for begin in name.begins if name.is_one_word else name.begins[1:]:
        # Of a part that an apostrophe cuts, the longest word is in it whichever way it is written; of halves, in one.
        for half in name.halves(begin) or [(begin, name.end_of(begin))]:
            found |= _word_anchors(max(name.words[slice(*half)], key=len))
    if min(map(len, found)) < SHORT:
        # A short one is looked for as a whole word: where it is run together with others, they are looked for as one.
        found |= {anchor for joined in _run_together(name) for key in joined for anchor in _key_anchors(key)}
    return found


def _run_together(name):
    yield from (joined for joined, _form in name.compact())
    yield from (joined for _begin, joined in name.particled())
    yield from (name.joined(begin, name.end_of(begin)) for begin in name.begins)


def has_no_plain_part(value):
    """Whether a word of a name is made of letters only that may be written as others: Åse, Ås, Øe.

    A word of another script is written with none of them.

    >>> has_no_plain_part("Vega Ås"), has_no_plain_part("Vega Aagaard"), has_no_plain_part("王小明")
    (True, False, False)
    """
    words = [word for word in WORD.findall(value.casefold()) if not word.isdigit()]
    return any(
        all(letter in _OTHERWISE or not letter.isascii() for letter in word)
        and any(letter in _OTHERWISE or ord(letter) in _WESTERN for letter in word)
        for word in words
    )


def number_anchors(sign):
    """Return (digits, letters and digits, those with other letters than English ones).

    One of them stands in the image of each text with a number.
    """
    digits, codes, others = set(), set(), set()
    for form in forms_of(sign) if len(sign.value) >= _LEAST_NUMBER else ():
        longest = max("".join(character if character.isdigit() else " " for character in form).split(" "), key=len)
        if len(longest) > _LEAST_NUMBER:
            digits.add(longest.encode())
        elif form.isascii():
            codes.add(form.encode())
        else:
            others |= {image(written.encode()).lower() for written in (form, form.upper())}
    return digits, codes, others


def _address_anchors(value):
    words = WORD.findall(value)
    return _word_anchors(words[telling_word(words)])


def _email_anchors(value):
    local = value.split("@")[0].encode()
    return {image(local)} if len(local) >= _LOCAL_PART else {image(local + sign.encode()) for sign in _AT}


_ANCHORS = {
    "name": _name_anchors,
    "email": _email_anchors,
    "login": lambda value: {image(value.encode())},
    "address": _address_anchors,
}


def word_anchors_of(sign):
    """Return bytes of which one stands in the image of each text with a sign of a kind that is made of words."""
    return _ANCHORS[sign.kind](sign.value)
