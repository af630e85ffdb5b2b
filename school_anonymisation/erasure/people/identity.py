"""What a record says itself of who it is about: its fields that name a person, and whether they contradict somebody."""

from collections import defaultdict
from enum import IntEnum

from ..text.signs import signs_of

# Of these, two people have one each: another one contradicts.
TELLING = ("email", "phone", "national_id", "birth_date")

# Of these, everybody has one, told or not.
_EVERYBODYS = ("email", "phone")
# What stands beside a name and says nothing of whose it is.
_NO_SECOND = ("name", "nickname", "city", "zip")


class Contradiction(IntEnum):
    """Whether a record says that it is about somebody else: no, or perhaps, by what the person has not told, or yes."""

    NO = 0
    PERHAPS = 1
    YES = 2


# How columns are called that say who a row is about, in tables that nobody describes.
_USUAL_NAMES = {
    "name": ("name", "full_name", "fullname", "student_name", "contact_name", "partner_name", "display_name"),
    "email": ("email", "e_mail", "mail", "email_address", "mail_address", "email_normalized"),
    "phone": ("phone", "mobile", "telephone", "tel", "phone_number", "mobile_number"),
    "national_id": ("national_id", "ssn", "cpr", "personal_number"),
}
_USUAL_KINDS = {name: kind for kind, names in _USUAL_NAMES.items() for name in names}


def usual_kinds(columns):
    """Return {column: kind} of the columns that by their names say who a row is about.

    >>> usual_kinds(["id", "E_Mail", "note"])
    {'E_Mail': 'email'}
    """
    return {name: _USUAL_KINDS[name.lower()] for name in columns if name.lower() in _USUAL_KINDS}


def identity_columns(env, register):
    """Return {table: {column: kind}} of the fields that say who a record is about."""
    found = defaultdict(dict)
    for item in [*register.bearers, *(item for item in register.identifiers if item.path == ".")]:
        column = env[item.model]._fields.get(item.field)
        if column is not None and column.store and column.column_type:
            found[env[item.model]._table][item.field] = item.kind
    return dict(found)


def contradicts(cells, kinds, hits, known, person, staff_addresses=frozenset(), of_others=frozenset()):
    """Return the Contradiction of a record's own fields and a person: whether they are about somebody else.

    An address or a number of the person's family is none: a mother registers her child with her own. One where the
    person has told none is perhaps a namesake's, if nothing but the name stands beside it.

    :param cells: {column: text}; :param kinds: {column: kind} of those that say who it is about
    :param hits: {column: [Hit]} of that person; :param known: the Known.
    :param staff_addresses: what internal users write from: it says who wrote, not about whom.
    :param of_others: {Sign} of somebody of another name to whom the record is tied: it says who booked, not for whom.
    """
    signs = known.people.get(person, set())
    theirs = signs | known.family.get(person, set()) | of_others
    told = {sign.kind for sign in signs}
    is_named = is_strange = is_theirs = False
    for name, kind in kinds.items():
        text = cells.get(name)
        if not text or isinstance(text, bytes):
            continue
        found = {hit.sign.kind for hit in hits.get(name, ())}
        is_named |= "name" in found
        is_theirs |= not found.issubset(_NO_SECOND)
        if kind == "name" and not found & {"name", "nickname"}:
            return Contradiction.YES
        if kind in TELLING and kind not in found:
            values = signs_of(kind, text, known.countries.get(person, ""))
            if values & theirs:
                is_theirs = True
            elif values and not any(sign.value in staff_addresses for sign in values):
                if kind in told:
                    return Contradiction.YES
                is_strange |= kind in _EVERYBODYS
    return Contradiction.PERHAPS if is_named and is_strange and not is_theirs else Contradiction.NO


def contradicting_name(cells, kinds, hits):
    """Whether a record bears a name of its own in which nothing of a person's stands."""
    names = {name: text for name, text in cells.items() if text and kinds.get(name) == "name"}
    return bool(names) and not any(hits.get(name) for name in names)
