"""Compares what an addon declares with the models that are there: a typo is found when the addon is loaded."""

from difflib import get_close_matches

from odoo.modules.module import get_module_path

from .. import sql
from ..subjects import root_models
from .files import RegisterError
from .merged import Register, installed_modules
from .paths import Selector, parse


def check_addon(env, module):
    """Check what an addon that is being installed or upgraded declares in its own `personal_data/` folder.

    :raise RegisterError: the first thing that cannot be obeyed, with file and line.
    """
    if problems := _problems_of_addon(env, module, installed_modules(env) | {module}):
        raise RegisterError(problems[0])


def register_problems(env):
    """Return a sentence, with file and line, for each thing of any installed addon's that cannot be obeyed."""
    installed = installed_modules(env)
    return [problem for module in sorted(installed) for problem in _problems_of_addon(env, module, installed)]


def unresolved(env):
    """Return the Rows declared for installed apps that name no model or field, or whose path leads nowhere."""
    installed = installed_modules(env)
    return [
        row
        for module in sorted(installed)
        for row, _why in _problems_of_rows(env, Register.of_addons({module}).rows, module, installed)
    ]


def _problems_of_addon(env, module, installed):
    register = Register.of_addons({module})
    declared = [*register.rows, *register.identifiers, *register.bearers]
    found = _problems_of_rows(env, declared, module, installed)
    return register.problems + [f"{item.source}: {why}" for item, why in found]


def _problems_of_rows(env, rows, module, installed):
    """Return [(Row or Identifier, what is wrong with it)]; what belongs to apps that are not installed is ignored."""
    if not rows:
        return []
    models = {row.model for row in rows if row.model in env}
    tables = sql.columns(env, {env[model]._table for model in models})
    selector = Selector(env, {model: {0: 0} for model in root_models(env)}, {}, {})
    found = []
    for row in rows:
        app = getattr(row, "app", "")
        if app and app not in installed and get_module_path(app, display_warning=False):
            continue
        if why := _problem(env, row, tables, selector, app == module):
            found.append((row, why))
    return found


def _problem(env, row, tables, selector, own):
    """Return what is wrong, or None; ``own``: the row is about the addon itself, whose models have to be there."""
    if row.model not in env:
        alike = get_close_matches(row.model, env.registry.models, 1, 0.9)
        if own or alike:
            return f"there is no model {row.model!r}" + (f"; is {alike[0]!r} meant?" if alike else "")
        return None
    model = env[row.model]
    if model._abstract:
        return f"{row.model!r} has no records of its own"
    if row.field not in model._fields and row.field not in tables.get(model._table, ()):
        alike = get_close_matches(row.field, model._fields, 1)
        return f"{row.model!r} has no field {row.field!r}" + (f"; is {alike[0]!r} meant?" if alike else "")
    # A bearer's own path says nothing: the record is about whom its fields say.
    if (row.path != "." or hasattr(row, "app")) and selector.select(row.model, parse(row.path)) is None:
        return f"the path {row.path!r} of {row.model!r} leads to no contact, user or profile"
    return None
