"""Writes into the columns of a plan's own records what the register asks for, and their stamps: each row once.

What is written of one table goes into one statement, whichever paths lead to the rows. Where two paths lead to the
same row and ask for the same column, the second has a statement of its own, which finds what the first has written.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo.tools import SQL

from .audit import stamps_of
from .delete import ATTACHMENT
from .periods import Periods
from .sql import quoted, update_rows
from .treatments import OF_COLUMNS, expression


@dataclass
class _Group:
    """What is written into the same columns of some rows of a table.

    ``records``: {record id: contact id, or None where no label is written}. ``settings``: {column: SQL of its value}.
    ``due``: SQL of whether there is anything to write in row ``t``. ``texts``: {name in the SQL: {record id: text}}.
    """

    records: dict
    settings: dict
    due: SQL
    texts: dict = field(default_factory=dict)


@dataclass
class _Statement:
    """Groups that one statement writes: no two of them set the same column of the same row."""

    groups: list = field(default_factory=list)
    people: dict = field(default_factory=dict)

    def takes(self, group):
        """Take in a _Group, if it can be written together with the others; return whether it can."""
        if any(
            not group.settings.keys().isdisjoint(other.settings) and not group.records.keys().isdisjoint(other.records)
            for other in self.groups
        ):
            return False
        if any(person and (self.people.get(key) or person) != person for key, person in group.records.items()):
            return False
        self.groups.append(group)
        for key, person in group.records.items():
            self.people[key] = person or self.people.get(key)
        return True


def rows_that_go(planned_fields):
    """Return {table: ids} of the rows that are deleted afterwards: nothing need be written into them.

    Of attachments the law may keep some.
    """
    found = defaultdict(set)
    for planned in planned_fields:
        if planned.storage == "record" and planned.row.action == "delete" and planned.row.model != ATTACHMENT:
            found[planned.table].update(planned.records)
    return found


def texts_that_go(planned_fields):
    """Return {(table, column): ids} of the texts that are written over as a whole."""
    found = defaultdict(set)
    for planned in planned_fields:
        if planned.storage == "column" and planned.row.action in ("clear", "replace"):
            found[planned.table, planned.column.name].update(planned.records)
    return found


def update_columns(env, plan, counts, redacted=None):
    """Write every column treatment of a Plan, and the stamps of its own records; a statement a table.

    :param counts: {(model, treatment): records}, which is added to.
    :param redacted: {table: {Column: {record id: new text}}}, written before the treatments.
    """
    statements, gone = defaultdict(list), rows_that_go(plan.fields)
    for table, group in [*_redacted(redacted or {}), *_treatments(env, plan, counts), *_stamps(env, plan)]:
        if gone[table]:
            group.records = {key: person for key, person in group.records.items() if key not in gone[table]}
        if not (statements[table] and statements[table][-1].takes(group)):
            statements[table].append(_Statement())
            statements[table][-1].takes(group)
    for table, several in statements.items():
        for statement in several:
            _write(env, table, statement, plan.labels)


def _redacted(redacted):
    """Yield (table, _Group) of each column from which something is taken out."""
    for table, columns in redacted.items():
        for number, (column, texts) in enumerate(columns.items()):
            name = f"text{number}"
            value = SQL("%s::%s", SQL.identifier("v", name), column.type_sql())
            yield table, _Group(dict.fromkeys(texts), {column.name: value}, SQL("TRUE"), {name: texts})


def _treatments(env, plan, counts):
    """Yield (table, _Group) of the column treatments, one a model and path."""
    groups, periods = defaultdict(list), Periods.of(env, plan.host)
    for planned in plan.fields:
        if planned.storage == "column" and planned.records and planned.row.action in OF_COLUMNS:
            groups[planned.row.model, planned.row.path, id(planned.records)].append(planned)
            counts[planned.row.model, planned.row.treatment] += planned.count
    for group in groups.values():
        table, records = group[0].table, group[0].records
        first_day = periods.first_day("company_id" in plan.schema.get(table, ()))
        settings = {planned.column.name: _setting(env, planned, first_day) for planned in group}
        held = SQL(" OR ").join(SQL("t.%s IS NOT NULL", quoted(name)) for name in settings)
        yield table, _Group(records, settings, SQL("(%s)", held))


def _stamps(env, plan):
    """Yield (table, _Group) of who made and changed a record, and when."""
    for table, ids, settings in stamps_of(env, plan):
        changed = (SQL("t.%s IS DISTINCT FROM %s", SQL.identifier(name), value) for name, value in settings.items())
        yield table, _Group(dict.fromkeys(ids), settings, SQL("(%s)", SQL(" OR ").join(changed)))


def _write(env, table, statement, labels):
    keys = list(statement.people)
    given = {"label": ("text", [labels.get(person) for person in statement.people.values()])}
    settings, due = {}, []
    for number, group in enumerate(statement.groups):
        is_in = SQL("TRUE")
        if len(group.records) < len(keys):
            name = f"in_group{number}"
            given[name] = "bool", [key in group.records for key in keys]
            is_in = SQL.identifier("v", name)
        given |= {name: ("text", [texts.get(key) for key in keys]) for name, texts in group.texts.items()}
        due.append(SQL("%s AND %s", is_in, group.due))
        for column, value in group.settings.items():
            other = settings.get(column, quoted("t", column))
            settings[column] = SQL("CASE WHEN %s THEN %s ELSE %s END", is_in, value, other)
    update_rows(env, table, settings, keys, given, SQL("(%s)", SQL(" OR ").join(due)))


def _setting(env, planned, first_day):
    """Return the SQL of what a planned field writes into its column; what is empty stays so."""
    column = planned.column
    value = expression(planned.row.action, column, SQL("v.label"), _own_model(env, planned), first_day)
    if value == SQL("NULL"):
        # Of whatever type: it may lie where the role may not name it.
        return value
    return SQL("(CASE WHEN t.%s IS NOT NULL THEN %s END)::%s", quoted(column.name), value, column.type_sql())


def _own_model(env, planned):
    item = env[planned.row.model]._fields.get(planned.row.field)
    return bool(item is not None and item.type == "many2one" and item.comodel_name == planned.row.model)
