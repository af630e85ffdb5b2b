"""Takes the values out of texts and leaves the sentences, in the records that are linked to a person."""

import json
from collections import defaultdict

from odoo.tools import SQL

from .schema import JSON_TYPES
from .statement import run


def redact_lines(env, lines, matcher, counts):
    """Redact the columns of the lines that say so; one SELECT and at most one UPDATE a table and path."""
    groups = defaultdict(list)
    for line in lines:
        if line.storage == "column" and line.records and line.row.action == "redact":
            groups[line.row.model, line.row.path, id(line.records)].append(line)
    for (model, _path, _records), group in groups.items():
        counts[model, "redact"] += _redact(env, group, matcher)


def _redact(env, lines, matcher):
    """Redact some columns of one table; return how many records changed."""
    table, records = SQL.identifier(lines[0].table), lines[0].records
    names = [line.column.name for line in lines]
    columns = SQL(", ").join(SQL.identifier(name) for name in names)
    rows = run(env, SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", columns, table, list(records)))
    changed = []
    for record_id, *values in rows:
        people = frozenset({records[record_id]})
        redacted = [redact_value(lambda text, people=people: matcher.redact(text, people), value) for value in values]
        if redacted != values:
            changed.append((record_id, redacted))
    if changed:
        write_columns(env, lines[0].table, [line.column for line in lines], changed)
    return len(changed)


def redact_value(redact, value):
    """Return a text, or a structure of texts as JSON columns hold it, with a function applied to each text."""
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [redact_value(redact, item) for item in value]
    if isinstance(value, dict):
        return {redact(key): redact_value(redact, item) for key, item in value.items()}
    return value


def write_columns(env, table, columns, rows):
    """Write [(id, [value of each column])] in one statement."""
    casts = [
        SQL(
            "unnest(%s::text[]) AS %s",
            [_text(values[index], column) for _id, values in rows],
            SQL.identifier(f"c{index}"),
        )
        for index, column in enumerate(columns)
    ]
    run(
        env,
        SQL(
            "UPDATE %s t SET %s FROM (SELECT unnest(%s::int[]) AS id, %s) v WHERE t.id = v.id",
            SQL.identifier(table),
            SQL(", ").join(
                SQL(
                    "%s = %s::%s",
                    SQL.identifier(column.name),
                    SQL.identifier("v", f"c{index}"),
                    SQL.identifier(column.type),
                )
                for index, column in enumerate(columns)
            ),
            [record_id for record_id, _values in rows],
            SQL(", ").join(casts),
        ),
    )


def _text(value, column):
    if value is not None and column.type in JSON_TYPES:
        return json.dumps(value)
    return value
