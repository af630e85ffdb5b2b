"""Which of the values of some people others bear as well: those must stay wherever nothing links them to the people."""

from collections import defaultdict

from . import scan, schema
from .fingerprint import collect
from .matcher import Matcher
from .paths import Selector


def identify(env, people, register, documents):
    """Return (Fingerprint, Matcher) of resolved people: what they are known by, and which of it is not theirs alone.

    One statement an identifier, and one a model that has any.
    """
    fingerprint, records = collect(env, Selector(env, people, documents=documents), register.identifiers)
    matcher = Matcher(fingerprint)
    note_shared(env, fingerprint, matcher, register.identifiers, records)
    return fingerprint, matcher


def note_shared(env, fingerprint, matcher, identifiers, records):
    """Find which values other records bear too, be it as a part of a longer one.

    :param records: {model: {record id: contact id}} of the people's own records.
    """
    fields = defaultdict(set)
    for item in identifiers:
        column = env[item.model]._fields.get(item.field)
        if column is not None and column.store and column.column_type[0] not in schema.DATE_TYPES:
            fields[item.model].add(item.field)
    tables = schema.columns(env, {env[model]._table for model in fields})
    for model, names in fields.items():
        columns = [tables[env[model]._table][name] for name in sorted(names)]
        own = records.get(model, {})

        def take(key, numbers, row, own=own):
            person = own.get(int(key))
            if others := [number for number in numbers if matcher.owners[number] != {person}]:
                plain = scan.words_of(row)
                _note(fingerprint, matcher, person, [number for number in others if matcher.stands(number, plain)])

        scan.read(env, scan.Table(env[model]._table, "id", columns), matcher, take)


def _note(fingerprint, matcher, person, numbers):
    """Write down that somebody, or one of the people, bears these values."""
    for number in numbers:
        if person is None:
            fingerprint.shared.add(matcher.values[number])
        else:
            fingerprint.bearers[matcher.values[number]].add(person)
