"""Executes a plan by set-based SQL, past the ORM: no tracking, no address sync, no recomputation, no security mail."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from .afterwards import forget_caches
from .below import cut_loose
from .columns import update_columns
from .delete import delete_files, delete_records
from .leftovers import erase_leftovers
from .linked_texts import redact_undescribed, redacted_fields
from .people.beside import Beside
from .people.case import Case
from .planning import Plan
from .remembered import Remembered
from .removal import remove_after_commit
from .sessions import close_sessions
from .sources.looking import Sweep, looked_for
from .sql import delete_rows


@dataclass
class Result:
    """What was done; no personal data in it.

    ``counts``: {(model, treatment): records}. ``people``: {contact id: {model: records}}.
    ``retained``: {contact id: [(model, id, last day)]}. ``files``: number of files that leave the filestore.
    """

    counts: Counter = field(default_factory=Counter)
    people: dict = field(default_factory=dict)
    retained: dict = field(default_factory=dict)
    files: int = 0

    def counts_by_model(self):
        """Return {model: most records that one treatment touched}."""
        found = {}
        for (model, _treatment), count in self.counts.items():
            found[model] = max(count, found.get(model, 0))
        return found

    def counts_by_person(self, students):
        """Return {student id: {model: records of that student that were treated}}."""
        return {student.id: dict(self.people.get(student.partner_id.id, {})) for student in students}

    def retained_until(self, students):
        """Return {student id: last day on which the law asks to keep a document of that student}."""
        return {
            student.id: max(until for _model, _id, until in self.retained[student.partner_id.id])
            for student in students
            if self.retained.get(student.partner_id.id)
        }


def apply(env, plan: Plan, sweep: Sweep | None = None) -> Result:
    """Execute the Plan in the caller's transaction and return the Result.

    :param sweep: the Sweep that has looked for these people; without one everything is looked through now, unless the
        Plan leaves that for later. Whoever has made the sweep sees to the second look, too.
    :raise psycopg2.Error: what the database refuses; nothing has been done then, if the caller has a savepoint.
    """
    result = Result(people=_count_by_person(plan))
    case = case_of(env, plan)
    _forget_pending_changes(env, plan)
    cut_loose(env, plan.people)
    redact_undescribed(env, case, plan.fields, result.counts)
    redacted = redacted_fields(env, case, plan.fields, result.counts)
    close_sessions(env, plan.people.get("res.users", {}))
    _clear_relations(env, plan, result)
    update_columns(env, plan, result.counts, redacted)
    names = delete_files(env, plan, result.counts) + delete_records(env, plan, result.counts)
    if sweep is None and plan.known.people and not plan.only_tied:
        sweep = looked_for(env, plan.known, plan.host)
    if sweep is not None:
        left, tables, questions = erase_leftovers(env, case, sweep.traces, result.counts)
        names += left
        sweep.note_erased(_roots(plan), case.linked, plan.retention, tables | _touched(plan), names)
        sweep.ask(env, plan.questions.union(questions), plan.labels)
    elif plan.questions:
        plan.host.ask(env, sorted(plan.questions))
    remove_after_commit(env, names)
    result.files = len(set(names))
    result.retained = dict(plan.retention.by_person())
    plan.host.retain(env, plan.people, plan.retention)
    env.invalidate_all(flush=False)
    forget_caches(env)
    return result


def treat_columns_again(env, plan: Plan):
    """Write into the columns of people who were erased before what the register asks for by now."""
    env.flush_all()
    update_columns(env, plan, Counter())
    env.invalidate_all(flush=False)


def case_of(env, plan):
    """Return the Case of a Plan's people."""
    register = plan.register
    case = Case.of(
        env,
        register,
        plan.people,
        plan.known,
        linked=plan.linked(),
        retention=plan.retention,
        host=plan.host,
    )
    if plan.only_tied:
        case.judge.only_tied = True
        case.beside = Beside(env, plan.known, register, plan.people, plan.doubles, plan.selected)
    return case


def remembered(plan: Plan) -> Remembered:
    """Return what is to be looked for once this Plan, which leaves that for later, has been executed."""
    found = Remembered.of(plan.known, plan.people, plan.doubles)
    found.linked, found.tables = plan.linked(), _touched(plan)
    return found


def _roots(plan):
    """Return {contact id: label} of the people themselves, their addresses left out."""
    return {person: plan.labels[person] for person in set(plan.people["res.partner"].values())}


def _touched(plan):
    """Return the tables in which something is changed, and of which PostgreSQL may know common values."""
    return {(planned.table,) for planned in plan.fields if planned.count and planned.row.action != "keep"}


def _count_by_person(plan):
    """Return {contact id: {model: number of the person's records that the plan changes}}."""
    records = defaultdict(set)
    for planned in plan.fields:
        if planned.count and planned.row.action != "keep":
            records[planned.row.model].update(planned.records.items())
    found = defaultdict(Counter)
    for model, pairs in records.items():
        for _record_id, person in pairs:
            found[person][model] += 1
    return found


def _forget_pending_changes(env, plan):
    """Flush what is pending and drop the tracking that would write the old values down at the end."""
    env.flush_all()
    models = {planned.row.model: set() for planned in plan.fields}
    for planned in plan.fields:
        models[planned.row.model] |= set(planned.records)
    for model, ids in models.items():
        pending = env.cr.precommit.data.get(f"mail.tracking.{model}")
        for record_id in ids & set(pending or ()):
            pending[record_id] = None


def _clear_relations(env, plan, result):
    for planned in plan.fields:
        if planned.storage == "relation" and planned.records and planned.row.action in ("clear", "delete", "replace"):
            item = env[planned.row.model]._fields[planned.row.field]
            gone = delete_rows(env, item.relation, planned.records, item.column1)
            result.counts[planned.row.model, planned.row.treatment] += len(gone)
