"""Tells a name from a description in which somebody else's name stands: “Mother of Anna Ravn”."""

import re

from ..text.names import PARTICLES

WORD = re.compile(r"[^\W\d_]+")
# What stands between somebody's own words and a name that is not theirs.
APART = re.compile(r"[()\[\]:;,/|\u2013\u2014]| - |c/o", re.IGNORECASE)
# Small words that are part of many names.
WITHIN = PARTICLES | {"zu", "zum", "zur", "y", "e", "i", "og", "och", "und", "and"}
# Who somebody is to the one whose name follows: "Mor Anna Ravn", "Eltern von Anna Ravn", "Fam. Anna Ravn".
_KIN = (
    "mor mutter moeder mother mère madre mum mama mamma far vater vader father père padre dad papa pappa forældre"
    " foreldre föräldrar eltern ouders parent parents genitori padres fam familie familien family familj famille"
    " familia værge guardian mormor farmor morfar farfar bedstemor bedstefar oma opa att attn"
)
KIN = frozenset(_KIN.split())


def is_description(value, start, end):
    """Return whether a value only mentions the name that stands in it from ``start`` to ``end``.

    A longer name of somebody else's does not mention the shorter one: the value is that somebody's.

    >>> is_description("Mother of Anna Ravn", 10, 19), is_description("Lone Bak (Anna Ravn)", 10, 19)
    (True, True)
    >>> is_description("Mor Anna Ravn", 4, 13), is_description("Eltern von Anna Ravn", 11, 20)
    (True, True)
    >>> is_description("Anna Ravn Holm", 0, 9), is_description("Anna Ravn", 0, 9), is_description("Ravn, Anna", 0, 10)
    (False, False, False)
    """
    before, after = value[:start], value[end:]
    own = WORD.findall(before) + WORD.findall(after)
    if not own:
        return False
    if APART.search(before) or APART.search(after) or own[0].lower() in KIN:
        return True
    return any(word.islower() and word not in WITHIN for word in own)


def may_be_called(name, other):
    """Return whether somebody of one name may be called by the other: they begin alike, or one with an initial.

    >>> may_be_called("T. Ravn", "Torben Ravn"), may_be_called("torben b. ravn", "Torben Ravn")
    (True, True)
    >>> may_be_called("Lone Ravn", "Torben Ravn"), may_be_called("Ravn Violins", "Torben Ravn")
    (False, False)
    """
    one, two = _first_word(name), _first_word(other)
    return bool(one and two) and (one == two or (one[0] == two[0] and 1 in (len(one), len(two))))


def _first_word(name):
    """Return the first name of "First Last" or "Last, First" in small letters, or nothing."""
    _last, _comma, given = name.casefold().rpartition(",")
    return next(iter(WORD.findall(given)), "")
