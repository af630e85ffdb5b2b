"""What a person is known by: names, addresses, numbers. Held in memory only, and never shown, logged or raised."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from odoo.tools import SQL, email_normalize_all

from .paths import parse
from .statement import run
from .text import words

SPACES = re.compile(r"\s+")
NOT_DIGIT = re.compile(r"\D")
NOT_ALNUM = re.compile(r"[\W_]")
# The shortest values that are looked for where nothing links the record to the person.
SHORTEST = {"name": 5, "email": 6, "login": 6, "phone": 8, "number": 6, "iban": 8, "address": 6}

# The shortest values that are looked for even where a record is linked to the person.
LEAST = {"phone": 6}


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
    kind = "number" if kind == "national_id" else kind
    if kind not in SHORTEST:
        return set()
    if kind in ("email", "login") and "@" in str(value):
        found = {("email", address.lower()) for address in email_normalize_all(str(value))}
        if found:
            return found
    text = normalise(kind, value)
    return {(kind, text)} if len(text) > 1 else set()


@dataclass(repr=False)
class Fingerprint:
    """What people are known by, and which of it others are known by as well.

    ``people``: {contact id: {(kind, value)}}. ``shared``: {(kind, value)} that the living bear as well.
    ``bearers``: {(kind, value): contact ids of those of these people who bear it as well as its owner}.
    """

    people: dict = field(default_factory=lambda: defaultdict(set))
    shared: set = field(default_factory=set)
    bearers: dict = field(default_factory=lambda: defaultdict(set))

    def __repr__(self):
        return f"<Fingerprint of {len(self.people)} people>"

    def narrowed(self, people, gone=frozenset()):
        """Return the Fingerprint of some of the people, beside whom the others live, except those who are ``gone``."""
        mine = {person: self.people[person] for person in people if person in self.people}
        dead = mine.keys() | gone
        alive = {item for item, bearers in self.bearers.items() if not bearers <= dead}
        return Fingerprint(mine, self.shared | alive)

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
        """Whether a value may be looked for in records linked to its person: no first name, no few digits."""
        return len(value) >= LEAST.get(kind, 4) and (kind != "name" or len(words(value).split(" ")) > 1)

    def by_value(self):
        """Return {kind: {value: contact id}} of what may be searched for, for the register's paths by value."""
        found = defaultdict(dict)
        for person, values in self.people.items():
            for kind, value in values:
                if self.searchable(kind, value):
                    found[kind][NOT_ALNUM.sub("", value) if kind == "number" else value] = person
        return found


def collect(env, selector, identifiers):
    """Return (Fingerprint of a selector's people, {model: {id of their records: contact id}} of what says it).

    What their fields hold, and held according to tracked changes; nothing is known yet of what others share. One
    statement an identifier, one for the tracked changes.
    """
    found, records = Fingerprint(), {}
    for item in identifiers:
        column = env[item.model]._fields.get(item.field)
        selection = selector.select(item.model, parse(item.path))
        if column is None or not column.store or selection is None:
            continue
        rows = run(
            env,
            SQL(
                "SELECT s.id, s.person, t.%s FROM %s t JOIN (%s) s ON s.id = t.id",
                SQL.identifier(item.field),
                SQL.identifier(env[item.model]._table),
                selection,
            ),
        )
        known = records.setdefault(item.model, {})
        for record_id, person, value in rows:
            known[record_id] = person
            if value is not None:
                found.people[person] |= values_of(item.kind, value)
    _earlier_values(env, selector, identifiers, found)
    return found, records


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
