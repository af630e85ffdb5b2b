"""What erasing would touch, from the register: reads only; preview and execution share it."""

from collections import defaultdict
from dataclasses import dataclass, field

from . import sql
from .host import Host
from .people.case import judge_of
from .people.claims import Claims
from .people.identify import known_of, signs_known_of
from .people.known import Known
from .planned_fields import fields_of, groups_of
from .register.declared import complete_rows
from .register.dependents import is_about_another
from .register.files import Row
from .register.merged import Register
from .register.paths import Selector, parse
from .register.together import select_together
from .retention import Retention
from .subjects import Subjects


@dataclass(repr=False)
class Plan:
    """What would be done.

    ``people``: {model: {id: contact id}}. ``selected``: {table: {record id: contact id}} of every record that the
    register ties to a person, also where the law retains it for now. ``same``: second contacts that go with a person;
    ``doubles``: those that may be the same person, and stay. ``only_tied``: it leaves out what is theirs by what stands
    in it, and what stands elsewhere. ``before``: {table: {record id: contact id}} of what was tied to them when their
    own records were erased, where that was done before. ``rows``: the Rows that are
    followed, of the ``register`` and besides. ``questions``: {Question} about what of theirs cannot be written.
    """

    fields: list
    people: dict
    labels: dict
    known: Known
    retention: Retention
    schema: dict = field(default_factory=dict)
    host: Host = field(default_factory=Host)
    same: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)
    only_tied: bool = False
    before: dict = field(default_factory=dict)
    selected: dict = field(default_factory=lambda: defaultdict(dict))
    register: Register | None = None
    rows: list = field(default_factory=list)
    questions: set = field(default_factory=set)

    def linked(self):
        """Return {table: {record id: contact id}} of every record that the register ties to a person."""
        found = defaultdict(dict, {table: dict(owners) for table, owners in self.before.items()})
        for planned in self.fields:
            if not planned.elsewhere:
                found[planned.table].update(planned.records)
        return found


def plan(env, subjects: Subjects, extra_rows: list[Row] | None = None, sweep=None, only_tied=False) -> Plan:
    """Return the Plan for these Subjects; as many statements however many people and paths there are.

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
    selector, known = _selector(env, subjects, people, register, sweep, only_tied)
    rows = complete_rows(env, register, people)
    retention = Retention.of(env, selector, register.rows, subjects.host)
    tables = sql.columns(env, {env[row.model]._table for row in rows})
    made = Plan([], people, labels, known, retention, tables, subjects.host, subjects.same, subjects.doubles)
    made.only_tied, made.register, made.rows = only_tied, register, rows
    made.before = sweep.remembered.linked_to(persons) if sweep else {}
    made.fields = fields_of(env, rows, selector, tables, retention, made.selected, made.questions)
    return made


def _selector(env, subjects, people, register, sweep, only_tied=False):
    """Return (Selector, Known) of resolved people."""
    documents = document_paths(register)
    if only_tied:
        known = signs_known_of(env, subjects, people, register, documents)
        return Selector(env, people, documents), known
    if sweep is None:
        known, rows_found = known_of(env, subjects, people, register, documents), None
    else:
        persons = set(people["res.partner"].values())
        known, rows_found = sweep.narrowed(persons), lambda table: sweep.traces.keys(table, persons)
    claims = Claims(env, judge_of(env, register, people, known, subjects.host), rows_found)
    return Selector(env, people, documents, claims), known


def selected_records(env, subjects, sweep, planned):
    """Return what `Plan.selected` of these people would be by now, by the same Rows as in a Plan of them; no more."""
    env.flush_all()
    people = subjects.resolve(env)
    if planned.only_tied:
        selector = Selector(env, people, document_paths(planned.register))
    else:
        selector, _known = _selector(env, subjects, people, planned.register, sweep)
    groups = groups_of(planned.rows).items()
    own = [key for key, group in groups if not all(is_about_another(env, row, people) for row in group)]
    found = defaultdict(dict)
    selected = select_together(env, selector, [(model, parse(path)) for model, path in own])
    for (model, _path), records in selected.items():
        found[env[model]._table].update(records)
    return found


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
