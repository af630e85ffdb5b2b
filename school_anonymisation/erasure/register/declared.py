"""All that is in force: what addons declare, what nobody declared about a person, and what is computed from either."""

from odoo.tools import SQL

from .. import sql
from ..kept import once_for_the_models
from .dependents import dependent_rows, is_about_another
from .files import RETAINED, Row
from .linked import linked_rows
from .paths import parse

# What Odoo keeps of every record, and which company's it is: nothing of the person stands there.
STRUCTURAL = ("id", "create_uid", "create_date", "write_uid", "write_date", "parent_path")
FREE_TYPES = ("char", "text", "html", "json", "binary", "image", "properties")
UNDECLARED = "Nobody declared it"


def complete_rows(env, register, roots):
    """Return the declared rows, those of what nobody declared about a person, and of what is computed from either.

    Last come those of texts that nobody described, in records that only name a person.
    """
    own = once_for_the_models(env, ("own", *roots), register.rows, lambda: own_records(env, register, roots))
    tables = sql.columns(env, {env[model]._table for model in (*roots, *(model for model, _path in own))})
    made = once_for_the_models(env, ("complete", *roots), register.rows, dict)
    # An administrator of the database may add a column at any time.
    if made.get("tables") != tables:
        made.update(tables=tables, rows=_completed(env, register, roots, own, tables))
    return list(made["rows"])


def _completed(env, register, roots, own, tables):
    rows = register.rows + _rows_of_people(env, register.rows, roots, tables)
    rows += dependent_rows(env, rows)
    more = _rows_of_own_records(env, rows, own, roots, tables)
    rows += more + dependent_rows(env, more, rows)
    return rows + linked_rows(env, rows, roots)


def _rows_of_people(env, rows, roots, tables):
    """Return Rows that clear every stored field of any type, and every column that no field shows, on a person."""
    found = []
    for model in roots:
        declared = {row.field for row in rows if row.model == model and row.path == "."}
        columns = tables[env[model]._table]
        found += [_default_row(item, model, ".", columns) for item in _open_fields(env, model, declared)]
        found += [
            Row("", model, ".", name, "clear", "A column that no field shows", "default")
            for name in columns
            if _is_hidden(env[model], name) and name not in declared
        ]
    return found


def _rows_of_own_records(env, rows, own, roots, tables):
    """Return Rows that clear free text, and fields that the school has made itself, on the person's own records.

    Figures, choices and dates that an addon has there are what reports count.
    """
    found = []
    retained = {row.model for row in rows if row.retained}
    for model, path in own:
        declared = {row.field for row in rows if row.model == model and not is_about_another(env, row, roots)} | {path}
        prefix = RETAINED if model in retained else ""
        found += [
            _default_row(item, model, path, tables[env[model]._table], prefix)
            for item in _open_fields(env, model, declared)
            if item.type in FREE_TYPES or is_custom(item)
        ]
    return found


def own_records(env, register, roots):
    """Return [(model, path)] of the records that are about one person: tied to them by one link, and only to them.

    Those are the documents that the register keeps (field ``id``), and the records of models that nobody describes
    when the person's own form lists them and none can be without a person.
    """
    found = {}
    for row in register.rows:
        path = parse(row.path)
        if row.field == "id" and row.treatment == "keep" and row.path == ".".join(path.hops) and len(path.hops) == 1:
            link = env[row.model]._fields.get(row.path)
            if link is not None and link.type == "many2one" and link.store and link.comodel_name in roots:
                found[row.model, row.path] = True
    described = {row.model for row in register.rows}
    for root in roots:
        for item in env[root]._fields.values():
            if item.type == "one2many" and item.comodel_name not in described and item.comodel_name not in roots:
                link = env[item.comodel_name]._fields.get(item.inverse_name)
                if link is not None and _is_owner(env[item.comodel_name], link, root):
                    found[item.comodel_name, link.name] = True
    return [(model, path) for model, path in found if model not in roots and env[model]._auto]


def _is_owner(model, link, root):
    plain = link.type == "many2one" and link.store and link.required and link.comodel_name == root
    return plain and link.name not in STRUCTURAL and not model._abstract and not model._transient


def _open_fields(env, model, declared):
    """Return the stored fields of a model that nobody declared and that are not the bones of its records."""
    tables = {other._table for other in env.registry.values() if not other._abstract}
    bones = {*STRUCTURAL, *env[model]._inherits.values()}
    return [
        item
        for name, item in env[model]._fields.items()
        if item.store
        and name not in declared
        and name not in bones
        and getattr(item, "comodel_name", "") != "res.company"
        and (item.column_type or item.type in ("binary", "image") or _is_plain_relation(item, tables))
    ]


def _is_plain_relation(item, tables):
    """Whether a many2many is a table of pairs and nothing more: one that is a model has rows of the register."""
    return item.type == "many2many" and item.relation not in tables


def is_custom(item):
    """Whether somebody has made a field on a screen: no addon can know what stands there."""
    return bool(item.manual) or item.name.startswith("x_")


def _is_hidden(model, name):
    item = model._fields.get(name)
    return name not in STRUCTURAL and (item is None or not item.store)


def _default_row(item, model, path, columns, prefix=""):
    treatment = "clear"
    column = columns.get(item.name)
    if item.type in ("binary", "image") and item.attachment:
        treatment = "unlink_file"
    elif column is not None and not column.nullable:
        treatment = {"date": "generalise", "datetime": "generalise", "char": "replace"}.get(item.type, "clear")
    return Row(item._module or "", model, path, item.name, f"{prefix}{treatment}", UNDECLARED, "default")


def neutral_value(env, item, column):
    """Return SQL of what says nothing in a column that may not be empty, or None when its type alone tells.

    For a relation the first record there is, for a choice the first of its list: the same for everybody.
    """
    if item is None or column.unique:
        return None
    if item.type == "many2one" and not column.in_unique and item.comodel_name in env and env[item.comodel_name]._auto:
        return SQL("(SELECT min(id) FROM %s)", SQL.identifier(env[item.comodel_name]._table))
    if item.type == "selection" and isinstance(item.selection, list) and item.selection:
        return SQL("%s", item.selection[0][0])
    return None
