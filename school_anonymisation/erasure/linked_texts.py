"""Takes the signs out of texts and leaves the sentences, in the records that are linked to a person."""

from collections import defaultdict

from .columns import rows_that_go, texts_that_go
from .leftovers import wanted_of
from .sources.catalogue import Table
from .sources.rows import rows_of
from .sql import ID


def redacted_fields(env, case, planned_fields, counts):
    """Return {table: {Column: {record id: new text}}} of the planned fields that say so; nothing is written.

    Here the first name alone is a sign, too. What others bear whose record it is as well stays theirs. What goes as a
    whole, as a row or by itself, is not read. A few statements a table and path.

    :param counts: {(model, treatment): records}, which is added to.
    """
    groups = defaultdict(list)
    for planned in planned_fields:
        if planned.storage == "column" and planned.records and planned.row.action == "redact":
            groups[planned.row.model, planned.row.path, id(planned.records)].append(planned)
    found = defaultdict(lambda: defaultdict(dict))
    gone, whole = rows_that_go(planned_fields), texts_that_go(planned_fields)
    for (model, _path, _records), group in groups.items():
        table = group[0].table
        left = {key: person for key, person in group[0].records.items() if key not in gone[table]}
        counts[model, "redact"] += _redact(env, case, group, left, whole, found[table])
    return found


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
    changed = 0
    for row in rows:
        # Another path may lead to the same row.
        row.cells.update({column.name: texts[row.key] for column, texts in found.items() if row.key in texts})
        stays = {column for column, text in row.cells.items() if text and row.key not in whole[name, column]}
        if not stays:
            continue
        # What goes as a whole still says who is meant beside it.
        verdict = case.judge.judge(name, row.cells, owners[row.key])
        values = {
            column: case.judge.matcher.redact(row.cells[column], wanted_of(hits), given=owners[row.key].people)
            for column, hits in verdict.goes.items()
            if column in stays
        }
        for column, text in values.items():
            found[columns[column]][row.key] = text
        changed += bool(values)
    return changed
