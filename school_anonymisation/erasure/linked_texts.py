"""Takes the signs out of texts and leaves the sentences, in the records that are linked to a person."""

from collections import defaultdict

import psycopg2

from ..trouble import concerns_everybody
from .columns import rows_that_go, texts_that_go
from .leftovers import storable
from .redacting import without
from .register.linked import ORIGIN as UNDESCRIBED
from .sources.rows import rows_of
from .sources.table import Table
from .sql import ID, write_values


def redacted_fields(env, case, planned_fields, counts):
    """Return {table: {Column: {record id: new text}}} of the planned fields that say so; nothing is written.

    Here the first name alone is a sign, too. What others bear whose record it is as well stays theirs. What goes as a
    whole, as a row or by itself, is not read. A few statements a table and path.

    :param counts: {(model, treatment): records}, which is added to.
    """
    found = defaultdict(lambda: defaultdict(dict))
    whole = texts_that_go(planned_fields)
    for model, group, left in _groups(planned_fields, is_described=True):
        counts[model, "redact"] += _redact(env, case, group, left, whole, found[group[0].table])
    return found


def redact_undescribed(env, case, planned_fields, counts):
    """Redact columns of which nobody has said what they take; one that refuses is left to the look at everything.

    :param counts: {(model, treatment): records}, which is added to.
    """
    whole = texts_that_go(planned_fields)
    for model, group, left in _groups(planned_fields, is_described=False):
        found = defaultdict(dict)
        _redact(env, case, group, left, whole, found)
        rows = _open_to_writing(case, group[0].table, found)
        if not rows:
            continue
        try:
            with env.cr.savepoint(flush=False):
                write_values(env, group[0].table, list(found), rows)
            counts[model, "redact"] += len(rows)
        except psycopg2.Error as error:
            if concerns_everybody(error):
                raise


def _groups(planned_fields, is_described):
    """Yield (model, planned fields of one path that say so, {record id: contact id} of the rows that stay)."""
    groups, gone = defaultdict(list), rows_that_go(planned_fields)
    for planned in planned_fields:
        says_so = planned.row.action == "redact" and (planned.row.origin != UNDESCRIBED) is is_described
        if says_so and planned.storage == "column" and planned.records:
            groups[planned.row.model, planned.row.path, id(planned.records)].append(planned)
    for (model, _path, _records), group in groups.items():
        records, there = group[0].records, gone[group[0].table]
        yield model, group, {key: person for key, person in records.items() if key not in there}


def _open_to_writing(case, table, found):
    """Return [(record id, {column: new text})] of {Column: {record id: new text}}, but for what walls close."""
    rows = defaultdict(dict)
    for column, texts in found.items():
        for key, text in texts.items():
            rows[key][column.name] = storable(column, key, text)
    return [(key, values) for key, texts in rows.items() if (values := case.walls.parted(table, texts)[0])]


def _redact(env, case, planned_fields, records, whole, found):
    """Redact some columns of one table; return how many records change.

    :param records: {record id: contact id} of the only rows; :param whole: what `texts_that_go` says.
    :param found: {Column: {record id: new text}} of other paths to the same table, which is added to.
    """
    name = planned_fields[0].table
    columns = {planned.column.name: planned.column for planned in planned_fields}
    table = Table(name, ID, list(columns.values()), case.pairs.get(name, []))
    rows = rows_of(env, table, records)
    owners = case.ownership.of(name, records, {row.key: row.pairs for row in rows})
    if case.beside:
        case.beside.note(owners.values())
    changed, in_json = 0, table.json_columns()
    for row in rows:
        # Another path may lead to the same row.
        row.cells.update({column.name: texts[row.key] for column, texts in found.items() if row.key in texts})
        stays = {column for column, text in row.cells.items() if text and row.key not in whole[name, column]}
        if not stays:
            continue
        # What goes as a whole still says who is meant beside it.
        verdict = case.judge.judge(name, row.cells, owners[row.key], in_json)
        goes = {column: hits for column, hits in verdict.goes.items() if column in stays}
        values = without(case.judge.matcher, row.cells, goes, owners[row.key].people, in_json)
        for column, text in values.items():
            found[columns[column]][row.key] = text
        changed += bool(values)
    return changed
