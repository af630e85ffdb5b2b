"""What is done to each field of the records that the register names, and how many of them hold something now."""

from collections import defaultdict
from dataclasses import dataclass, replace

from odoo.tools import SQL

from . import sql
from .people.whose import only_theirs
from .questions import UNWRITABLE, Question
from .register.declared import neutral_value
from .register.dependents import is_about_another
from .register.files import Row
from .register.paths import parse
from .register.together import count_together, select_together
from .treatments import EMPTY, OF_COLUMNS, can_be_emptied


@dataclass(repr=False)
class PlannedField:
    """One field of one app's model: the register's row, where it is stored, and the records it is stored for.

    ``storage``: column, file (an attachment's), relation (many2many rows), record, or closed: a column that cannot be
    written.
    ``records``: {record id: contact id of the person}; shared by the fields of one path.
    ``count``: records that hold something now. ``elsewhere``: the records are other people's, who show a copy.
    """

    row: Row
    table: str
    storage: str
    records: dict
    count: int = 0
    column: sql.Column | None = None
    elsewhere: bool = False


def groups_of(rows):
    """Return {(model, path): rows} of what has to be looked up; what stays as it is on others' records has not."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.model, row.path].append(row)
    return {
        key: group for key, group in groups.items() if any(row.action != "keep" or row.field == "id" for row in group)
    }


def fields_of(env, rows, selector, tables, retention, selected=None, questions=None):
    """Return the PlannedFields.

    :param selected: takes in what was found for each table.
    :param questions: {Question}, which takes in one for each column that cannot be written.
    """
    found, counted = [], []
    groups = {key: group for key, group in groups_of(rows).items() if env[key[0]]._table in tables}
    records_of = select_together(env, selector, [(model, parse(path)) for model, path in groups])
    for (model, path), group in groups.items():
        records = records_of.get((model, parse(path)))
        if records is None:
            continue
        elsewhere = all(is_about_another(env, row, selector.people) for row in group)
        if selected is not None and not elsewhere:
            selected[env[model]._table].update(records)
        now, audited = retention.split(model, records)
        made = []
        for row, theirs in _obeyed(env, selector.people, group, records):
            waits = row.retained or row.action in ("delete", "unlink_file")
            due = now if waits else records
            if theirs is not records:
                due = {key: person for key, person in due.items() if key in theirs}
            planned = _planned_field(env, row, tables, due)
            if planned is not None and planned.storage == "closed":
                if due and questions is not None:
                    # Of the column, not of each row: a row of a contact would lead to who it was.
                    questions.add(Question(UNWRITABLE, source=planned.table, field=row.field))
            elif planned is not None:
                planned.elsewhere = elsewhere
                made.append(planned)
        if audited:
            made += _audited_fields(env, group[0], tables, audited)
        counted.append(made)
        found += made
    _count(env, counted)
    return found


def _obeyed(env, people, group, records):
    """Yield (Row, records for which it is obeyed): a school's own one only where a record is nobody else's as well."""
    own = None
    for row in group:
        if row.origin != "school":
            yield row, records
            continue
        own = only_theirs(env, people, row.model, records) if own is None else own
        yield row, own
        if row.instead_of and own is not records:
            yield row.instead_of, {key: person for key, person in records.items() if key not in own}


def _planned_field(env, row, tables, records):
    """Return the PlannedField of a row, or None when this database has no such field."""
    model = env[row.model]
    if row.field == "id":
        return PlannedField(row, model._table, "record", records)
    item = model._fields.get(row.field)
    if item is not None and item.type in ("binary", "image") and item.store and item.attachment:
        return PlannedField(row, model._table, "file", records)
    if item is not None and item.type == "many2many" and item.store:
        return PlannedField(row, model._table, "relation", records)
    column = tables[model._table].get(row.field)
    if column is not None and row.action in OF_COLUMNS and row.origin != "default":
        # Whoever has said what becomes of it knows on what terms the database takes that.
        column = replace(column, in_unique=column.unique, is_checked=False, is_referred_to=False)
    if column is not None and not column.nullable:
        column = replace(column, neutral=neutral_value(env, item, column))
    if column is not None and row.action in OF_COLUMNS and not can_be_emptied(column):
        return PlannedField(row, model._table, "closed", records)
    return column and PlannedField(row, model._table, "column", records, column=column)


def _audited_fields(env, row, tables, records):
    """Return the PlannedFields that redact what the audit trail keeps of a document that the law retains."""
    model = env[row.model]
    return [
        PlannedField(
            Row(row.app, row.model, row.path, name, "redact", "The audit trail of a document retained by law"),
            model._table,
            "column",
            records,
            column=column,
        )
        for name, column in tables[model._table].items()
        if column.type in (*sql.TEXT_TYPES, *sql.JSON_TYPES)
    ]


def holding(column):
    """Return SQL that is NULL where a column holds nothing: no tick, no number, no text."""
    name = sql.quoted(column.name)
    if column.type in EMPTY:
        return SQL("nullif(%s, %s)", name, EMPTY[column.type])
    return name


def _count(env, groups):
    """Fill in how many records of groups of PlannedFields, one a model and path, hold something; one statement."""
    counted, told = [], []
    for group in groups:
        for storage, source_of in (("column", _in_columns), ("relation", _in_relation), ("file", _in_files)):
            fields = [planned for planned in group if planned.storage == storage and planned.records]
            for together in [fields] if storage != "relation" else [[one] for one in fields]:
                if together:
                    counted.append(source_of(env, together))
                    told.append(together)
        for planned in group:
            if planned.storage == "record":
                planned.count = len(planned.records)
    for together, counts in zip(told, count_together(env, counted), strict=True):
        for planned, count in zip(together, counts, strict=True):
            planned.count = count


def _ids(fields):
    return list(set().union(*(planned.records for planned in fields)))


def _in_columns(_env, fields):
    counts = [SQL("count(%s)", holding(planned.column)) for planned in fields]
    return SQL("%s WHERE id = ANY(%s)", SQL.identifier(fields[0].table), _ids(fields)), counts


def _in_relation(env, fields):
    [planned] = fields
    item = env[planned.row.model]._fields[planned.row.field]
    own = SQL.identifier(item.column1)
    source = SQL("%s WHERE %s = ANY(%s)", SQL.identifier(item.relation), own, _ids(fields))
    return source, [SQL("count(DISTINCT %s)", own)]


def _in_files(_env, fields):
    source = SQL(
        "ir_attachment WHERE res_model = %s AND res_field = ANY(%s) AND res_id = ANY(%s)",
        fields[0].row.model,
        [planned.row.field for planned in fields],
        _ids(fields),
    )
    return source, [SQL("count(*) FILTER (WHERE res_field = %s)", planned.row.field) for planned in fields]
