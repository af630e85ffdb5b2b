"""Takes the signs out of texts and leaves the sentences, in the records that are linked to a person."""

from collections import defaultdict

import psycopg2

from ..trouble import concerns_everybody
from .leftovers import storable, wanted_of
from .register.linked import ORIGIN as UNDESCRIBED
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
            is_described = planned.row.origin != UNDESCRIBED
            groups[planned.row.model, planned.row.path, id(planned.records), is_described].append(planned)
    for (model, _path, _records, is_described), group in groups.items():
        counts[model, "redact"] += (_redact if is_described else _redact_undescribed)(env, case, group)


def _redact_undescribed(env, case, planned_fields):
    """Redact columns of which nobody has said what they take; what refuses is left to the look through everything."""
    try:
        with env.cr.savepoint(flush=False):
            return _redact(env, case, planned_fields, case.walls)
    except psycopg2.Error as error:
        if concerns_everybody(error):
            raise
        return 0


def _redact(env, case, planned_fields, walls=None):
    """Redact some columns of one table, but for what is closed by walls; return how many records changed."""
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
        if walls:
            values, _asked = walls.parted(name, values)
            values = {column: storable(columns[column], row.key, value) for column, value in values.items()}
        if values:
            changed.append((row.key, values))
    if changed:
        write_values(env, name, list(columns.values()), changed)
    return len(changed)
