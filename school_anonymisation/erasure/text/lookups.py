"""What the exact look looks up of a text, and what it cannot find a sign without. Pure.

Each reading begins with a word or a number of the text that is looked up among those of the signs. So a text that lacks
what a sign cannot do without does not have the sign, and nobody has to read the text to know.
"""

import re

from . import numbers
from .names import Name
from .phrases import Codes
from .pieces import JOINING, WORD, parse_row
from .quick import COMPANIONS
from .spelling import UNSPACED_LETTERS, keys, name_keys, telling_word, unspaced_forms, without_genitive

_UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]")
_MOST_GROUPS = 14
# Within a number stand fewer letters side by side; and no number is longer.
_MOST_LETTERS = 6
_LONGEST_CODE = 64
# A longer "name" is a text, which is found as a street is.
_LONGEST_NAME = 100
_CODED = ("phone", "national_id", "iban", "number")
# Before what is no word: a number, two letters of a script without spaces.
CODE, LETTERS = "#", "~"


def lookups_of(cells):
    """Return what is looked up of the cells of one row: {text}."""
    flow = parse_row(cells)
    found = set()
    for word in set(flow.words):
        found |= _with_genitive(keys(word))
    for index in flow.joints():
        found |= _joined(flow, index)
    found.update(f"{CODE}{code}" for code in _codes(flow))
    found.update(address for _start, _end, address in numbers.emails(flow.text))
    if not flow.text.isascii():
        for match in _UNSPACED.finditer(flow.text):
            place = match.start()
            found |= {f"{LETTERS}{flow.text[place]}", f"{LETTERS}{flow.text[place : place + 2]}"}
    return found


def needed_for(sign):
    """Return what a text must have that has a Sign: [({text}, …)].

    Of one of the tuples, each of the sets must have a text in common with what is looked up; where there is none, the
    sign stands nowhere. An empty tuple asks for nothing: whether the sign is there, only reading tells.
    """
    if sign.kind in COMPANIONS:
        return []
    if sign.kind == "name" and len(sign.value) <= _LONGEST_NAME:
        return _name(sign.value)
    if sign.kind in _CODED:
        return [_code(form) for form in numbers.forms_of(sign) if form]
    if sign.kind == "email":
        return [(frozenset({sign.value, numbers.plain_letters(sign.value)}),)]
    return _phrase(sign)


def _with_genitive(found):
    return found | without_genitive(found)


def _joined(flow, index):
    """Return the keys of a word and those that JOINING joins to it."""
    joined, found = keys(flow.words[index]), set()
    for stop in range(index + 1, min(index + 3, len(flow.words))):
        if flow.gap(stop) not in JOINING:
            break
        joined = frozenset(one + two for one in joined for two in keys(flow.words[stop]))
        found |= _with_genitive(joined)
    return found


def _codes(flow):
    """Yield the letters and digits of each row of groups that begins with digits, however many of them are one."""
    for first, word in enumerate(flow.words):
        if not word.isdecimal():
            continue
        plain = ""
        for index in range(first, min(first + _MOST_GROUPS, len(flow.words))):
            group = flow.words[index]
            if index > first and not Codes.are_side_by_side(flow, index):
                break
            if len(group) > _MOST_LETTERS and not group.isdecimal():
                break
            plain += group.casefold()
            if len(plain) > _LONGEST_CODE:
                break
            yield plain


def _code(form):
    """Return what a number is looked up by: its first letters, and what follows from its first digit on."""
    groups = WORD.findall(form)
    if "".join(groups) != form:
        return ()
    clauses, digits = [], ""
    if groups[0].isascii() and groups[0].isalpha():
        clauses.append(frozenset(numbers.first_groups(form)))
    first = next((place for place, group in enumerate(groups) if group.isdecimal()), len(groups))
    for group in groups[first:]:
        if len(group) > _MOST_LETTERS and not group.isdecimal():
            break
        digits += group
    if digits and len(digits) <= _LONGEST_CODE:
        clauses.append(frozenset({f"{CODE}{digits}"}))
    return tuple(clauses)


def _name(value):
    name, firsts, others, alone = Name(value), set(), set(), set()
    for place, begin in enumerate(name.begins):
        end = name.end_of(begin)
        found = name.joined(begin, end).union(*name.keys[begin:end])
        (alone if name.is_one_word else others if place else firsts).update(found)
    for begin, joined in name.particled():
        others |= joined
        if not begin:
            firsts |= joined
    firsts |= name.initials[0] if name.count else set()
    for joined, _form in name.compact():
        alone |= joined
    found = [(frozenset(firsts), frozenset(others)), (frozenset(alone),)]
    if name.is_unspaced:
        found.append((frozenset(f"{LETTERS}{form[:2]}" for form in unspaced_forms(value)),))
    return found


def _phrase(sign):
    words = WORD.findall(sign.value)
    if not words:
        return []
    anchor = telling_word(words) if sign.kind == "address" else 0
    # The first word of a street may be abbreviated; letters of a login that are no plain ones may be other words.
    sure = [place for place in range(len(words)) if place == anchor or (place and sign.kind != "login")]
    return [tuple(frozenset(name_keys(words[place])) for place in sure)]
