"""Is everything declared? What the register says in full, and which fields it has nothing to say about."""

from . import sql
from .register.check import register_problems, unresolved
from .register.declared import FREE_TYPES, complete_rows
from .register.linked import ORIGIN as UNDESCRIBED
from .register.merged import Register
from .subjects import root_models

__all__ = [
    "concerned_models",
    "register_problems",
    "register_rows",
    "undeclared",
    "undeclared_count",
    "undescribed",
    "unresolved",
]

CONTACT_NAMES = ("email", "phone", "mobile")


def register_rows(env, extra=()):
    """Return every Row in force that says what is done to a field: declared, private by default, by dependency."""
    register = Register.load(env, extra)
    return [row for row in complete_rows(env, register, root_models(env)) if row.origin != UNDESCRIBED]


def concerned_models(env):
    """Return the names of the models that link to a contact, user or profile, or bear an e-mail or phone field."""
    roots = set(root_models(env))
    tables = sql.columns(env, {model._table for model in env.registry.values() if not model._abstract})
    found = []
    for name, model in env.registry.items():
        if model._abstract or model._transient or model._table not in tables:
            continue
        stored = [
            item for item in model._fields.values() if item.store and item.name not in ("create_uid", "write_uid")
        ]
        if name in roots or any(
            getattr(item, "comodel_name", None) in roots
            or item.type == "many2one_reference"
            or (item.type in ("char", "text") and any(word in item.name for word in CONTACT_NAMES))
            for item in stored
        ):
            found.append(name)
    return found


def undeclared(env):
    """Return [(model, field)]: stored free fields of the concerned models for which the register has no row.

    A model that the register deletes, or whose record is a root's own (``.``), needs no rows for its fields.
    """
    rows = Register.load(env).rows
    declared = {(row.model, row.field) for row in rows}
    deleted = {row.model for row in rows if row.field == "id" and row.treatment in ("delete", "unlink_file")}
    missing = []
    for name in concerned_models(env):
        if name in deleted:
            continue
        missing += [
            (name, item.name)
            for item in env[name]._fields.values()
            if item.store and item.type in FREE_TYPES and (name, item.name) not in declared
        ]
    return missing


def undescribed(env):
    """Return [(model, field)] of what is undeclared and not cleared by default either: fields of apps nobody described.

    Only what people are known by is taken out there.
    """
    treated = {(row.model, row.field) for row in register_rows(env)}
    return [item for item in undeclared(env) if item not in treated]


def undeclared_count(env):
    """Return how many fields of installed apps nobody has described, which a data protection officer should look at."""
    return len(undescribed(env))
