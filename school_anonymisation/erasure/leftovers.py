"""What is left of people elsewhere, row by row: texts lose the signs, the machine's own stores lose the row."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field, replace

import psycopg2
from psycopg2 import errors

from odoo.tools import SQL

from ..trouble import concerns_everybody
from .afterwards import forget_caches
from .deferred import check_deferred
from .file_leftovers import ATTACHMENTS, NAMED_AFTER, treat_files
from .people.meant import Whose
from .people.walls import XMLIDS
from .questions import UNSURE, UNWRITABLE, Question
from .redacting import without
from .sources import scan
from .sources.across import without_across
from .sources.files_in_columns import rewrite_cell
from .sources.large_values import slices_of
from .sources.reading import WAIT, waiting_at_most
from .sources.rows import rows_of
from .sources.table import Table
from .sql import ID, JSON_TYPES, delete_rows, run, write_values

# Where a row serves the machine and nobody reads it: it goes as a whole.
MACHINES = (
    "base_import_import",
    "bus_bus",
    "ir_logging",
    "ir_profile",
    "ir_ui_view_custom",
    "mail_link_preview",
    "mail_push",
)

CLOSED = (errors.InsufficientPrivilege, errors.LockNotAvailable)
"""What is said of one row, and goes for all of its table."""

MOST_REFUSED = 100
"""Rows of a table that are tried one by one."""


@dataclass
class Finding:
    """Rows of one table in which something goes: ``rows`` is [(key, {column: new text}, people)]. Not for keeping.

    ``whole``: keys of those that go as a whole. ``questions``: what a person has to look at in the table.
    """

    table: Table
    rows: list = field(default_factory=list)
    whole: set = field(default_factory=set)
    questions: list = field(default_factory=list)

    def add(self, other):
        """Take in what is found in other rows of the table."""
        self.rows += other.rows
        self.whole |= other.whole
        self.questions += other.questions

    def places(self):
        """Return {column: number of rows}; no value in it."""
        counts = defaultdict(int)
        for _key, values, _people in self.rows:
            for name in values:
                counts[name] += 1
        return dict(counts)


def find_leftovers(env, case, traces):
    """Return [Finding] of the tables among the Traces in which something goes or is asked; a few statements each."""
    found = []
    for table, keys in traces.concerned(case.known.people.keys(), case.linked):
        now = keys if table.key.lasts else scan.keys_in(env, table, case.judge.matcher)
        finding = Finding(table)
        for some in slices_of(env, table, now):
            finding.add(_finding(env, case, table, rows_of(env, table, some)))
        if finding.rows or finding.questions:
            found.append(finding)
    return found


def _finding(env, case, table, rows):
    finding = Finding(table)
    owners = case.ownership.of(table.records_of, [row.key for row in rows], {row.key: row.pairs for row in rows})
    asked, in_json = {}, table.json_columns()
    for row in rows:
        verdict = case.judge.judge(table.records_of, row.cells, owners[row.key], in_json)
        changed = without(case.judge.matcher, row.cells, verdict.goes, owners[row.key].people, in_json)
        asks = set(verdict.asks)
        if table.is_nobodys:
            across, asked_across = without_across(
                case.judge, row.cells, verdict.setting, owners[row.key].people, in_json
            )
            changed = across | changed
            asks |= asked_across
        for name, value in row.cells.items():
            if isinstance(value, bytes) and (clean := _clean_bytes(case, value, owners[row.key])) is not value:
                if clean is None and owners[row.key].whose(contradicts=False) is not Whose.OWN:
                    asks.add(name)
                else:
                    changed[name] = clean
        changed, closed = case.walls.parted(table.records_of, changed)
        asks |= closed
        if changed:
            finding.rows.append((row.key, changed, owners[row.key].people or verdict.people))
            if table.name == ATTACHMENTS and _is_named_after(row.cells, changed, verdict.setting):
                finding.whole.add(row.key)
        if asks and table.name != XMLIDS:
            asked[row.key] = asks
    if finding.rows or asked:
        _leave_out(env, case, finding, asked)
    return finding


def _clean_bytes(case, content, owners):
    """Return the bytes of a cell without what goes: the same object if nothing does, None if they cannot be written."""
    setting = case.judge.setting("", {}, {}, owners)
    return rewrite_cell(content, lambda cells: case.judge.spans(setting, cells, owners.people)[0])


def _is_named_after(cells, changed, setting):
    """Whether an attachment is somebody's picture, film or letter, by its name, and in nobody else's record."""
    whose = set(setting.whose.values())
    return (
        "name" in changed
        and (cells.get("mimetype") or "").startswith(NAMED_AFTER)
        and not whose & {Whose.SOMEBODYS, Whose.SHARED}
    )


def _leave_out(env, case, finding, asked):
    """Drop what the law retains, and rows that came with the software (a country may be called like somebody)."""
    models = [name for name in case.models.get(finding.table.records_of, ()) if not env[name]._abstract]
    if finding.table.key != ID:
        # Nothing that the law retains, or that came with the software, has no number.
        finding.questions = [Question(UNSURE, source=finding.table.name)] if asked else []
        return
    people = {key: min(people) for key, _values, people in finding.rows if isinstance(key, int) and people}
    ids = {key for key, _values, _people in finding.rows if isinstance(key, int)} | asked.keys()
    shipped, held, kept = set(), set(), set()
    for model in models:
        case.retention.add_found(model, people)
        held |= case.retention.held(model, ids)
        kept |= case.retention.fields.get(model, set())
        shipped |= _shipped(env, model, ids)
    left = []
    for key, values, concerned in finding.rows:
        # An attachment is a document as a whole; of a move, only what the law names is one.
        free = {name: value for name, value in values.items() if key not in held or (kept and name not in kept)}
        if free and key not in shipped:
            left.append((key, free, concerned))
    finding.rows = left
    finding.whole &= {key for key, _values, _people in left}
    finding.questions = [
        Question(UNSURE, models[0], key, name)
        for key, names in asked.items()
        for name in sorted(names)
        if models and key not in shipped and key not in held
    ]
    if asked and not models:
        finding.questions = [Question(UNSURE, source=finding.table.name)]


def _shipped(env, model, ids):
    rows = run(
        env,
        SQL(
            "SELECT res_id FROM ir_model_data WHERE model = %s AND res_id = ANY(%s) AND NOT module LIKE ANY(%s)"
            " AND module IN (SELECT name FROM ir_module_module)",
            model,
            list(ids),
            [r"\_\_%"],
        ),
    )
    return {record_id for (record_id,) in rows}


def erase_leftovers(env, case, traces, counts, found=None):
    """Take out what is found in the Traces, in the caller's transaction.

    What the database refuses to change (a constraint of some addon) stays, and the second look reports it.

    :param found: what `find_leftovers` has just answered.
    :return: (names of files to remove, paths of the tables that were changed, [Question])
    """
    found = find_leftovers(env, case, traces) if found is None else found
    transient = {model._table for model in env.registry.values() if model._transient}
    questions, names = [], []
    before = waiting_at_most(env, WAIT)
    for finding in found:
        questions += finding.questions
        if finding.rows:
            model = next(iter(case.models.get(finding.table.records_of, ())), "")
            whole = finding.table.records_of in MACHINES or finding.table.records_of in transient
            gone, refused = _write_or_halve(env, case, finding, whole, counts)
            names += gone
            counts[model or "ir.model", "delete" if whole else "redact"] += len(finding.rows) - len(refused)
            if refused:
                counts[model or "ir.model", "failed"] += len(refused)
                questions += _unwritable(finding.table, refused, model)
    waiting_at_most(env, before)
    if any(finding.rows for finding in found):
        # Views, translations and parameters are cached, and may have held something.
        forget_caches(env, everything=True)
    more_names, more = treat_files(env, case, traces, counts)
    return names + more_names, {finding.table.path for finding in found if finding.rows}, questions + more


def _write_or_halve(env, case, finding, whole, counts):
    """Write what is found in one table; when the database refuses, each half, down to the rows that it refuses.

    :return: (names of files to remove, those of the rows that stay as they are)
    """
    names, refused, together = [], [], [finding.rows]
    while together:
        rows = together.pop()
        part = replace(finding, rows=rows, whole=finding.whole & {key for key, _values, _people in rows})
        try:
            with env.cr.savepoint(flush=False):
                gone = case.delete(env, {"ir.attachment": part.whole}, counts) if part.whole else []
                _write(env, part, whole)
                check_deferred(env)
            names += gone
        except psycopg2.Error as error:
            if concerns_everybody(error):
                raise
            # Whoever holds one row may hold all of them, and a table that is closed refuses each.
            if len(rows) == 1 or isinstance(error, CLOSED) or len(refused) >= MOST_REFUSED:
                refused += rows
            else:
                middle = len(rows) // 2
                together += [rows[middle:], rows[:middle]]
    return names, refused


def _unwritable(table, rows, model):
    """Return the Questions about rows that the database refuses to change; a table outside Odoo is one place."""
    if not model or table.key != ID:
        return [Question(UNWRITABLE, source=table.name)]
    return [Question(UNWRITABLE, model, key, name) for key, values, _people in rows for name in values]


def _write(env, finding, whole):
    table = finding.table
    if whole:
        delete_rows(env, table.source, [key for key, _values, _people in finding.rows], key=table.key)
        return
    columns = {column.name: column for column in table.columns}
    rows = [
        (key, {name: storable(columns[name], key, value) for name, value in values.items()})
        for key, values, _people in finding.rows
        if key not in finding.whole
    ]
    changed = {name for _key, values in rows for name in values}
    write_values(env, table.source, [column for column in table.columns if column.name in changed], rows, key=table.key)


def storable(column, key, value):
    """Return a cell without what goes as PostgreSQL takes it: not longer than allowed, and unique where it must be."""
    if value is None:
        return None if column.nullable else ""
    if isinstance(value, bytes):
        return value
    if column.unique and column.type not in JSON_TYPES:
        # A key that is no number may itself be somebody's.
        own = f" {key if isinstance(key, int) else secrets.token_hex(4)}"
        return value[: max(column.length - len(own), 0)] + own if column.length else value + own
    return value[: column.length] if column.length else value
