"""Deletes records with everything that hangs on them, as Odoo does it, and the files that belong to them."""

from collections import defaultdict

from odoo.tools import SQL

from .held import empty_held
from .sql import delete_rows, quoted, references, run

ATTACHMENT = "ir.attachment"
# What Odoo deletes with a record though no foreign key says so: (model, its column for the model, for the id).
BELONGINGS = (
    ("mail.message", "model", "res_id"),
    ("mail.scheduled.message", "model", "res_id"),
    ("mail.activity", "res_model", "res_id"),
    ("mail.followers", "res_model", "res_id"),
    ("rating.rating", "res_model", "res_id"),
    (ATTACHMENT, "res_model", "res_id"),
    ("ir.model.data", "model", "res_id"),
)


def delete_files(env, plan, counts):
    """Delete the attachments of a Plan's binary fields; return their names in the filestore.

    :param counts: {(model, treatment): records}, which is added to.
    """
    names = []
    groups = defaultdict(list)
    for planned in plan.fields:
        if planned.storage == "file" and planned.records and planned.row.action != "keep":
            groups[planned.row.model, id(planned.records)].append(planned)
    for (model, _records), group in groups.items():
        fields = [planned.row.field for planned in group]
        chosen = SQL("t.res_model = %s AND t.res_field = ANY(%s)", model, fields)
        found = delete_rows(env, "ir_attachment", group[0].records, "res_id", chosen, "store_fname")
        names += found
        counts[model, "unlink_file"] += len(found)
    return names


def delete_records(env, plan, counts):
    """Delete the whole records that a Plan says, with what hangs on them; return names of files in the filestore.

    :param counts: {(model, treatment): records}, which is added to.
    """
    doomed = defaultdict(set)
    for planned in plan.fields:
        if planned.storage == "record" and planned.row.action in ("delete", "unlink_file"):
            doomed[planned.row.model] |= set(planned.records)
        elif planned.storage == "relation" and planned.row.action == "unlink_file" and planned.records:
            doomed[ATTACHMENT] |= _related(env, planned)
    return delete_with_belongings(env, doomed, plan.retention, counts)


def delete_with_belongings(env, doomed, retention, counts):
    """Delete records and their messages, activities, followers, ratings and attachments.

    What the database would delete along with them, or would refuse to lose, is cut loose where it can stand alone.

    :param doomed: {model: ids}; :param retention: the `retention.Retention` whose documents' files stay.
    :param counts: {(model, treatment): records}, which is added to.
    :return: names of files that have to leave the filestore.
    """
    doomed = _with_belongings(env, {model: set(ids) for model, ids in doomed.items() if ids})
    if files := doomed.get(ATTACHMENT):
        files -= retention.held(ATTACHMENT, files)
    tables = {env[model]._table for model in doomed}
    pointing = references(env, tables)
    names = []
    # Attachments last: messages and records point to them.
    for model in sorted(doomed, key=lambda name: (name == ATTACHMENT, name)):
        table, ids = env[model]._table, doomed[model]
        _detach(env, table, pointing.get(table, ()), ids, tables)
        held, files = empty_held(env, model, pointing.get(table, ()), ids)
        deleted = delete_rows(env, table, ids - held, returning="store_fname" if model == ATTACHMENT else None)
        counts[model, "delete"] += len(deleted)
        names += files + (deleted if model == ATTACHMENT else [])
    return names


def _with_belongings(env, doomed):
    """Return {model: ids} of records and whatever hangs on them, at any depth."""
    everything, fresh = {model: set(ids) for model, ids in doomed.items()}, doomed
    while fresh:
        found = _belonging(env, fresh)
        found["mail.message"] |= _letters(env, fresh.get("mail.mail", ()))
        for model, ids in fresh.items():
            found[ATTACHMENT] |= _attached(env, model, list(ids))
        fresh = {model: ids - everything.get(model, set()) for model, ids in found.items()}
        fresh = {model: ids for model, ids in fresh.items() if ids}
        for model, ids in fresh.items():
            everything.setdefault(model, set()).update(ids)
    return everything


def _belonging(env, doomed):
    """Return {model: ids} of the records that name one of the doomed records as theirs, in one statement."""
    named = [
        SQL("SELECT %s::text AS model, unnest(%s::int[]) AS id", model, list(ids)) for model, ids in doomed.items()
    ]
    parts = [
        SQL(
            "SELECT %s, t.id FROM %s t JOIN doomed d ON t.%s = d.id AND t.%s = d.model",
            model,
            SQL.identifier(env[model]._table),
            SQL.identifier(id_column),
            SQL.identifier(model_column),
        )
        for model, model_column, id_column in BELONGINGS
        if model in env
    ]
    found, either = defaultdict(set), SQL(" UNION ALL ")
    query = SQL("WITH doomed AS MATERIALIZED (%s) %s", either.join(named), either.join(parts))
    for model, record_id in run(env, query) if named else ():
        found[model].add(record_id)
    return found


def _letters(env, mail_ids):
    """Return the ids of the messages that are nothing but the text of these mails, and no news of a conversation."""
    if not mail_ids:
        return set()
    query = SQL(
        "SELECT mail_message_id FROM mail_mail WHERE id = ANY(%s) AND is_notification IS NOT TRUE", list(mail_ids)
    )
    return {message_id for (message_id,) in run(env, query)}


def _related(env, planned):
    """Return the ids of the attachments in a many2many of these records."""
    item = env[planned.row.model]._fields[planned.row.field]
    found = run(
        env,
        SQL(
            "SELECT %s FROM %s WHERE %s = ANY(%s)",
            SQL.identifier(item.column2),
            SQL.identifier(item.relation),
            SQL.identifier(item.column1),
            list(planned.records),
        ),
    )
    return {attachment_id for (attachment_id,) in found}


def _attached(env, model, ids):
    """Return the ids of the attachments in the many2many fields of these records that belong to no other."""
    attachments = set()
    for item in env[model]._fields.values():
        if item.type == "many2many" and item.store and item.comodel_name == ATTACHMENT:
            found = run(
                env,
                SQL(
                    "SELECT a.id FROM ir_attachment a JOIN %(relation)s r ON r.%(theirs)s = a.id"
                    " WHERE r.%(own)s = ANY(%(ids)s) AND (a.res_id IS NULL OR a.res_id = 0 OR a.res_model = %(model)s"
                    " OR a.res_model = 'mail.compose.message') AND NOT EXISTS (SELECT 1 FROM %(relation)s o"
                    " WHERE o.%(theirs)s = a.id AND NOT o.%(own)s = ANY(%(ids)s))",
                    relation=SQL.identifier(item.relation),
                    own=SQL.identifier(item.column1),
                    theirs=SQL.identifier(item.column2),
                    ids=ids,
                    model=model,
                ),
            )
            attachments |= {attachment_id for (attachment_id,) in found}
    return attachments


def _detach(env, target, pointing, ids, tables):
    """Cut what would be deleted along with these records, or would forbid it, though nobody asked to delete it.

    :param target: name of the records' table; :param tables: names of all from which records are deleted.
    """
    models = {model._table for model in env.registry.values() if not model._abstract}
    for schema, table, column, there, nullable, cascades in pointing:
        # What no model describes and the database deletes along is a relation; what it would refuse for is a table.
        if nullable and table not in tables and (table in models or not cascades):
            run(
                env,
                SQL(
                    "UPDATE %s t SET %s = NULL FROM %s r WHERE r.id = ANY(%s) AND t.%s = r.%s",
                    quoted(schema, table),
                    quoted(column),
                    quoted(target),
                    list(ids),
                    quoted(column),
                    quoted(there),
                ),
            )
