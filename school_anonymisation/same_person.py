"""Do two contacts say that they are the same person? Pure: the same name, and one more thing that says who."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from anyascii import anyascii

from .erasure.text.spelling import written_out

UNDECIDED, SAME, OTHER = "undecided", "same", "other"
"""What may be decided about a second contact."""

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, repr=False)
class Card:
    """What a contact says of somebody. ``signs``: {(kind, value)}, none of them empty.

    ``names``, ``shortened``: see `names_of` and `shortened_of`.
    """

    names: frozenset
    signs: frozenset
    shortened: frozenset = frozenset()


def card(name, *signs):
    """Return the Card of a name and of (kind, value) pairs; an empty value says nothing."""
    return Card(names_of(name), frozenset(sign for sign in signs if sign[1]), shortened_of(name))


def names_of(name):
    """Return the forms in which a name is compared: small plain letters; of "Last, First" also "First Last".

    >>> sorted(names_of("Søs Dam"))
    ['soesdam', 'sosdam', 'søsdam']
    """
    name = name or ""
    last, comma, first = name.partition(",")
    written = (name, f"{first} {last}") if comma else (name,)
    return frozenset(form for text in written for form in _plain_forms(text) if form)


def shortened_of(name):
    """Return the forms of a name without its middle names, or nothing when it has none.

    >>> sorted(shortened_of("Bo Emil Dam")), sorted(shortened_of("Dam, Bo Emil")), sorted(shortened_of("Bo Dam"))
    (['bodam'], ['bodam'], [])
    """
    last, comma, first = (name or "").partition(",")
    parts = f"{first} {last}".split() if comma else (name or "").split()
    return names_of(f"{parts[0]} {parts[-1]}") if len(parts) > 2 else frozenset()


def number_of(text):
    """Return an ID number without hyphens, spaces and the like, in capitals; empty when there is none."""
    return "".join(WORD.findall(text or "")).upper()


def _plain_forms(text):
    return {_plain(text), _plain(anyascii(text)), _plain(written_out(text))}


def _plain(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter))))


def alike(people, others):
    """Return {person: {other}}: who of the others has a name and a sign of the person. One pass over each.

    The name is the same where one of the two leaves out middle names; where both have some, these count.

    :param people, others: {key: Card}
    """
    bearers, shorter = defaultdict(set), defaultdict(set)
    for key, theirs in others.items():
        for mark in _marks(theirs.names, theirs):
            bearers[mark].add(key)
        for mark in _marks(theirs.shortened, theirs):
            shorter[mark].add(key)
    return {
        key: set().union(
            *(bearers.get(mark, ()) for mark in _marks(own.names | own.shortened, own)),
            *(shorter.get(mark, ()) for mark in _marks(own.names, own)),
        )
        for key, own in people.items()
    }


def _marks(names, one):
    return [(name, sign) for name in names for sign in one.signs]
