"""Finds out what some people are known by, and who else is known by it."""

from ..register.paths import Selector
from .bearers import note_bearers
from .collecting import collect, countries_of, family_signs


def known_of(env, subjects, people, register, documents):
    """Return what is Known of resolved people, with who else bears their signs.

    A few statements an identifying field, and one a table whose records name people.

    :param people: {root model: {record id: contact id}}; :param documents: what `plan.document_paths` says.
    """
    known = signs_known_of(env, subjects, people, register, documents)
    note_others(env, known, subjects, people, register)
    return known


def signs_known_of(env, subjects, people, register, documents):
    """Return the Known of resolved people; of others who bear their signs, nothing is known yet."""
    countries = countries_of(env, people["res.partner"].values())
    known, _records = collect(env, Selector(env, people, documents=documents), register.identifiers, countries)
    known.countries = countries
    relatives = subjects.host.relatives(env, known.people.keys())
    known.family = family_signs(env, relatives) if relatives else {}
    return known


def note_others(env, known, subjects, people, register):
    """Fill in who else bears the signs of Known people, asked of every record that names anybody."""
    if known.people:
        note_bearers(env, known, register, people, subjects.doubles)
