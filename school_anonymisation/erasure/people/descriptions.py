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
