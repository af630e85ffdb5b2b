"""The register of personal data: what every installed addon's `personal_data/` folder says, the strongest of it."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tools import SQL

from .. import sql
from ..sql import quoted, run
from .files import (
    BEARERS,
    IDENTIFIERS,
    TREATMENTS,
    parse_bearers,
    parse_file,
    parse_identifiers,
)

# From weakest to strongest: a school may add to what is shipped, never take away from it.
STRENGTH = {name: index for index, name in enumerate(TREATMENTS)}


def weaker(row, known):
    """Whether a row would do less than a known one."""
    return STRENGTH[row.action] < STRENGTH[known.action] or (row.retained and not known.retained)


def is_stored(env, model, field):
    """Whether a model has such a stored field, or a column of that name that no field shows."""
    item = env[model]._fields.get(field)
    if item is not None and item.store and (item.column_type or item.type in ("many2many", "binary", "image")):
        return True
    return field in sql.columns(env, [env[model]._table]).get(env[model]._table, {})


def count_records(env, names):
    """Return {(model, field): records that hold something now}, in one statement a model and one for all files."""
    models = {model for model, _field in names if model in env}
    tables = sql.columns(env, {env[model]._table for model in models})
    counts = {}
    for model in models:
        table = env[model]._table
        columns = [field for name, field in names if name == model and field in tables.get(table, ())]
        if columns:
            [found] = run(
                env,
                SQL(
                    "SELECT %s FROM %s",
                    SQL(", ").join(SQL("count(%s)", quoted(name)) for name in columns),
                    SQL.identifier(table),
                ),
            )
            counts.update({(model, name): count for name, count in zip(columns, found, strict=True)})
    files = run(
        env,
        SQL(
            "SELECT res_model, res_field, count(*) FROM ir_attachment"
            " WHERE res_field IS NOT NULL AND res_model = ANY(%s) GROUP BY res_model, res_field",
            list(models),
        ),
    )
    counts.update({(model, field): count for model, field, count in files if (model, field) in names})
    return counts


def installed_modules(env):
    """Return the names of the installed addons, those of this very installation included."""
    return env.registry._init_modules | set(env.registry.updated_modules)


def folders(modules):
    """Return the `personal_data` folders of these addons."""
    paths = (get_module_path(name, display_warning=False) for name in sorted(modules))
    return [folder for path in paths if path and (folder := Path(path) / "personal_data").is_dir()]


@lru_cache(maxsize=1024)
def _parsed(parse, path, _changed, _size):
    """Return what ``parse`` says of a file, which is read again only when it has changed."""
    return parse(path)


@dataclass
class Register:
    """The rows of models that are installed, the strongest treatment for each.

    ``identifiers``: which fields of the person's own records say who it is. ``bearers``: which fields of whatever
    record say whom it is about. ``problems``: sentences, each with file and line, about what could not be obeyed; those
    rows are left out.
    """

    rows: list
    identifiers: list
    bearers: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @classmethod
    def load(cls, env, extra=()):
        """Read the register of this database; ``extra`` are the school's own Rows.

        What is malformed is left out and becomes a problem: one addon's file does not stop anybody's erasure.
        """
        register = cls.of_addons(installed_modules(env))
        register.rows = cls._merge([row for row in [*register.rows, *extra] if row.model in env])
        register.identifiers = [item for item in register.identifiers if item.model in env]
        register.bearers = [item for item in register.bearers if item.model in env]
        return register

    @classmethod
    def of_addons(cls, modules):
        """Return everything that the files of these addons say, installed here or not, and nothing merged."""
        register = cls([], [])
        for folder in folders(modules):
            for path in sorted(folder.glob("*.csv")):
                register._take(path)
        return register

    def _take(self, path):
        known = {IDENTIFIERS: (parse_identifiers, self.identifiers), BEARERS: (parse_bearers, self.bearers)}
        parse, found = known.get(path.name, (parse_file, self.rows))
        changed = path.stat()
        good, problems = _parsed(parse, path, changed.st_mtime_ns, changed.st_size)
        found += good
        self.problems += problems

    @staticmethod
    def _merge(rows):
        """Keep, of several declarations of one field and path, the strongest."""
        strongest = {}
        for row in rows:
            key = (row.model, row.path, row.field)
            known = strongest.get(key)
            if known is None:
                strongest[key] = row
            elif STRENGTH[row.action] > STRENGTH[known.action]:
                strongest[key] = replace(row, instead_of=known) if row.origin == "school" else row
        return list(strongest.values())

    def declared(self, model, field):
        """Return the rows for a field, whatever their path."""
        return [row for row in self.rows if row.model == model and row.field == field]
