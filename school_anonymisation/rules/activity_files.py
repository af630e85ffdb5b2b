"""Reads what counts in other apps as open, or as still being there: a CSV an app, in an addon's `activity/`."""

import ast
import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = "activity"
HEADER = ["rule", "model", "person", "condition", "open"]
TODAY, COUNTED_FROM = "today", "counted_from"
EMAIL = "email"
"""What a column may be equal to, instead of leading to somebody, as in the register of personal data."""


class ActivityError(ValueError):
    """A row that cannot be obeyed; the text names file and line."""


@dataclass(frozen=True)
class Row:
    """One kind of record that counts. ``condition``: a domain, as a tuple of operators and (field, operator, value)."""

    app: str
    rule: str
    model: str
    person: str
    condition: tuple
    open: str

    @property
    def by_email(self):
        """Whether ``person`` is a column with an e-mail address, not a way to a record."""
        return self.person.endswith(f"={EMAIL}")

    def names(self, word):
        """Whether the condition asks for this day, TODAY or COUNTED_FROM."""
        return any(leaf[2] == word for leaf in self.condition if isinstance(leaf, tuple))

    def domain(self, days):
        """Return the condition as a list for `Domain`.

        :param days: {TODAY: date, COUNTED_FROM: date}, of those that it names.
        """
        return [_with_day(leaf, days) if isinstance(leaf, tuple) else leaf for leaf in self.condition]


def read(folders):
    """Return the rows of these folders, as a list.

    :param folders: paths of `activity/` folders; one that is not there is an empty one.
    :raise ActivityError: a file that is no such table, or a condition that is no domain of literals.
    """
    return [row for folder in folders for file in sorted(Path(folder).glob("*.csv")) for row in _rows(file)]


def _rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, strict=True)
        if next(table, []) != HEADER:
            raise ActivityError(f"{file}, line 1: the header must be {','.join(HEADER)}")
        for cells in table:
            if len(cells) != len(HEADER) or not all(cells[:4]):
                raise ActivityError(
                    f"{file}, line {table.line_num}: rule, model, person and condition must be filled in"
                )
            rule, model, person, condition, opened = cells
            if person.partition("=")[2] not in ("", EMAIL):
                raise ActivityError(f"{file}, line {table.line_num}: a column can be equal to {EMAIL} only")
            yield Row(file.stem, rule, model, person, _condition(condition, f"{file}, line {table.line_num}"), opened)


def _condition(text, where):
    try:
        parsed = ast.literal_eval(text)
        leaves = [leaf if isinstance(leaf, str) else tuple(leaf) for leaf in parsed]
    except (ValueError, SyntaxError, TypeError):
        raise ActivityError(f"{where}: the condition must be a domain of literals") from None
    if not all(leaf in ("|", "&", "!") if isinstance(leaf, str) else len(leaf) == 3 for leaf in leaves):
        raise ActivityError(f"{where}: the condition must consist of (field, operator, value) and of |, & and !")
    return tuple(leaves)


def _with_day(leaf, days: dict[str, date]):
    field, operator, value = leaf
    return (field, operator, days[value]) if value in (TODAY, COUNTED_FROM) else leaf
