"""Reads the cells of some rows again, as texts, to look at them closely."""

from dataclasses import dataclass

from odoo.tools import SQL

from ..sql import quoted, run
from .large_values import is_large, unless_large


@dataclass(repr=False)
class Row:
    """One row: its key, {column: text, or bytes}, and the [(model, record id)] that it names in two columns."""

    key: object
    cells: dict
    pairs: list


def rows_of(env, table, keys):
    """Return the Rows of a `catalogue.Table` with these keys, in one statement.

    JSON and arrays come as text, bytea as bytes; of what is too large to be taken into memory, nothing.
    """
    if not keys:
        return []
    columns = [_value(column) for column in table.columns]
    pairs = [SQL("t.%s", quoted(name)) for pair in table.pairs for name in pair]
    links = [SQL("%s, t.%s", model, quoted(name)) for model, name in table.links]
    selected = SQL(", ").join([*table.key.selected(), *columns, *pairs, *links])
    query = SQL("SELECT %s FROM %s t WHERE %s", selected, table.source, table.key.chosen(keys))
    width, found = len(table.key.columns), []
    for row in run(env, query):
        key, values = table.key.of(row[:width]), row[width:]
        cells = [bytes(value) if isinstance(value, memoryview) else value for value in values[: len(columns)]]
        named = values[len(columns) :]
        found.append(
            Row(
                key,
                dict(zip(table.column_names(), cells, strict=True)),
                [(model, number) for model, number in zip(named[::2], named[1::2], strict=True) if model and number],
            )
        )
    return found


def _value(column):
    if column.type == "bytea":
        return SQL("CASE WHEN NOT %s THEN t.%s END", is_large(column), quoted(column.name))
    return unless_large(column, SQL("NULL"))
