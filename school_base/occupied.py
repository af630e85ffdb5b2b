"""What this addon would take possession of in a database that has other owners: looked for before it is installed."""

from odoo.exceptions import UserError
from odoo.orm.models import MetaModel

MODULE = "school_base"


def refuse_to_overwrite(env):
    """Refuse to be installed where models, tables, fields or records of this addon's names are somebody else's.

    :raise UserError: one sentence that names them and says what to do; nothing has been changed then.
    """
    models, fields = names(MODULE)
    if occupied := found(env, models, fields, MODULE):
        raise UserError(
            env._(
                "School cannot be installed, because this database already has something else of the same name:"
                " %s. Nothing has been changed. Keep the app that you have, and make its students known to"
                " School Anonymisation by a bridge (README, What do you have); or rename or uninstall what is in the"
                " way.",
                "; ".join(occupied),
            )
        )


def names(module):
    """Return ({model: table} that an addon brings, {(model, field)} that it adds to other models), from its classes."""
    classes = MetaModel._module_to_models__.get(module, [])
    own = {cls._name: cls._table or cls._name.replace(".", "_") for cls in classes if cls._name not in cls._inherit}
    added = {
        (cls._name, field.name)
        for cls in classes
        if cls._name in cls._inherit and cls._name not in own
        for field in cls._field_definitions
    }
    return own, added


def found(env, models, fields, module):
    """Return what of these names is there already, as a list of phrases; see `names`.

    :param module: name of an addon, whose external identifiers count as well.
    """
    known = env["ir.model"].search([("model", "in", list(models))]).mapped("model")
    phrases = [f"{env._('model')} {model}" for model in sorted(known)]
    env.cr.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p', 'f') AND relname = ANY(%s)",
        [[table for model, table in models.items() if model not in known]],
    )
    phrases += [f"{env._('table')} {table}" for (table,) in sorted(env.cr.fetchall())]
    there = env["ir.model.fields"].search([("model", "in", [model for model, _field in fields])])
    taken = sorted((item.model, item.name) for item in there if (item.model, item.name) in fields)
    phrases += [f"{env._('field')} {model}.{field}" for model, field in taken]
    records = env["ir.model.data"].search_count([("module", "=", module)])
    return phrases + ([env._("%(number)s records of an app %(name)s", number=records, name=module)] if records else [])
