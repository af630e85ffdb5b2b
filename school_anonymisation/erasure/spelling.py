"""How people write what somebody is known by, kind by kind. Pure: knows neither people nor tables."""

import contextlib
import re
from functools import lru_cache

import phonenumbers

from .text import fold, words

PLAIN = re.compile(r"[a-z0-9]+")
# As many digits are somebody's number even without the country's own prefix; fewer may be a date.
WHOLE_NUMBER = 8
# A local part as long as this says enough of an e-mail address to look more closely.
LOCAL_PART = 6
GROUPED = ("phone", "iban")


def forms(kind, value):
    """Return the ways in which people write a value, as words; for phone numbers and IBANs see `grouped`."""
    plain = words(value)
    if not plain:
        return set()
    if kind == "name":
        parts = plain.split(" ")
        return {" ".join(parts[cut:] + parts[:cut]) for cut in range(len(parts))}
    if kind == "number":
        return {plain, plain.replace(" ", "")}
    return {plain}


@lru_cache(maxsize=10_000)
def _national(digits):
    """Return (country prefix, the number in its country) of the digits of a phone number; no prefix when unknown."""
    with contextlib.suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(f"+{digits}")
        if phonenumbers.is_possible_number(number):
            national = phonenumbers.national_significant_number(number)
            return digits.removesuffix(national), national
    return "", digits


def _apart(characters):
    return " ?".join(map(re.escape, characters))


@lru_cache(maxsize=10_000)
def grouped(kind, value):
    """Return the pattern of a phone number or IBAN in words, in whatever groups people write it."""
    if kind == "iban":
        return re.compile(rf"(?<!\S){_apart(value)}(?!\S)")
    prefix, national = _national(value)
    if not prefix:
        return re.compile(rf"(?<!\S)(?:0 ?0 ?)?{_apart(value)}(?!\S)")
    international = rf"(?:0 ?0 ?)?{_apart(prefix)} ?(?:0 ?)?{_apart(national)}"
    at_home = _apart(national) if len(national) >= WHOLE_NUMBER else national
    return re.compile(rf"(?<!\S)(?:{international}|(?:0 ?)?{at_home})(?!\S)")


def spans(kind, value, text):
    """Yield (start, end) wherever a value stands in words as whole words: "ann berg" is not in "ann bergman"."""
    if kind in GROUPED:
        for match in grouped(kind, value).finditer(text):
            yield match.span()
        return
    around = f" {text} "
    for form in forms(kind, value):
        place = around.find(f" {form} ")
        while place >= 0:
            yield place, place + len(form)
            place = around.find(f" {form} ", place + 1)


def folded(kind, value):
    """Return the folded forms (see `text.fold`) of which one stands wherever the value does."""
    if kind == "phone":
        return {_national(value)[1].encode()}
    if kind == "email" and len(local := fold(value.split("@")[0])) >= LOCAL_PART:
        # What many addresses end in would be looked at each time that one of the others stands there.
        return {local}
    return {fold(form) for form in forms(kind, value)} - {b""}


def anchors(kind, value):
    """Return texts of which one stands letter for letter wherever a value does, however it is escaped; or nothing.

    Escapes change accents and what is between words, and leave plain letters and digits alone. Of a number that people
    write in groups nothing is sure to stand: `matcher.GROUPS` finds those.
    """
    if kind == "phone":
        return {_national(value)[1]}
    # The small letter of the Turkish İ is a plain one with a dot of its own: in the capital nothing is plain.
    value = value.lower().replace("i\u0307", " ")
    local = value.split("@")[0] if kind == "email" else value
    runs = PLAIN.findall(local) or PLAIN.findall(value)
    longest = max(runs, key=len, default="")
    return {longest} if len(longest) >= (2 if longest.isalpha() else 5) else set()
