"""The plan for documents whose statutory term has ended: only what was retained, and only on those documents."""

from dataclasses import replace

from . import sql
from .people.known import Known
from .planned_fields import fields_of
from .planning import Plan
from .register.declared import complete_rows
from .register.merged import Register
from .register.paths import Selector
from .retention import MOVE, Retention
from .subjects import root_models


def plan_expired(env, expired, labels, host):
    """Return the Plan for accounting documents whose term has ended.

    What would have been redacted is cleared: the values to look for are gone.

    :param expired: {document id: contact id of who was erased}; :param labels: {contact id: neutral name}
    :param host: the `host.Host` on whose behalf they were erased.
    """
    owned, foreign = {}, {}
    for move in env[MOVE].sudo().browse(expired).exists():
        person = env["res.partner"].browse(expired[move.id])
        documents = owned if person in move.partner_id | move.partner_id.parent_id else foreign
        documents[move.id] = person.id
    rows, foreign_rows = {}, {}
    register = Register.load(env, host.rows(env))
    for row in complete_rows(env, register, root_models(env)):
        path = _to_document(env, row)
        if row.retained and path and row.origin != "dependent":
            action = "clear" if row.action == "redact" else row.action
            # On somebody else's document only what was retained of the student goes: the customer keeps the name.
            chosen = rows if row.path.split(".")[-1] == "partner_id" else foreign_rows
            chosen[row.model, row.field] = replace(row, path=path, treatment=action)
    retention = Retention(env, host)
    tables = sql.columns(env, {env[row.model]._table for row in [*rows.values(), *foreign_rows.values()]})
    fields, questions = [], set()
    for documents, chosen in ((owned, rows), (foreign, foreign_rows)):
        if documents:
            selector = Selector(env, {MOVE: documents})
            fields += fields_of(env, list(chosen.values()), selector, tables, retention, questions=questions)
    plan = Plan(fields, {MOVE: owned | foreign}, labels, Known(), retention, tables, host=host)
    plan.register, plan.questions = register, questions
    return plan


def _to_document(env, row):
    """Return the path from a row's model to the document, or nothing when there is none."""
    if row.model == MOVE:
        return "."
    link = env[row.model]._fields.get("move_id")
    return "move_id" if link is not None and link.store and link.comodel_name == MOVE else ""
