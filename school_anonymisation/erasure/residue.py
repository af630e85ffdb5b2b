"""Looks for what is left of people anywhere, and takes it out: texts are redacted, technical stores lose the row."""

import json
from collections import defaultdict
from dataclasses import dataclass, field

import psycopg2

from odoo.tools import SQL

from . import scan
from .files_residue import treat_files
from .matcher import Matcher
from .readers import redacted, text_of
from .redaction import redact_value
from .schema import JSON_TYPES
from .statement import run

# Where a row serves the machine and not the school: it goes as a whole.
TECHNICAL = (
    "base_import_import",
    "bus_bus",
    "ir_filters",
    "ir_logging",
    "ir_model_data",
    "ir_profile",
    "ir_ui_view_custom",
    "mail_link_preview",
    "mail_mail",
    "mail_push",
    "sms_sms",
)


@dataclass(repr=False)
class Scope:
    """Whose values are looked for, and where also those that the living bear.

    ``linked``: {table: {record id: contact id}}; ``retention``: the Retention whose documents are left alone.
    ``tables``: {model: its table}.
    """

    matcher: Matcher
    fingerprint: object
    linked: dict
    retention: object
    tables: dict

    @classmethod
    def of(cls, env, plan):
        """Return the Scope of a Plan's people."""
        tables = {name: model._table for name, model in env.registry.items()}
        return cls(plan.matcher, plan.fingerprint, plan.linked(), plan.retention, tables)

    def people(self, table, record_id, pairs):
        """Return the contact ids to whom a row is linked: by the register, or by the record that it names."""
        found = {self.linked.get(table, {}).get(record_id)}
        for model, named_id in pairs:
            found.add(self.linked.get(self.tables.get(model), {}).get(named_id))
        return frozenset(found - {None})


@dataclass
class Finding:
    """Rows of one table that hold something: ``rows`` is [(key, {column: redacted value}, people)]. Not for keeping."""

    table: scan.Table
    rows: list = field(default_factory=list)

    def places(self):
        """Return {column: number of rows}; no value in it."""
        counts = defaultdict(int)
        for _key, values, _people in self.rows:
            for name in values:
                counts[name] += 1
        return dict(counts)


def findings(env, scope, places):
    """Return [Finding] of the rows among the Places in which something has to go; one statement a table."""
    found = []
    for table, keys in places.concerned(scope.fingerprint.people.keys(), scope.linked):
        finding = Finding(table)
        for key, values, pairs in _rows(env, table, keys):
            people = scope.people(table.name, key, pairs)
            changed = {column.name: _redacted(scope, column, values[column.name], people) for column in table.columns}
            changed = {name: value for name, value in changed.items() if value != values[name]}
            if changed:
                finding.rows.append((key, changed, people or _meant(scope, values)))
        if finding.rows:
            _leave_out(env, scope, finding)
        if finding.rows:
            found.append(finding)
    return found


def _rows(env, table, ids):
    """Yield (key, {column: value}, [(model, id)]) of some rows, of all where a table has no ids.

    JSON and arrays come as text, bytea as bytes.
    """
    columns = [
        SQL("t.%s" if column.type == "bytea" else "t.%s::text", SQL.identifier(column.name)) for column in table.columns
    ]
    pairs = [SQL("t.%s", SQL.identifier(name)) for pair in table.pairs for name in pair]
    chosen = SQL("t.id = ANY(%s)", ids) if table.key == "id" else SQL("TRUE")
    selected = SQL(", ").join([SQL("t.%s", SQL.identifier(table.key)), *columns, *pairs])
    query = SQL("SELECT %s FROM %s t WHERE %s", selected, SQL.identifier(table.name), chosen)
    for key, *values in run(env, query):
        cells = [bytes(value) if isinstance(value, memoryview) else value for value in values[: len(columns)]]
        named = values[len(columns) :]
        yield (
            key,
            dict(zip(table.column_names(), cells, strict=True)),
            [(model, number) for model, number in zip(named[::2], named[1::2], strict=True) if model and number],
        )


def _redacted(scope, column, value, people):
    """Return a cell's value without what must go; a document that cannot be written again becomes None."""
    if not value:
        return value

    def redact(text):
        return scope.matcher.redact(text, people, alone=True)

    if isinstance(value, bytes):
        return redacted(value, redact) if scope.matcher.concerns(text_of(value), people) else value
    if column.type in JSON_TYPES:
        content = json.loads(value)
        clean = redact_value(redact, content)
        return value if clean == content else json.dumps(clean)
    return redact(value)


def _meant(scope, values):
    """Return the contact ids of those whom a row's texts mean, where nothing links the row to anybody."""
    return frozenset(
        person
        for text in values.values()
        if isinstance(text, str)
        for meaning in scope.matcher.meanings(text)
        for kind, value, person in meaning
        if scope.fingerprint.searchable(kind, value)
    )


def _leave_out(env, scope, finding):
    """Drop what the law retains, and rows that came with the software (a country may be called like somebody)."""
    models = [model for model in env.registry.values() if model._table == finding.table.name and not model._abstract]
    people = {key: min(people) for key, _values, people in finding.rows if isinstance(key, int) and people}
    ids = [key for key, _values, _people in finding.rows if isinstance(key, int)]
    shipped, held, kept = set(), set(), set()
    for model in models:
        scope.retention.add_found(model._name, people)
        held |= scope.retention.held(model._name, ids)
        kept |= scope.retention.fields.get(model._name, set())
        rows = run(
            env,
            SQL(
                "SELECT res_id FROM ir_model_data WHERE model = %s AND res_id = ANY(%s) AND NOT module LIKE ANY(%s)"
                " AND module IN (SELECT name FROM ir_module_module)",
                model._name,
                ids,
                [r"\_\_%"],
            ),
        )
        shipped |= {record_id for (record_id,) in rows}
    left = []
    for key, values, concerned in finding.rows:
        # An attachment is a document as a whole; of a move, only what the law names is one.
        free = {name: value for name, value in values.items() if key not in held or (kept and name not in kept)}
        if free and key not in shipped:
            left.append((key, free, concerned))
    finding.rows = left


def erase(env, scope, places, counts):
    """Take out what is found in the Places, in the caller's transaction.

    Return (names of files to remove, names of the tables that were changed).

    What the database refuses to change (a constraint of some addon) stays, and the second look reports it.
    """
    found = findings(env, scope, places)
    transient = {model._table for model in env.registry.values() if model._transient}
    names = {model._table: name for name, model in env.registry.items() if not model._abstract}
    for finding in found:
        table = finding.table
        try:
            with env.cr.savepoint(flush=False):
                if table.name in TECHNICAL or table.name in transient:
                    _delete(env, finding)
                    counts[names.get(table.name, "ir.model"), "delete"] += len(finding.rows)
                else:
                    _write(env, finding)
                    counts[names.get(table.name, "ir.model"), "redact"] += len(finding.rows)
        except (psycopg2.IntegrityError, psycopg2.DataError, psycopg2.errors.RaiseException):
            counts[names.get(table.name, "ir.model"), "failed"] += len(finding.rows)
    if found:
        # Views, translations and parameters are cached, and may have held something.
        env.registry.clear_all_caches()
    return treat_files(env, scope, places, counts), {finding.table.name for finding in found}


def _key(table):
    return SQL("tid") if table.key == "ctid" else SQL("bigint")


def _delete(env, finding):
    table = finding.table
    run(
        env,
        SQL(
            "DELETE FROM %s t WHERE t.%s = ANY(%s::%s[])",
            SQL.identifier(table.name),
            SQL.identifier(table.key),
            [key for key, _values, _people in finding.rows],
            _key(table),
        ),
    )


def _write(env, finding):
    """Write the redacted cells in one UPDATE: a row without an id is not where it was after the first."""
    table = finding.table
    changed = {name for _key, values, _people in finding.rows for name in values}
    columns = [column for column in table.columns if column.name in changed]
    settings, arrays = [], []
    for index, column in enumerate(columns):
        cells = [(column.name in values, values.get(column.name), key) for key, values, _people in finding.rows]
        arrays.append(SQL("unnest(%s::bool[]) AS %s", [cell[0] for cell in cells], SQL.identifier(f"changed{index}")))
        stored = [_storable(column, key, value) if is_changed else None for is_changed, value, key in cells]
        arrays.append(SQL("unnest(%s::text[]) AS %s", stored, SQL.identifier(f"value{index}")))
        settings.append(
            SQL(
                "%(name)s = CASE WHEN %(changed)s THEN %(value)s::%(type)s ELSE t.%(name)s END",
                name=SQL.identifier(column.name),
                changed=SQL.identifier("v", f"changed{index}"),
                value=SQL.identifier("v", f"value{index}"),
                type=SQL.identifier(column.type),
            )
        )
    run(
        env,
        SQL(
            "UPDATE %s t SET %s FROM (SELECT unnest(%s::%s[]) AS key, %s) v WHERE t.%s = v.key",
            SQL.identifier(table.name),
            SQL(", ").join(settings),
            [key for key, _values, _people in finding.rows],
            _key(table),
            SQL(", ").join(arrays),
            SQL.identifier(table.key),
        ),
    )


def _storable(column, key, value):
    """Return a redacted cell as text for PostgreSQL: not longer than allowed, and unique where it must be."""
    if value is None:
        return None if column.nullable else ""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if column.unique and column.type not in JSON_TYPES:
        value = f"{value} {key}"
    return value[: column.length] if column.length else value
