"""Reads the CSV files of an addon's `personal_data/` folder and says, by file and line, what cannot be obeyed there."""

import csv
import re
from dataclasses import dataclass, replace
from dataclasses import field as attribute

from .paths import PathError, parse

HEADER = ["model", "path", "field", "treatment", "reason"]
IDENTIFIER_HEADER = ["model", "path", "field", "kind"]
BEARER_HEADER = ["model", "field", "kind"]
IDENTIFIERS = "_identifiers.csv"
BEARERS = "_bearers.csv"
# Strong or weak, that is decided where values are compared; here they only have names.
KINDS = (
    *("name", "email", "phone", "national_id", "iban", "login", "number"),
    *("address", "city", "zip", "birth_date"),
)
TREATMENTS = ("keep", "period", "generalise", "redact", "replace", "clear", "unlink_file", "delete")
RETAINED = "retained:"
NEEDS_REASON = ("keep", "period", "generalise")
COLUMN = re.compile(r"[a-z_][a-z0-9_]*")


class RegisterError(ValueError):
    """A row that cannot be obeyed; the text names file and line and says what to do."""


@dataclass(frozen=True)
class Row:
    """One declaration.

    ``origin``: shipped, school, default (nobody declared it) or dependent (hangs on an erased field).
    ``source``: file and line, where it has any. ``instead_of``: the shipped Row that a school's own one is stronger
    than, and which counts where the own one may not.
    """

    app: str
    model: str
    path: str
    field: str
    treatment: str
    reason: str
    origin: str = "shipped"
    source: str = attribute(default="", compare=False)
    instead_of: "Row | None" = attribute(default=None, compare=False)

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
    """A field that identifies a person, and as what kind of value to look for it; ``source``: file and line."""

    model: str
    path: str
    field: str
    kind: str
    source: str = attribute(default="", compare=False)


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
    return _check_names(field, path)


def _check_names(field, path):
    if not COLUMN.fullmatch(field):
        return f"{field!r} is not a field name"
    try:
        parse(path)
    except PathError as error:
        return str(error)
    return None


def _check_kind(model, path, field, kind):
    if not model:
        return "the model must be filled in"
    if kind not in KINDS:
        return f"unknown kind {kind!r}; use one of {', '.join(KINDS)}"
    return _check_names(field, path)


def parse_file(path):
    """Return ([Row], [what is wrong, each with file and line]) of one app's CSV file."""
    rows, seen = [], set()
    lines, problems = _lines(path, HEADER)
    for source, values in lines:
        if problem := check_row(*values):
            problems.append(f"{source}: {problem}")
        elif tuple(values[:3]) in seen:
            problems.append(f"{source}: {values[0]}.{values[2]} is declared twice for {values[1]}")
        else:
            seen.add(tuple(values[:3]))
            rows.append(replace(Row(path.stem, *values), source=source))
    return rows, problems


def parse_identifiers(path):
    """Return ([Identifier], [what is wrong]) of one `_identifiers.csv`."""
    return _with_kinds(path, IDENTIFIER_HEADER, lambda model, to_person, field, kind: (model, to_person, field, kind))


def parse_bearers(path):
    """Return ([Identifier], [what is wrong]) of one `_bearers.csv`; the records are about whom their fields say."""
    return _with_kinds(path, BEARER_HEADER, lambda model, field, kind: (model, ".", field, kind))


def _with_kinds(path, header, of_values):
    found = []
    lines, problems = _lines(path, header)
    for source, values in lines:
        if problem := _check_kind(*of_values(*values)):
            problems.append(f"{source}: {problem}")
        else:
            found.append(replace(Identifier(*of_values(*values)), source=source))
    return found, problems


def _lines(path, header):
    """Return ([(file and line, values)], [what is wrong]) of a CSV file, as far as it can be read."""
    found, problems = [], []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            if next(reader, []) != header:
                return [], [f"{path.name}, line 1: the header must be {','.join(header)}"]
            for values in filter(None, reader):
                source = f"{path.name}, line {reader.line_num}"
                if len(values) == len(header):
                    found.append((source, [value.strip() for value in values]))
                else:
                    problems.append(f"{source}: {len(values)} columns instead of {len(header)}")
    except UnicodeDecodeError:
        return [], [f"{path.name}: not a UTF-8 file; save it as UTF-8"]
    except csv.Error as error:
        problems.append(f"{path.name}, line {reader.line_num}: {error}")
    except OSError:
        return [], [f"{path.name}: cannot be opened"]
    return found, problems


def read_file(path):
    """Return the Rows of one app's CSV file.

    :raise RegisterError: naming file and line.
    """
    found, problems = parse_file(path)
    if problems:
        raise RegisterError(problems[0])
    return found
