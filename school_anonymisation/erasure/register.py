"""The register of personal data: reads every installed addon's `personal_data/` folder, refusing what is malformed."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tools import SQL

from . import sql
from .paths import PathError, parse
from .sql import run

HEADER = ["model", "path", "field", "treatment", "reason"]
IDENTIFIER_HEADER = ["model", "path", "field", "kind"]
IDENTIFIERS = "_identifiers.csv"
KINDS = ("name", "email", "phone", "login", "number", "iban", "address")
TREATMENTS = ("keep", "generalise", "redact", "replace", "clear", "unlink_file", "delete")
RETAINED = "retained:"
# From weakest to strongest: a school may add to what is shipped, never take away from it.
STRENGTH = {name: index for index, name in enumerate(TREATMENTS)}
NEEDS_REASON = ("keep", "generalise")
COLUMN = re.compile(r"[a-z_][a-z0-9_]*")


class RegisterError(ValueError):
    """A row that cannot be obeyed; the text names file and line and says what to do."""


@dataclass(frozen=True)
class Row:
    """One declaration.

    ``origin``: shipped, school, default (nobody declared it) or dependent (hangs on an erased field).
    """

    app: str
    model: str
    path: str
    field: str
    treatment: str
    reason: str
    origin: str = "shipped"

    @property
    def retained(self):
        """Whether the law asks to keep this on a document for its term."""
        return self.treatment.startswith(RETAINED)

    @property
    def action(self):
        """What happens once nothing has to be retained any more."""
        return self.treatment.removeprefix(RETAINED)


@dataclass(frozen=True)
class Identifier:
    """A field that identifies a person, and as what kind of value to look for it."""

    model: str
    path: str
    field: str
    kind: str


def check_row(model, path, field, treatment, reason):
    """Return the sentence that says what is wrong with a row, or None."""
    if not model or not path or not field or not treatment:
        return "model, path, field and treatment must all be filled in"
    action = treatment.removeprefix(RETAINED)
    if action not in TREATMENTS or (treatment != action and action in ("keep", "delete")):
        return f"unknown treatment {treatment!r}; use one of {', '.join(TREATMENTS)}"
    if (action in NEEDS_REASON or treatment != action) and not reason.strip():
        return f"{treatment!r} needs a reason"
    if field == "id" and action not in ("keep", "delete", "unlink_file"):
        return "a whole record (field id) can be kept, deleted or, for files, unlinked"
    if action == "delete" and field != "id":
        return "'delete' is for a whole record: give 'id' as the field"
    if not COLUMN.fullmatch(field):
        return f"{field!r} is not a field name"
    try:
        parse(path)
    except PathError as error:
        return str(error)
    return None


def _rows_of(path, header):
    """Yield (line number, values) of a CSV file; raise RegisterError when it is not one."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            first = next(reader, [])
            if first != header:
                raise RegisterError(f"{path.name}, line 1: the header must be {','.join(header)}")
            for values in reader:
                if not values:
                    continue
                if len(values) != len(header):
                    raise RegisterError(
                        f"{path.name}, line {reader.line_num}: {len(values)} columns instead of {len(header)}"
                    )
                yield reader.line_num, [value.strip() for value in values]
    except UnicodeDecodeError:
        raise RegisterError(f"{path.name}: not a UTF-8 file; save it as UTF-8") from None
    except csv.Error as error:
        raise RegisterError(f"{path.name}: {error}") from None


def read_file(path):
    """Return the Rows of one app's CSV file.

    :raise RegisterError: naming file and line.
    """
    rows, seen = [], set()
    for line, values in _rows_of(path, HEADER):
        if problem := check_row(*values):
            raise RegisterError(f"{path.name}, line {line}: {problem}")
        if tuple(values[:3]) in seen:
            raise RegisterError(f"{path.name}, line {line}: {values[0]}.{values[2]} is declared twice for {values[1]}")
        seen.add(tuple(values[:3]))
        rows.append(Row(path.stem, *values))
    return rows


def read_identifiers(path):
    """Return the Identifiers of one `_identifiers.csv`.

    :raise RegisterError: naming file and line.
    """
    found = []
    for line, (model, to_person, field, kind) in _rows_of(path, IDENTIFIER_HEADER):
        if kind not in KINDS:
            raise RegisterError(f"{path.name}, line {line}: unknown kind {kind!r}; use one of {', '.join(KINDS)}")
        found.append(Identifier(model, to_person, field, kind))
    return found


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
                    SQL(", ").join(SQL("count(%s)", SQL.identifier(name)) for name in columns),
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


def folders(env):
    """Return the `personal_data` folders of the installed addons."""
    installed = sorted(installed_modules(env))
    paths = (get_module_path(name, display_warning=False) for name in installed)
    return [folder for path in paths if path and (folder := Path(path) / "personal_data").is_dir()]


@dataclass
class Register:
    """The rows of models and fields that are installed, the strongest treatment for each."""

    rows: list
    identifiers: list

    @classmethod
    def load(cls, env, extra=()):
        """Read the register of this database; ``extra`` are the school's own Rows.

        :raise RegisterError: a malformed file or row; nothing is loaded then.
        """
        rows, identifiers = [], []
        for folder in folders(env):
            for path in sorted(folder.glob("*.csv")):
                if path.name == IDENTIFIERS:
                    identifiers += read_identifiers(path)
                else:
                    rows += read_file(path)
        rows = [row for row in rows if row.model in env]
        return cls(cls._merge([*rows, *extra]), [item for item in identifiers if item.model in env])

    @staticmethod
    def _merge(rows):
        """Keep, of several declarations of one field and path, the strongest."""
        strongest = {}
        for row in rows:
            key = (row.model, row.path, row.field)
            known = strongest.get(key)
            if known is None or STRENGTH[row.action] > STRENGTH[known.action]:
                strongest[key] = row
        return list(strongest.values())

    def declared(self, model, field):
        """Return the rows for a field, whatever their path."""
        return [row for row in self.rows if row.model == model and row.field == field]
