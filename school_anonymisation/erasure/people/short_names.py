"""Who else has the first name and surname of somebody, whatever stands between, however the field is filled."""

import re
from collections import defaultdict
from itertools import product

from odoo.tools import SQL

from ..sql import run
from ..subjects import PARTNER
from ..text.escapes import composed
from ..text.signs import TITLES, signs_of
from ..text.spelling import keys

_WORD = re.compile(r"[\w'\u2019-]+")
# What makes PostgreSQL's first and last word of a field others than those of the name, or spelt in another way:
# letters that are not English, commas, brackets, classes; a remark behind a dash; a title.
_NO_PLAIN_NAME = rf"[^a-z '-]|(^| )-|(^| )({'|'.join(sorted(TITLES))})( |$)"


def note_short_names(env, known, own, columns, where):
    """Note who else has the same first name and surname as some Known people; one statement a field.

    A record that is no contact is somebody else's where it has a middle name that the person has not.

    :param own: {id of a contact that is a person, or may be: contact id of the person}.
    :param columns: [(table, column)] of the names of records. :param where: {table: SQL of the rows that are asked}.
    """
    wanted = defaultdict(dict)
    for person, signs in known.people.items():
        for sign in signs:
            for ends in _ends(sign):
                wanted[ends].setdefault(person, set()).update(*map(keys, sign.value.split()))
    surnames = {last for _first, last in wanted}
    for table, column in columns if wanted else ():
        for key, name in run(env, _same_ends(table, column, wanted, where.get(table, "TRUE"))):
            if not _has_one_of(name, surnames):
                continue
            for person, has_others in _namesakes(wanted, name):
                if table == env[PARTNER]._table:
                    known.short[person] |= {key} if own.get(key) != person else set()
                elif has_others:
                    known.short_elsewhere.add(person)


def _ends(sign):
    """Return the pairs of first and last word of a name, in each spelling of both."""
    words = sign.value.split() if sign.kind == "name" else []
    return product(keys(words[0]), keys(words[-1])) if len(words) > 1 else ()


def _has_one_of(name, surnames):
    """Whether a word of a field is one of some surnames: of most fields nothing else is worth asking."""
    return any(not surnames.isdisjoint(keys(word)) for word in _WORD.findall(composed(name).casefold()))


def _namesakes(wanted, name):
    """Return {(contact id, whether there is a word that is not in that person's name)} of a field."""
    found = set()
    for sign in signs_of("name", name):
        for ends in _ends(sign):
            for person, theirs in wanted.get(ends, {}).items():
                found.add((person, any(theirs.isdisjoint(keys(word)) for word in sign.value.split())))
    return found


def _same_ends(table, column, wanted, where):
    """Return SQL of (id, name) of the rows that have one of some first words together with its last word, or may."""
    plain = [pair for pair in wanted if "".join(pair).isascii()]
    return SQL(
        "SELECT id, name FROM (SELECT id, %(name)s AS name, lower(btrim(%(name)s)) AS plain"
        " FROM %(table)s t WHERE %(where)s) t WHERE plain ~ %(no_plain_name)s"
        " OR (split_part(plain, ' ', 1), substring(plain FROM '[^ ]+$'))"
        " IN (SELECT * FROM unnest(%(firsts)s::text[], %(lasts)s::text[]))",
        name=SQL.identifier(column),
        table=SQL.identifier(table),
        where=SQL(where),
        no_plain_name=_NO_PLAIN_NAME,
        firsts=[first for first, _last in plain],
        lasts=[last for _first, last in plain],
    )
