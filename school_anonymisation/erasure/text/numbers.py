"""Numbers, e-mail addresses and dates in a text: in groups, with signs between, glued to letters."""

import contextlib
import re
from functools import lru_cache

import idna
import phonenumbers

_AT = re.compile(r"@|\s?[(\[{]\s?(?:at|@)\s?[)\]}]\s?|\s(?:at|@)\s", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+\Z")
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?)"
_DOMAIN = re.compile(rf"(?:[\w-]{{1,63}}{_DOT}){{1,9}}[\w-]{{1,63}}", re.IGNORECASE)
_WRITTEN_DOT = re.compile(_DOT, re.IGNORECASE)
_LONGEST_LOCAL = 64
_PUNYCODE = re.compile(r"(xn--[a-z0-9-]+)-[a-z0-9]+")
_BEFORE_LOCAL = re.compile(r"[=/'?&|{}*!#$%^~`]")
_LETTERS = re.compile(r"[^\W\d_]+")
DATE = re.compile(r"(?<!\d)(\d{1,4})[-./]\s?(\d{1,2})[-./]\s?(\d{2,4})(?!\d)")


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
    """Yield (start, end, address in its one form) of the addresses in a text; an address may have two beginnings."""
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - _LONGEST_LOCAL), at.start())
        domain = _DOMAIN.match(text, at.end())
        if not local or not domain:
            continue
        plain = _WRITTEN_DOT.sub(".", domain[0])
        address = email(local[0], plain)
        yield local.start(), domain.end(), address
        if "xn--" in plain:
            yield local.start(), domain.end(), plain_letters(address)
        for sign in _BEFORE_LOCAL.finditer(local[0]):
            if rest := local[0][sign.end() :].strip("."):
                yield at.start() - len(rest), domain.end(), email(rest, plain)


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


@lru_cache(maxsize=50_000)
def _phone_forms(value):
    """Return the digits of a phone number in each way in which people dial it; a number as typed has one."""
    if not value.startswith("+"):
        return {value}
    number = phonenumbers.parse(value)
    country, national = str(number.country_code), phonenumbers.national_significant_number(number)
    forms = {national, country + national, f"00{country}{national}", f"{country}0{national}", f"00{country}0{national}"}
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
