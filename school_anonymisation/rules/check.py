"""Checks the rules and hooks of addons when they are loaded: what is wrong is told by file and line."""

import inspect
import re
from pathlib import Path

import psycopg2

from odoo.fields import Domain
from odoo.tools import SQL

from ..failure import place_in_addon
from ..failure_words import is_own
from ..trouble import concerns_everybody

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PACKAGE = "odoo.addons."
EXTENDED = ("school.student", "school.anonymisation.")
"""Of these models, what an addon overrides has to take what it is called with."""


class RuleError(ValueError):
    """A rule, hook or override of an addon's that cannot work; its text says where, by file and line."""


def rule_problems(env, module=None):
    """Return [(addon, sentence with file and line)] for each rule or override that cannot work.

    :param module: look at what this addon brings only.
    """
    found = [*_problems_of_rules(env), *_problems_of_overrides(env)]
    return [(addon, said) for addon, said in found if not module or addon == module]


def _problems_of_rules(env):
    rules = env["school.anonymisation.rule"]
    names = env.registry.descendants([rules._name], "_inherit") - {rules._name}
    codes = {}
    for name in sorted(names):
        if not env[name]._code and env.registry.descendants([name], "_inherit") - {name}:
            # What several rules have in common is none itself.
            continue
        rule = env[name].sudo().with_context(active_test=False)
        for attribute, why in _problems_of_rule(env, rule, codes):
            addon, place = _place_of(type(rule), attribute)
            yield addon, f"{place}: the rule {name!r} {why}"


def _problems_of_rule(env, rule, codes):
    """Yield (attribute, what is wrong with it) of one rule. :param codes: {code: rule's name} of those before it."""
    if not CODE.fullmatch(rule._code or ""):
        yield "_code", f"has the code {rule._code!r}, which is not one word in lower case with underscores"
        return
    if codes.setdefault(rule._code, rule._name) != rule._name:
        yield "_code", f"has the code {rule._code!r}, as {codes[rule._code]!r} has"
    switch = rule._switch and env["res.company"]._fields.get(rule._switch)
    if rule._switch and (switch is None or switch.type != "boolean"):
        yield "_switch", f"names {rule._switch!r}, which is no Boolean of the company"
        return
    for path in set(rule._depends_on) - set(rule._known_dependencies()):
        yield "_depends_on", f"depends on {path!r}, which is no field of a student"
    if why := _trouble(env, rule):
        yield "_blocked", why


def _trouble(env, rule):
    """Return why nobody can be asked for by a rule, or nothing; the database plans the question and answers none."""
    students = env["school.student"].sudo().with_context(active_test=False)
    try:
        with env.cr.savepoint():
            for domain in rule._held_back():
                if not isinstance(domain, Domain):
                    return f"answers {type(domain).__name__} where a Domain is asked for"
                query = students._search(domain)
                if not query.is_empty():
                    env.execute_query(SQL("EXPLAIN %s", query.select()))
    except psycopg2.Error as error:
        if concerns_everybody(error):
            raise
        return f"asks what the database cannot answer ({error.pgcode})"
    except Exception as error:  # noqa: BLE001 whatever it is, it must be told of the rule
        where = place_in_addon(error, is_own)
        return f"fails with {type(error).__name__}" + (f" in {where[1]}, line {where[2]}" if where else "")
    return ""


def _problems_of_overrides(env):
    for name, model in env.registry.items():
        if name.startswith(EXTENDED):
            for method, override, original in _overrides(model):
                if not _takes_as_much(override, original):
                    code, wanted = override.__code__, ", ".join(inspect.signature(original).parameters)
                    place = f"{Path(code.co_filename).name}, line {code.co_firstlineno}"
                    yield _addon_of(override.__module__), f"{place}: {name}.{method} has to take {wanted}"


def _overrides(model):
    """Yield (name, override, what it overrides) of the methods of ours that somebody else's addon overrides."""
    ours = {}
    for cls in reversed(model.__mro__):
        addon = _addon_of(cls.__module__)
        for method, value in vars(cls).items() if addon else ():
            function = inspect.unwrap(value) if callable(value) else None
            if not inspect.isfunction(function):
                continue
            if not is_own(addon):
                if method in ours:
                    yield method, function, ours[method]
            elif addon.startswith("school_"):
                ours.setdefault(method, function)


def _takes_as_much(override, original):
    """Whether a function can be called with what another one is called with, by place and by name."""
    parameters = inspect.signature(original).parameters.values()
    places = [item for item in parameters if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)]
    try:
        inspect.signature(override).bind(*places)
    except TypeError:
        return False
    return True


def _addon_of(module):
    """Return the name of the addon whose Python module this is; nothing for one of no addon."""
    return module.removeprefix(PACKAGE).split(".")[0] if module.startswith(PACKAGE) else ""


def _place_of(model, attribute):
    """Return (addon, "file, line") of what gives a model an attribute: a method, or a class."""
    cls = next(cls for cls in model.__mro__ if attribute in vars(cls) and _addon_of(cls.__module__))
    value = vars(cls)[attribute]
    if callable(value):
        code = inspect.unwrap(value).__code__
        file, line = code.co_filename, code.co_firstlineno
    else:
        file, line = inspect.getsourcefile(cls), inspect.getsourcelines(cls)[1]
    return _addon_of(cls.__module__), f"{Path(file).name}, line {line}"
