"""What a person is known by: names, addresses, numbers. Held in memory only, and never shown, logged or raised."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from odoo.tools import SQL, email_normalize_all

from .matcher import Matcher
from .paths import parse
from .schema import DATE_TYPES
from .statement import run
from .text import words

SPACES = re.compile(r"\s+")
NOT_DIGIT = re.compile(r"\D")
NOT_ALNUM = re.compile(r"[\W_]")
# A word that no value holds: what one contact is called does not go on in the next one's name.
CUT = "\n\u2063x2063\n"
# The shortest values that are looked for where nothing links the record to the person.
SHORTEST = {"name": 5, "email": 6, "login": 6, "phone": 8, "number": 6, "iban": 8, "address": 6}


def normalise(kind, value):
    """Return a value of a kind in the one form it is compared in; empty when nothing is left."""
    text = SPACES.sub(" ", str(value)).strip().lower()
    if kind == "phone":
        return NOT_DIGIT.sub("", text)
    if kind == "iban":
        return NOT_ALNUM.sub("", text)
    return text


def values_of(kind, value):
    """Return {(kind, normalised value)} of what one field holds; an e-mail field may hold several addresses."""
    if kind in ("email", "login") and "@" in str(value):
        found = {("email", address.lower()) for address in email_normalize_all(str(value))}
        if found:
            return found
    text = normalise(kind, value)
    return {(kind, text)} if len(text) > 1 else set()


@dataclass(repr=False)
class Fingerprint:
    """``people``: {contact id: {(kind, value)}}; ``shared``: {(kind, value)} that the living bear as well."""

    people: dict = field(default_factory=lambda: defaultdict(set))
    shared: set = field(default_factory=set)

    def __repr__(self):
        return f"<Fingerprint of {len(self.people)} people>"

    def searchable(self, kind, value):
        """Whether a value alone says who is meant: not borne by the living, and not a first name or a small number."""
        if (kind, value) in self.shared or len(value) < SHORTEST[kind]:
            return False
        if kind == "name":
            return len(words(value).split(" ")) > 1
        if kind in ("login", "number", "address"):
            return any(character.isdigit() for character in value)
        return True

    def worth_finding(self, kind, value):
        """Whether a value may be looked for in records linked to its person: no first name, no single digits."""
        return len(value) >= 4 and (kind != "name" or len(words(value).split(" ")) > 1)

    def by_value(self):
        """Return {kind: {value: contact id}} of what may be searched for, for the register's paths by value."""
        found = defaultdict(dict)
        for person, values in self.people.items():
            for kind, value in values:
                if self.searchable(kind, value):
                    found[kind][NOT_ALNUM.sub("", value) if kind == "number" else value] = person
        return found


def collect(env, selector, identifiers):
    """Return the Fingerprint of a selector's people: what their fields hold, and held according to tracked changes.

    One statement an identifier, one for the tracked changes, one an identifier for what the living share.
    """
    found = Fingerprint()
    selections = {}
    for item in identifiers:
        column = env[item.model]._fields.get(item.field)
        selection = selector.select(item.model, parse(item.path))
        if column is None or not column.store or selection is None:
            continue
        selections[item] = selection
        rows = run(
            env,
            SQL(
                "SELECT s.person, t.%s FROM %s t JOIN (%s) s ON s.id = t.id WHERE t.%s IS NOT NULL",
                SQL.identifier(item.field),
                SQL.identifier(env[item.model]._table),
                selection,
                SQL.identifier(item.field),
            ),
        )
        for person, value in rows:
            found.people[person] |= values_of(item.kind, value)
    _earlier_values(env, selector, identifiers, found)
    _shared_values(env, selections, found)
    return found


def _earlier_values(env, selector, identifiers, found):
    if "mail.tracking.value" not in env:
        return
    kinds = {(item.model, item.field): item.kind for item in identifiers if item.path == "."}
    messages = selector.select("mail.message", parse("model/res_id"))
    if not kinds or messages is None:
        return
    rows = run(
        env,
        SQL(
            "SELECT s.person, f.model, f.name, v.old_value_char, v.new_value_char FROM mail_tracking_value v"
            " JOIN ir_model_fields f ON f.id = v.field_id JOIN (%s) s ON s.id = v.mail_message_id"
            " WHERE f.name = ANY(%s)",
            messages,
            list({name for _model, name in kinds}),
        ),
    )
    by_name = {name: kind for (_model, name), kind in kinds.items()}
    for person, model, name, *values in rows:
        kind = kinds.get((model, name), by_name[name])
        for value in filter(None, values):
            found.people[person] |= values_of(kind, value)


def _shared_values(env, selections, found):
    """Find which values a record that is not being erased bears too, be it as a part of a longer one."""
    matcher = Matcher(found)
    for item, selection in selections.items():
        if env[item.model]._fields[item.field].column_type[0] in DATE_TYPES:
            continue
        rows = run(
            env,
            SQL(
                "SELECT string_agg(DISTINCT t.%(column)s::text, %(cut)s) FROM %(table)s t"
                " WHERE t.%(column)s IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM (%(selection)s) s WHERE s.id = t.id) GROUP BY t.id %% 100",
                column=SQL.identifier(item.field),
                cut=CUT,
                table=SQL.identifier(env[item.model]._table),
                selection=selection,
            ),
        )
        for (text,) in rows:
            for meaning in matcher.meanings(text):
                found.shared |= {(kind, value) for kind, value, _person in meaning}
