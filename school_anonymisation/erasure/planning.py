"""What erasing would touch, from the register: reads only; preview and execution share it."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from odoo.tools import SQL

from . import sql
from .host import Host
from .people.case import judge_of
from .people.claims import Claims
from .people.identify import known_of, signs_known_of
from .people.known import Known
from .register.declared import complete_rows, neutral_value
from .register.dependents import is_about_another
from .register.files import Row
from .register.merged import Register
from .register.paths import Selector, parse
from .retention import Retention
from .sql import run
from .subjects import Subjects
from .text.matcher import Matcher
from .treatments import EMPTY


@dataclass(repr=False)
class Line:
    """One field of one app's model: the register's row, where it is stored, and the records it is stored for.

    ``storage``: column, file (an attachment's), relation (many2many rows) or record.
    ``records``: {record id: contact id of the person}; shared by the lines of one path.
    ``count``: records that hold something now. ``elsewhere``: the records are other people's, who show a copy.
    """

    row: Row
    table: str
    storage: str
    records: dict
    count: int = 0
    column: sql.Column | None = None
    elsewhere: bool = False


@dataclass(repr=False)
class Plan:
    """What would be done.

    ``people``: {model: {id: contact id}}. ``selected``: {table: {record id: contact id}} of every record that the
    register ties to a person, also where the law retains it for now. ``same``: second contacts that go with a person;
    ``doubles``: those that may be the same person, and stay. ``only_tied``: it leaves out what is theirs by what stands
    in it, and what stands elsewhere. ``before``: {table: {record id: contact id}} of what was tied to them when their
    own records were erased, where that was done before.
    """

    lines: list
    people: dict
    labels: dict
    known: Known
    retention: Retention
    schema: dict = field(default_factory=dict)
    matcher: Matcher | None = None
    host: Host = field(default_factory=Host)
    same: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)
    only_tied: bool = False
    before: dict = field(default_factory=dict)
    selected: dict = field(default_factory=lambda: defaultdict(dict))

    def linked(self):
        """Return {table: {record id: contact id}} of every record that the register ties to a person."""
        found = defaultdict(dict, {table: dict(owners) for table, owners in self.before.items()})
        for line in self.lines:
            if not line.elsewhere:
                found[line.table].update(line.records)
        return found


def plan(env, subjects: Subjects, extra_rows: list[Row] | None = None, sweep=None, only_tied=False) -> Plan:
    """Return the Plan for these Subjects; two statements a model and path, whatever the number of people.

    :param extra_rows: Rows of the school's own; by default those of the host.
    :param sweep: the Sweep that has looked for these people: what they are known by need not be found out again.
    :param only_tied: leave out what is theirs by what stands in it: no table is read as a whole then.
    :raise RegisterError: the register cannot be obeyed. :raise ValueError: somebody who may not be erased.
    """
    env.flush_all()
    people = subjects.resolve(env)
    persons = set(people["res.partner"].values())
    labels = {person: subjects.labels[person] for person in persons}
    if extra_rows is None:
        extra_rows = subjects.host.rows(env)
    register = Register.load(env, extra_rows)
    selector, known, matcher = _selector(env, subjects, people, register, sweep, only_tied)
    rows = complete_rows(env, register, people)
    retention = Retention.of(env, selector, register.rows, subjects.host)
    tables = sql.columns(env, {env[row.model]._table for row in rows})
    drawn = Plan([], people, labels, known, retention, tables, matcher, subjects.host, subjects.same, subjects.doubles)
    drawn.only_tied = only_tied
    drawn.before = sweep.remembered.linked_to(persons) if sweep else {}
    drawn.lines = _lines(env, rows, selector, tables, retention, drawn.selected)
    return drawn


def _selector(env, subjects, people, register, sweep, only_tied=False):
    """Return (Selector, Known, Matcher) of resolved people."""
    documents = document_paths(register)
    if only_tied:
        known = signs_known_of(env, subjects, people, register, documents)
        return Selector(env, people, documents), known, Matcher(known.people)
    if sweep is None:
        (known, matcher), near = known_of(env, subjects, people, register, documents), None
    else:
        persons = set(people["res.partner"].values())
        (known, matcher), near = sweep.narrowed(persons), lambda table: sweep.places.keys(table, persons)
    claims = Claims(env, judge_of(env, register, people, known, matcher, subjects.host), near)
    return Selector(env, people, documents, claims), known, matcher


def selected_records(env, subjects, sweep, only_tied=False):
    """Return what `Plan.selected` of these people would be by now; no more."""
    env.flush_all()
    people = subjects.resolve(env)
    register = Register.load(env, subjects.host.rows(env))
    if only_tied:
        selector = Selector(env, people, document_paths(register))
    else:
        selector, _known, _matcher = _selector(env, subjects, people, register, sweep)
    found = defaultdict(dict)
    for (model, path), group in _selected(complete_rows(env, register, people)).items():
        if all(is_about_another(env, row, people) for row in group):
            continue
        selection = selector.select(model, parse(path))
        if selection is not None:
            found[env[model]._table].update(run(env, selection))
    return found


def _selected(rows):
    """Return {(model, path): rows} of what has to be looked up; what stays as it is on others' records has not."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.model, row.path].append(row)
    return {
        key: group for key, group in groups.items() if any(row.action != "keep" or row.field == "id" for row in group)
    }


def document_paths(register):
    """Return {model: [Path]} of the people's own documents: those whose record (field id) is declared as kept.

    What hangs on a document (a path with ``+``) is no document itself.
    """
    found = defaultdict(list)
    for row in register.rows:
        path = parse(row.path)
        if row.field == "id" and row.treatment == "keep" and row.path != "." and not path.own:
            found[row.model].append(path)
    return dict(found)


def _lines(env, rows, selector, tables, retention, selected=None):
    """Return the Lines; ``selected`` takes in what was found for each table."""
    lines = []
    for (model, path), group in _selected(rows).items():
        if env[model]._table not in tables:
            continue
        selection = selector.select(model, parse(path))
        if selection is None:
            continue
        records = dict(run(env, selection))
        elsewhere = all(is_about_another(env, row, selector.people) for row in group)
        if selected is not None and not elsewhere:
            selected[env[model]._table].update(records)
        now, audited = retention.split(model, records)
        made = []
        for row in group:
            line = _line(env, row, tables, now if row.retained or row.action in ("delete", "unlink_file") else records)
            if line is not None:
                line.elsewhere = elsewhere
                made.append(line)
        if audited:
            made += _audited_lines(env, group[0], tables, audited)
        _count(env, made)
        lines += made
    return lines


def _line(env, row, tables, records):
    """Return the Line of a row, or None when this database has no such field."""
    model = env[row.model]
    if row.field == "id":
        return Line(row, model._table, "record", records)
    item = model._fields.get(row.field)
    if item is not None and item.type in ("binary", "image") and item.store and item.attachment:
        return Line(row, model._table, "file", records)
    if item is not None and item.type == "many2many" and item.store:
        return Line(row, model._table, "relation", records)
    column = tables[model._table].get(row.field)
    if column is not None and not column.nullable:
        column = replace(column, neutral=neutral_value(env, item, column))
    return column and Line(row, model._table, "column", records, column=column)


def _audited_lines(env, row, tables, records):
    """Return the Lines that redact what the audit trail keeps of a document that the law retains."""
    model = env[row.model]
    return [
        Line(
            Row(row.app, row.model, row.path, name, "redact", "The audit trail of a document retained by law"),
            model._table,
            "column",
            records,
            column=column,
        )
        for name, column in tables[model._table].items()
        if column.type in (*sql.TEXT_TYPES, *sql.JSON_TYPES)
    ]


def _held(column):
    """Return SQL that is NULL where a column holds nothing: no tick, no number, no text."""
    name = SQL.identifier(column.name)
    if column.type in EMPTY:
        return SQL("nullif(%s, %s)", name, EMPTY[column.type])
    return name


def _count(env, lines):
    """Fill in how many records hold something, in one statement a table (and one for its files)."""
    columns = [line for line in lines if line.storage == "column"]
    files = [line for line in lines if line.storage == "file"]
    for line in lines:
        if line.storage == "record":
            line.count = len(line.records)
        elif line.storage == "relation":
            item = env[line.row.model]._fields[line.row.field]
            [(line.count,)] = run(
                env,
                SQL(
                    "SELECT count(DISTINCT %(own)s) FROM %(relation)s WHERE %(own)s = ANY(%(ids)s)",
                    own=SQL.identifier(item.column1),
                    relation=SQL.identifier(item.relation),
                    ids=list(line.records),
                ),
            )
    if columns and any(line.records for line in columns):
        ids = list(set().union(*(line.records for line in columns)))
        [counts] = run(
            env,
            SQL(
                "SELECT %s FROM %s WHERE id = ANY(%s)",
                SQL(", ").join(SQL("count(%s)", _held(line.column)) for line in columns),
                SQL.identifier(columns[0].table),
                ids,
            ),
        )
        for line, count in zip(columns, counts, strict=True):
            line.count = count
    if files and any(line.records for line in files):
        counts = dict(
            run(
                env,
                SQL(
                    "SELECT res_field, count(*) FROM ir_attachment WHERE res_model = %s AND res_field = ANY(%s)"
                    " AND res_id = ANY(%s) GROUP BY res_field",
                    files[0].row.model,
                    [line.row.field for line in files],
                    list(set().union(*(line.records for line in files))),
                ),
            )
        )
        for line in files:
            line.count = counts.get(line.row.field, 0)
