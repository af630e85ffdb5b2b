"""Where somebody stands who asks what is known of them, by what they are known by, whoever else is. Reads only.

Whoever looks waits for the answer: what there was no time for is named.
"""

import time
from dataclasses import dataclass, field

from odoo.tools import SQL

from .leftovers import MACHINES
from .people.collecting import countries_of
from .people.known import ONLY_BESIDE, Known
from .planning import plan
from .sources.large_values import slices_of
from .sources.looking import look_everywhere
from .sources.patience import waiting_for
from .sources.rows import rows_of
from .sql import ID, run
from .subjects import PARTNER
from .text.signs import signs_of

SOMEBODY = 0
"""In place of a contact's id: who asks need not have one."""

SHARE_OF_LOOKING = 0.7
"""Of the seconds that somebody waits; in the others, what was found is read closely."""

READ_AT_ONCE = 500
"""Rows."""

FORMS = ("full", "short")
"""Of a name, what counts: a surname alone would find every relative."""


@dataclass(repr=False)
class Places:
    """What was found. It is to be shown to whoever asked, and kept nowhere.

    ``records``: {model: {record id: names of its fields in which something stands; none where it is only tied}}.
    ``machine``: number of rows that serve the program only. ``outside``: number of rows of tables that no model has.
    ``unread``: number of places that could not be looked through. ``left_out``: {name of a table, or a code of
    `questions`} of what there was no time to look through, or not to its end.
    """

    records: dict = field(default_factory=dict)
    machine: int = 0
    outside: int = 0
    unread: int = 0
    left_out: set = field(default_factory=set)

    def add(self, model, record_id, names=()):
        """Take in a record, and in which of its fields something stands."""
        self.records.setdefault(model, {}).setdefault(record_id, set()).update(names)


def signs_in(raw: str, country: str = "") -> set:
    """Return the Signs that something typed may be: an e-mail address, a number, or else a name.

    :param country: ISO code of the country in which numbers are read.

    >>> sorted({sign.kind for sign in signs_in("anna@example.com")})
    ['email']
    >>> sorted({sign.kind for sign in signs_in("Anna Ravn")})
    ['name']
    """
    text = (raw or "").strip()
    if "@" in text:
        return set(signs_of("email", text, country))
    kinds = ("phone", "national_id", "iban") if any(map(str.isdigit, text)) else ("name",)
    found = {sign for kind in kinds for sign in signs_of(kind, text, country)}
    return {sign for sign in found if len(sign.value) > 2}


def places_of_signs(env, signs, country, host, seconds) -> Places:
    """Return the Places in which one of some Signs stands. It reads everything once, in one statement a table.

    :param host: on whose behalf; :param country: see `signs_in`. :param seconds: for which somebody waits.
    """
    until = time.monotonic() + seconds
    known = Known(countries={SOMEBODY: country})
    known.people[SOMEBODY] = set(signs)
    with waiting_for(env, seconds * SHARE_OF_LOOKING, takes_a_part=True) as patience:
        search = look_everywhere(env, known.narrowed(known.people), host.things(), patience=patience)
    found = Places(unread=len(search.traces.questions), left_out=set(search.left_out))
    models = _models(env)
    transient = {model._table for model in env.registry.values() if model._transient}
    for name, table in search.traces.tables.items():
        keys = search.traces.every_key(name)
        if not table.key.lasts or table.key != ID:
            found.outside += len(keys)
            continue
        rows, is_all = _read_closely(env, known, table, sorted(keys), until)
        if not is_all:
            found.left_out.add(name)
        if table.records_of in MACHINES or table.records_of in transient:
            found.machine += len(rows)
        elif table.records_of not in models:
            found.outside += len(rows)
        else:
            for key, names in rows:
                found.add(models[table.records_of], key, names)
    for (key,) in _attachments(env, search.traces.files):
        found.add("ir.attachment", key)
    return found


def places_of_person(env, subjects, typed, country, seconds) -> Places:
    """Return the Places of one contact: what is tied to it, and where something stands that it is known by.

    :param typed: Signs besides, as the person has named them. :param seconds: for which somebody waits.
    :raise ValueError: the contact is a company's own or an internal user's; see `places_of_signs`.
    """
    planned = plan(env, subjects, only_tied=True)
    signs = {sign for found in planned.known.people.values() for sign in found if sign.kind not in ONLY_BESIDE}
    [contact] = subjects.ids[PARTNER]
    home = countries_of(env, [contact]).get(contact, country)
    # A street or a number of few digits is many people's.
    wanted = {sign for sign in signs if sign.strong or sign.kind == "name"} | set(typed)
    found = places_of_signs(env, wanted, home, subjects.host, seconds)
    models = _models(env)
    for table, records in planned.selected.items():
        for key in records if table in models else ():
            found.add(models[table], key)
    for model, records in planned.people.items():
        for key in records:
            found.add(model, key)
    return found


def _read_closely(env, known, table, keys, until):
    """Return ([(key, names of columns)] of the rows in which a sign stands, whether there was time for all of them)."""
    found = []
    for start in range(0, len(keys), READ_AT_ONCE):
        for some in slices_of(env, table, keys[start : start + READ_AT_ONCE]):
            if time.monotonic() > until:
                return found, False
            found += [(row.key, names) for row in rows_of(env, table, some) if (names := _standing(known, row))]
    return found, True


def _standing(known, row):
    """Return the names of the columns of a Row in which a sign stands."""
    return {
        name
        for name, text in row.cells.items()
        if isinstance(text, str) and text and any(hit.form in FORMS for hit in known.matcher.find(text))
    }


def _models(env):
    """Return {table: name of the model that people know its rows by}."""
    found = {}
    for name, model in env.registry.items():
        if model._auto and not model._abstract and not model._transient:
            found.setdefault(model._table, name)
    return found


def _attachments(env, files):
    query = SQL("SELECT id FROM ir_attachment WHERE store_fname = ANY(%s)", list(files))
    return run(env, query) if files else []
