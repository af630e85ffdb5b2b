"""Do two contacts say that they are the same person? Pure: the same name, and one more thing that says who."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

UNDECIDED, SAME, OTHER = "undecided", "same", "other"
"""What may be decided about a second contact."""

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, repr=False)
class Card:
    """What a contact says of somebody. ``names``: see `names_of`. ``signs``: {(kind, value)}, none of them empty."""

    names: frozenset
    signs: frozenset


def card(name, *signs):
    """Return the Card of a name and of (kind, value) pairs; an empty value says nothing."""
    return Card(names_of(name), frozenset(sign for sign in signs if sign[1]))


def names_of(name):
    """Return the forms in which a name is compared: small plain letters; of "Last, First" also "First Last"."""
    name = name or ""
    last, comma, first = name.partition(",")
    written = (name, f"{first} {last}") if comma else (name,)
    return frozenset(form for form in map(_plain, written) if form)


def number_of(text):
    """Return an ID number without hyphens, spaces and the like, in capitals; empty when there is none."""
    return "".join(WORD.findall(text or "")).upper()


def _plain(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter))))


def alike(people, others):
    """Return {person: {other}}: who of the others has a name and a sign of the person. One pass over each.

    :param people, others: {key: Card}
    """
    bearers = defaultdict(set)
    for key, theirs in others.items():
        for mark in _marks(theirs):
            bearers[mark].add(key)
    return {key: set().union(*(bearers.get(mark, ()) for mark in _marks(own))) for key, own in people.items()}


def _marks(one):
    return [(name, sign) for name in one.names for sign in one.signs]
