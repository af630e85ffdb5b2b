"""Which documents are people's own, and which columns bear their label: what is to be told apart from before."""

from collections import defaultdict

from odoo.tools import SQL

from .register.declared import complete_rows
from .register.merged import Register
from .sql import JSON_TYPES, TEXT_TYPES, columns, run
from .subjects import PARTNER, root_models

# What was booked is known to others by its own number.
BOOKED = ("account", "payment")


def own_documents(env, host, people):
    """Return {model: ids} of what the register keeps of these people and ties to them by one link; no accounting.

    :param people: {model of people: ids}
    """
    roots = root_models(env)
    found = defaultdict(set)
    for row in Register.load(env, host.rows(env)).rows:
        if row.field != "id" or row.treatment != "keep" or row.app in BOOKED or not env[row.model]._auto:
            continue
        if row.path == "." and row.model in roots:
            link, ids = env[row.model]._inherits.get(PARTNER), people.get(PARTNER, ())
        else:
            item = env[row.model]._fields.get(row.path)
            is_link = item is not None and item.type == "many2one" and item.store
            link, ids = (row.path, people.get(item.comodel_name, ())) if is_link else (None, ())
        if link and ids:
            table = SQL.identifier(env[row.model]._table)
            chosen = run(env, SQL("SELECT id FROM %s WHERE %s = ANY(%s)", table, SQL.identifier(link), list(ids)))
            found[row.model].update(record_id for (record_id,) in chosen)
    return found


def relabel(env, host, labels):
    """Write new labels wherever the register has labels written, but on people themselves.

    :param labels: {label: new label}
    """
    register = Register.load(env, host.rows(env))
    roots = root_models(env)
    rows = complete_rows(env, register, roots)
    places = {(row.model, row.field) for row in rows if row.action == "replace" and row.model not in roots}
    tables = columns(env, {env[model]._table for model, _field in places})
    for model, field in sorted(places):
        column = tables.get(env[model]._table, {}).get(field)
        if column is not None and not column.unique:
            _relabel_column(env, env[model]._table, column, labels)


def _relabel_column(env, table, column, labels):
    present = SQL.identifier("t", column.name)
    if column.type in JSON_TYPES:
        present = SQL("%s ->> 'en_US'", present)
        value = SQL("jsonb_build_object('en_US', v.new)::%s", SQL.identifier(column.type))
    elif column.type in TEXT_TYPES:
        value = SQL("left(v.new, %s)", column.length) if column.length else SQL("v.new")
    else:
        return
    run(
        env,
        SQL(
            "UPDATE %s t SET %s = %s FROM (SELECT unnest(%s::text[]) AS old, unnest(%s::text[]) AS new) v"
            " WHERE %s = v.old",
            SQL.identifier(table),
            SQL.identifier(column.name),
            value,
            list(labels),
            list(labels.values()),
            present,
        ),
    )
