"""Takes the signs out of texts and leaves the sentences, in the records that are linked to a person."""

from collections import defaultdict

from .leftovers import wanted_of
from .sources.catalogue import Table
from .sources.rows import rows_of
from .sql import ID, write_values


def redact_fields(env, case, planned_fields, counts):
    """Redact the columns of the planned fields that say so; a few statements a table and path.

    Here the first name alone is a sign, too. What others bear whose record it is as well stays theirs.

    :param counts: {(model, treatment): records}, which is added to.
    """
    groups = defaultdict(list)
    for planned in planned_fields:
        if planned.storage == "column" and planned.records and planned.row.action == "redact":
            groups[planned.row.model, planned.row.path, id(planned.records)].append(planned)
    for (model, _path, _records), group in groups.items():
        counts[model, "redact"] += _redact(env, case, group)


def _redact(env, case, planned_fields):
    """Redact some columns of one table; return how many records changed."""
    name, records = planned_fields[0].table, planned_fields[0].records
    columns = {planned.column.name: planned.column for planned in planned_fields}
    table = Table(name, ID, list(columns.values()), case.pairs.get(name, []))
    rows = rows_of(env, table, records)
    owners = case.ownership.of(name, records, {row.key: row.pairs for row in rows})
    if case.beside:
        case.beside.note(owners.values())
    changed = []
    for row in rows:
        verdict = case.judge.judge(name, row.cells, owners[row.key])
        values = {
            column: case.judge.matcher.redact(row.cells[column], wanted_of(hits), given=owners[row.key].people)
            for column, hits in verdict.goes.items()
        }
        if values:
            changed.append((row.key, values))
    if changed:
        write_values(env, name, list(columns.values()), changed)
    return len(changed)
