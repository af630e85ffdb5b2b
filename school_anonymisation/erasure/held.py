"""Records that a table of somebody else's does not let go: they stay, and nothing stands in them any more."""

from odoo.tools import SQL

from .sql import JSON_TYPES, columns, quoted, run, update_rows

TEXTS = ("char", "text", "html", "binary", "json", "properties")


def empty_held(env, model, pointing, ids):
    """Empty those of the records that rows of tables without a model refer to and cannot do without.

    :param pointing: what `sql.references` says of the model's table.
    :return: (their ids, names in the filestore of files that nothing has any more).
    """
    tables = {other._table for other in env.registry.values() if not other._abstract}
    held = set()
    for schema, table, column, there, nullable, cascades in pointing:
        if table not in tables and not nullable and not cascades:
            held |= _referred_to(env, env[model]._table, quoted(there), quoted(schema, table), quoted(column), ids)
    if not held:
        return held, []
    files = "SELECT t.store_fname FROM ir_attachment t WHERE t.id = ANY(%s) AND t.store_fname IS NOT NULL"
    names = [name for (name,) in run(env, SQL(files, list(held)))] if model == "ir.attachment" else []
    _empty(env, model, held)
    return held, names


def _referred_to(env, target, there, table, column, ids):
    query = SQL(
        "SELECT r.id FROM %s r WHERE r.id = ANY(%s) AND EXISTS (SELECT 1 FROM %s t WHERE t.%s = r.%s)",
        quoted(target),
        list(ids),
        table,
        column,
        there,
    )
    return {record_id for (record_id,) in run(env, query)}


def _empty(env, model, ids):
    known = columns(env, [env[model]._table]).get(env[model]._table, {})
    settings = {
        name: SQL("NULL") if known[name].nullable else SQL("'{}'" if known[name].type in JSON_TYPES else "''")
        for name, item in env[model]._fields.items()
        if item.type in TEXTS and item.store and name in known
    }
    if settings:
        update_rows(env, env[model]._table, settings, sorted(ids))
