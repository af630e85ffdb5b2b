"""National IDs: whether a number is one that a person of a country may have, by python-stdnum."""

from functools import lru_cache
from importlib.machinery import PathFinder

import stdnum
from stdnum import get_cc_module
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

# Modules of python-stdnum that check the number that a person has in a country; vat is not among them.
_OF_PEOPLE = (
    "aadhaar ak amka asmens bsn cc cedula ci cnic cnp codicefiscale cpf cpr cui curp dni egn emso fodselsnummer hetu"
    " idnr idnumber ik in_ itin jmbg kennitala nhs ni nid nie nif nik nino nir nn nrc nric nrn oib peid personnummer"
    " pesel pin pk pps rc ric rntrc rodne_cislo rrn sin ssn svnr tckimlik vnr vsnr"
)
# What is a person's number in one country may be a company's in another.
_OF_COMPANIES = {("ro", "cui")}


def validity(text, country):
    """Return whether a number is valid in a country of an ISO code; None where nobody says what is valid there."""
    modules = _modules(country.lower())
    return any(_is_valid(module, text) for module in modules) if modules else None


def spellings_of(text, country):
    """Return the other ways in which a valid number is written, as letters and digits: with and without the century.

    >>> sorted(spellings_of("20090304-2380", "SE"))
    ['0903042380', '200903042380']
    """
    if country != "SE" or not validity(text, country):
        return set()
    short = "".join(filter(str.isdigit, text))[-10:]
    return {short, f"{personnummer.get_birth_date(text).year // 100}{short}"}


@lru_cache(maxsize=300)
def _modules(country):
    names = [name for name in _OF_PEOPLE.split() if country and (country, name) not in _OF_COMPANIES]
    return tuple(filter(None, (get_cc_module(country, name) for name in names)))


def _is_valid(module, text):
    try:
        module.validate(text)
    except ValidationError:
        return False
    except Exception:  # noqa: BLE001  # Some modules raise what they like for what is no number.
        return False
    return True


def _let_read_its_data():
    """Give stdnum the loader back that reads the files of its package: the one that Odoo puts in its place does not."""
    known, found = stdnum.__spec__, PathFinder.find_spec(stdnum.__name__)
    if known and found and not hasattr(known.loader, "get_resource_reader"):
        known.loader = found.loader


_let_read_its_data()
