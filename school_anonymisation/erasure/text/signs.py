"""What somebody is known by, made of what a field holds: names, addresses, numbers; and whether it alone says who."""

import re
from dataclasses import dataclass

import phonenumbers
from stdnum.iso7064 import mod_97_10

from . import numbers
from .escapes import composed
from .names import PARTICLES
from .national_ids import spellings_of, validity
from .pieces import WORD

_NOT_CODE = re.compile(r"[\W_]")
_SPACES = re.compile(r"\s+")
_TITLES = "dr univ prof mr mrs ms miss mx hr fru frk herr frau ing mag dipl sir dame"
TITLES = frozenset(_TITLES.split())
_CLASS = re.compile(r"(?<!\S)[([]?\d{1,2}\s?\.?\s?[a-zæøå]?[)\]]?(?!\S)|(?<!\S)(?:klasse|class)(?!\S)", re.IGNORECASE)
# What a school adds to a name to remember something: "- DELETED", "/ violin", "b. 2009".
_REMARK = re.compile(r"\s(?:[-\u2013/|*+]\s+\S.*|(?:[a-zæøå]{1,4}\.?\s)?\d{4})$")
_NICKNAME = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb(]([^\"\u201c\u201d\u201e\u00ab\u00bb()]*)[\"\u201c\u201d\u00ab\u00bb)]"
)
_HOUSE = re.compile(r"^\D*?[^\W\d_]\D*\d+(?:\s?[A-Za-z](?![^\W\d_]))?")
# Where the number of the house stands first it may have a comma behind it: "12 bis, rue de la Paix".
_NUMBER_FIRST = re.compile(r"\s*\d[\d\s/-]*(?:bis|ter|quater|[A-Za-z])?\s*,[^,]*[^\W\d_][^,]*", re.IGNORECASE)
# So long is the number of the account in Denmark, Germany and the Netherlands.
_ACCOUNT = 10
_IBAN = re.compile(r"[a-z]{2}[0-9]{2}[a-z0-9]{11,30}")
_ADDRESSES = re.compile(r"[;\n]")


@dataclass(frozen=True)
class Sign:
    """One thing that somebody is known by, in the one form in which two of its spellings are the same.

    ``strong``: it says by itself who is meant.
    """

    kind: str
    value: str
    strong: bool = False

    def __repr__(self):
        return f"<Sign of kind {self.kind}>"


def signs_of(kind: str, raw, country: str = "") -> frozenset[Sign]:
    """Return the Signs that one field holds: it may hold two phones, words besides, several addresses.

    :param country: ISO code of the country of the contact, or of the company.

    >>> sorted((sign.value, sign.strong) for sign in signs_of("phone", "20 11 22 33", "DK"))
    [('+4520112233', True)]
    >>> [sign.strong for sign in signs_of("name", "Emma Hansen")]
    [False]
    """
    text = _SPACES.sub(" ", composed(str(raw or ""))).strip()
    if not text or len(WORD.findall(text)) == 0:
        return frozenset()
    return frozenset(_MAKERS[kind](text, (country or "").upper()))


def _names(text, _country):
    nicknames = [part.strip() for part in _NICKNAME.findall(text)]
    nicknames = [part for part in nicknames if part.isalpha()]
    plain = _without_remark(_CLASS.sub(" ", _NICKNAME.sub(" ", text)).strip())
    if plain.count(",") == 1:
        surname, first = map(str.strip, plain.split(","))
        plain = _in_order(surname, first) if surname and first else plain
    words = [word.strip(",;:") for word in plain.split()]
    words = [word for word in words if not _is_title(word) and WORD.search(word)]
    value = " ".join(words).casefold()
    if len(_NOT_CODE.sub("", value)) > 1:
        yield Sign("name", value)
    for nickname in nicknames:
        yield Sign("nickname", nickname.casefold())
        if len(words) > 1:
            yield Sign("name", f"{words[0]} {nickname} {' '.join(words[1:])}".casefold())
            yield Sign("name", f"{nickname} {words[-1]}".casefold())


def _in_order(before, behind):
    """Return a name of what stands before and behind its comma: "Ravn, Freja", but also "Freja Ravn, violin"."""
    words = [word for word in before.split() if WORD.search(word) and not _is_title(word)]
    is_surname = len(words) < 2 or words[0].strip("'\u2019").islower() or words[0].casefold() in PARTICLES
    return before if behind[0].islower() and not is_surname else f"{behind} {before}"


def _without_remark(text):
    """Return a name without what is added to it and is no name: what has a digit, small letters or capitals only."""
    remark = _REMARK.search(text)
    if remark is None or len(text[: remark.start()].split()) < 2:
        return text
    words = WORD.findall(remark[0])
    is_name = any(word.istitle() for word in words) or (text.isupper() and any(map(str.isalpha, words)))
    return text if is_name else text[: remark.start()]


def _is_title(word):
    return TITLES.issuperset(word.lower().strip(".").split("."))


def _emails(text, _country):
    for start, _end, address in numbers.emails(text):
        # In a field an address that begins with "_" is just that; without it, it may be somebody else's.
        if address[0] != "'" and text[start - 1 : start] != "_":
            yield Sign("email", address, strong=True)


def _logins(text, country):
    found = list(_emails(text, country)) if "@" in text else []
    yield from found or [Sign("login", text.casefold())]


def _phones(text, country):
    # Another leniency than POSSIBLE leaves out numbers that a country has given out since.
    matcher = phonenumbers.PhoneNumberMatcher(text, country or None, leniency=phonenumbers.Leniency.POSSIBLE)
    found = {_phone(match.number) for match in matcher}
    found |= {_whole_phone(text, country)} - {None} if not found else set()
    if found:
        yield from found
        yield from (Sign("phone", short) for sign in found if (short := numbers.short_phone(sign.value)))
    elif len(digits := "".join(filter(str.isdigit, text))) >= 5:
        yield Sign("phone", digits)


def _whole_phone(text, country):
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    return _phone(number) if phonenumbers.is_possible_number(number) else None


def _phone(number):
    return Sign("phone", f"+{number.country_code}{phonenumbers.national_significant_number(number)}", strong=True)


def _national_ids(text, country):
    value = _code(text)
    strong = validity(text, country)
    if strong is None:
        # As long as such numbers are, with the digits of a birth date.
        strong = len(value) >= 9 and sum(character.isdigit() for character in value) >= 6
    if len(value) > 2:
        yield from (Sign("national_id", spelling, strong=strong) for spelling in {value} | spellings_of(text, country))


def _ibans(text, _country):
    value = _code(text)
    # Not stdnum.iban: it knows the countries of its own year only.
    if _IBAN.fullmatch(value) and mod_97_10.is_valid(f"{value[4:]}{value[:4]}".upper()):
        yield Sign("iban", value, strong=True)
    elif len(value) > 3:
        yield Sign("number", value)
    if _IBAN.fullmatch(value):
        # At home people leave out the country, and write the bank apart from the account.
        yield from (Sign("number", part) for part in {value[4:], value[-_ACCOUNT:]})


def _numbers(text, _country):
    value = _code(text)
    if len(value) > 1:
        yield Sign("number", value)


def _addresses(text, _country):
    for line in _ADDRESSES.split(text):
        house = _NUMBER_FIRST.match(line) or _HOUSE.match(line)
        value = (house[0] if house else line.split(",")[0]).strip().casefold()
        # A street that is only a number is none: it would stand in every text.
        if any(map(str.isalpha, value)):
            yield Sign("address", value)


def _birth_dates(text, _country):
    for _start, _end, found in numbers.dates(text):
        yield from (Sign("birth_date", value) for value in found)


def _code(text):
    return _NOT_CODE.sub("", text).casefold()


def _words(kind):
    return lambda text, _country: [Sign(kind, text.casefold())]


_MAKERS = {
    "name": _names,
    "nickname": lambda text, _country: [Sign("nickname", word.casefold()) for word in WORD.findall(text)],
    "email": _emails,
    "phone": _phones,
    "national_id": _national_ids,
    "iban": _ibans,
    "login": _logins,
    "number": _numbers,
    "address": _addresses,
    "city": _words("city"),
    "zip": lambda text, _country: [Sign("zip", _code(text))],
    "birth_date": _birth_dates,
}
