"""Numbers, e-mail addresses and dates in a text: in groups, with signs between, glued to letters."""

import contextlib
import re
from functools import lru_cache

import idna
import phonenumbers

_AT = re.compile(r"\s?[(\[{]\s?(?:at?|@)\s?[)\]}]\s?|\s(?:at|@)\s| ?@ ?", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+\Z")
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?)"
_DOMAIN = re.compile(rf"(?:[\w-]{{1,63}}{_DOT}){{1,9}}[\w-]{{1,63}}", re.IGNORECASE)
_WRITTEN_DOT = re.compile(_DOT, re.IGNORECASE)
_LONGEST_LOCAL = 64
_PUNYCODE = re.compile(r"(xn--[a-z0-9-]+)-[a-z0-9]+")
_BEFORE_LOCAL = re.compile(r"[=/'?&|{}*!#$%^~`]")
# What no domain ends with: signs of Markdown, and the next sentence without a blank, "x.dk.Hilsen".
_BEHIND_DOMAIN = re.compile(r"(?:(?<=[a-z0-9])\.[A-Z][\w-]*|[-_]+)+\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
DATE = re.compile(r"(?<!\d)(\d{1,4})[-./]\s?(\d{1,2})[-./]\s?(\d{2,4})(?!\d)")
_YEAR, _MONTH, _DAY, _TIME = (
    r"(?:19|20)\d\d",
    r"(?:0?[1-9]|1[0-2])",
    r"(?:0?[1-9]|[12]\d|3[01])",
    r"(?:[01]\d|2[0-3])[0-5]\d",
)
_NEXT = r"[-./]\s?"
# A day that there is, in the rhythm of a date: with its whole year, as programs glue it to the time, with a short year.
# Before and behind stands no group of the same rhythm, as in 20-12-05-12, unless a year begins the next date.
_DAYS = re.compile(
    rf"(?<!\d)(?:(?P<whole>(?<!\d\.)(?:{_YEAR}{_NEXT}{_MONTH}{_NEXT}{_DAY}(?!-\d{{1,3}}(?!\d))"
    rf"|(?:{_DAY}{_NEXT}{_MONTH}|{_MONTH}{_NEXT}{_DAY}){_NEXT}{_YEAR})(?!\.\d)"
    rf"|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T{_TIME}(?:[0-5]\d)?|[_-]{_TIME}[0-5]\d))"
    rf"|(?<!\d[-./])(?:{_DAY}{_NEXT}{_MONTH}{_NEXT}\d\d|\d\d{_NEXT}{_MONTH}{_NEXT}{_DAY})(?![-./]\d))(?!\d)"
)
_LONGEST_DAY = 16
# A shorter phone number is as well somebody's order, unless its country or a 0 stands before it.
_SHORTEST_PHONE = 8


@lru_cache(maxsize=50_000)
def email(local, domain):
    """Return the one form of an e-mail address: small letters, no plus part, the domain in ASCII."""
    domain = domain.lower().strip(".")
    try:
        domain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        # An older rule lets more letters pass. What no rule lets pass is nobody's domain, and stands as it is.
        with contextlib.suppress(UnicodeError):
            domain = domain.encode("idna").decode()
    return f"{local.lower().split('+')[0]}@{domain}"


def plain_letters(address):
    """Return an address with nothing but the plain letters of what is punycode in its domain.

    Programs disagree on how other letters become punycode: who has the same local part and these letters is meant.
    """
    return _PUNYCODE.sub(r"\1", address)


def emails(text):
    """Yield (start, end, address in its one form) of the addresses in a text.

    An address may have two beginnings, and two ends: what touches it may be its own or not.
    """
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - _LONGEST_LOCAL), at.start())
        domain = _DOMAIN.match(text, at.end())
        if not local or not domain:
            continue
        beginnings = {local[0], *_beginnings(local[0])} - {""}
        for written in {domain[0], _BEHIND_DOMAIN.sub("", domain[0])}:
            plain = _WRITTEN_DOT.sub(".", written)
            for rest in beginnings if "." in plain else ():
                address = email(rest, plain)
                for form in {address, plain_letters(address)}:
                    yield at.start() - len(rest), domain.start() + len(written), form


def _beginnings(local):
    """Yield what may be the local part of an address behind a sign that stands in it or before it."""
    parts = [local, *(local[sign.end() :].strip(".") for sign in _BEFORE_LOCAL.finditer(local))]
    for part in parts:
        yield part
        yield part.lstrip("-_")


def dates(text):
    """Yield (start, end, {ISO dates that it may be}) of the dates in a text."""
    for match in DATE.finditer(text):
        one, two, three = match.groups()
        orders = []
        if len(one) == 4:
            orders = [(one, two, three)]
        elif len(one) <= 2:
            years = [three] if len(three) == 4 else [f"19{three}", f"20{three}"] if len(three) == 2 else []
            orders = [(year, two, one) for year in years]
        yield *match.span(), {f"{year}-{int(month):02}-{int(day):02}" for year, month, day in orders}


def is_of_a_date(text, start, end):
    """Whether the digits of a part of a text are a date's: all of it, a part of it, or it is a part of theirs.

    Of more digits those of a short year may be a phone number's all the same: 0170/12.05.12.

    >>> [is_of_a_date(text, 0, len(text)) for text in ("2024-05-12", "20-24-05-12", "20240512", "0170 12.05.12")]
    [True, False, False, False]
    """
    for day in _DAYS.finditer(text, max(0, start - _LONGEST_DAY)):
        if day.start() >= end:
            break
        more_than_it = start <= day.start() and day.end() <= end and day.span() != (start, end)
        if day.end() > start and (day["whole"] or not more_than_it):
            return True
    return False


def short_phone(value):
    """Return the digits of a phone number with its country as people dial it at home, where few; None elsewhere.

    >>> short_phone("+3545812345"), short_phone("+4520112233")
    ('5812345', None)
    """
    national = phonenumbers.national_significant_number(phonenumbers.parse(value))
    return national if len(national) < _SHORTEST_PHONE else None


@lru_cache(maxsize=50_000)
def _phone_forms(value):
    """Return the digits of a phone number in each way in which people dial it; a number as typed has one.

    At home a short one is a Sign of its own, which says less: see `short_phone`.
    """
    if not value.startswith("+"):
        return {value}
    number = phonenumbers.parse(value)
    country, national = str(number.country_code), phonenumbers.national_significant_number(number)
    forms = {country + national, f"00{country}{national}", f"{country}0{national}", f"00{country}0{national}"}
    if not short_phone(value):
        forms.add(national)
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code or 0
    )
    if trunk := phonenumbers.ndd_prefix_for_region(region, True):
        forms |= {trunk + national, f"{country}{trunk}{national}", f"00{country}{trunk}{national}"}
    return forms


def forms_of(sign):
    """Return the letters and digits of a number of a Sign in each way in which it is written."""
    forms = _phone_forms(sign.value) if sign.kind == "phone" else {sign.value}
    if sign.kind == "national_id" and sign.value.isdigit():
        # A spreadsheet takes it for a number.
        forms = forms | {sign.value.lstrip("0")}
    return forms


def first_groups(form):
    """Return what may be the first group of a number that begins with letters; they may stand in several.

    What is letters only is a word, and stands in one: "into" is not "in to".

    >>> sorted(first_groups("qxv17")), first_groups("into"), first_groups("17x")
    (['q', 'qx', 'qxv'], {'into'}, set())
    """
    letters = _LETTERS.match(form)
    if not letters:
        return set()
    shortest = 1 if letters.end() < len(form) else letters.end()
    return {form[:length] for length in range(shortest, letters.end() + 1)}
