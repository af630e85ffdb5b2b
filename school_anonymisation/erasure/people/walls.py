"""Where nothing is ever written: what the system runs on, and what names things and not people."""

from dataclasses import dataclass, field

from ..kept import once_for_the_models
from ..register.merged import Register
from ..subjects import root_models
from .walled_names import NUMBERS, OF_PROGRAMS, TEXTS_OF_USERS, is_walled

# Names that an import made out of the records' own: they say nothing of what else is called so.
XMLIDS = "ir_model_data"
RELATIONS = ("many2one", "many2many")
OF_RECORDS = ("create_uid", "write_uid")
CONTACT_NAMES = ("email", "phone", "mobile")


@dataclass(frozen=True)
class Walls:
    """What is closed to the engine, whoever is meant by what stands there.

    ``tables``: in which nothing is written. ``names``: {table: columns} in which things are called something, be it a
    document by its number. ``programs``: {table: columns} that programs read: choices, kinds of records, keys.
    """

    tables: frozenset = frozenset()
    names: dict = field(default_factory=dict)
    programs: dict = field(default_factory=dict)

    @classmethod
    def of(cls, env, things=()):
        """Return the Walls of a database.

        :param things: names of the host's own models that name things.
        """
        rows = Register.load(env).rows
        return once_for_the_models(env, ("walls", *things), rows, lambda: cls._made(env, things, rows))

    @classmethod
    def _made(cls, env, things, rows):
        walled = {name for name, model in env.registry.items() if not model._abstract and not model._transient}
        walled = {name for name in walled if name in things or is_walled(name)}
        walled |= _vocabularies(env, walled, {row.model for row in rows})
        names = {env[name]._table: _texts(env[name]) for name in walled if env[name]._table != XMLIDS}
        treated = {}
        for row in rows:
            treated.setdefault((row.model, row.field), set()).add(row.action)
        roots = root_models(env)
        programs = {}
        for name, model in env.registry.items():
            if model._abstract or not model._auto:
                continue
            programs.setdefault(model._table, set()).update(_of_programs(model))
            if name not in roots and (numbers := _numbers(model, treated)):
                names.setdefault(model._table, set()).update(numbers)
        return cls(frozenset(env[name]._table for name in walled), names, programs)

    def parted(self, table, changed):
        """Return (what may be written of {column: new text}, the columns about which a person is asked instead)."""
        programs, names = self.programs.get(table, ()), self.names.get(table, ())
        changed = {column: text for column, text in changed.items() if column not in programs}
        closed = changed.keys() if table in self.tables else changed.keys() & names
        return {column: text for column, text in changed.items() if column not in closed}, set(closed)

    def names_things(self, table, column):
        """Whether what stands in a column is what a thing is called."""
        return column in self.names.get(table, ())

    def describes_things(self, table):
        """Whether the rows of a table are about things."""
        return table in self.tables and table != XMLIDS


def _vocabularies(env, walled, described):
    """Return the names of the models that are nothing but words from which other records choose.

    They are tied to nobody and to no record that is about somebody, nobody writes letters about them, the register
    says nothing of them, and something refers to them.
    """
    relations = {name: set(_relations(model)) for name, model in env.registry.items() if _has_rows(model)}
    chosen = set().union(*relations.values())
    left = {name for name in chosen & relations.keys() if _may_be_words(env[name])} - {*walled, *described}
    while leading_out := {name for name in left if relations[name] - left - walled}:
        left -= leading_out
    return left


def _has_rows(model):
    return model._auto and not (model._abstract or model._transient)


def _may_be_words(model):
    return (
        not model._custom
        and "message_ids" not in model._fields
        and model._name not in TEXTS_OF_USERS
        and not any(word in name for name in model._fields for word in CONTACT_NAMES)
    )


def _relations(model):
    """Yield the names of the other models to which a model's stored relations lead; "" for any."""
    for item in model._fields.values():
        if item.type in RELATIONS:
            if item.store and item.name not in OF_RECORDS and item.comodel_name not in (model._name, "res.company"):
                yield item.comodel_name
        elif item.type in ("reference", "many2one_reference") and item.store:
            yield ""


def _texts(model):
    return {item.name for item in model._fields.values() if item.store and item.type == "char"}


def _numbers(model, treated):
    """Return the columns of a model that hold the numbers of documents.

    What a record is called and a copy of it must not be called is a number, unless the register says otherwise; so is
    whatever short text the register keeps that is not copied.
    """
    found = set(NUMBERS.get(model._name, ()))
    for item in model._fields.values():
        if item.type == "char" and item.store and not item.copy and not item.company_dependent:
            actions = treated.get((model._name, item.name), set())
            if actions == {"keep"} or (item.name == model._rec_name and not actions):
                found.add(item.name)
    return found


def _of_programs(model):
    """Return the columns of a model that programs read."""
    fields = model._fields.values()
    found = {item.model_field for item in fields if item.type == "many2one_reference"}
    return found | {
        item.name
        for item in fields
        if item.store and (item.type in ("selection", "reference") or item.name in OF_PROGRAMS)
    }
