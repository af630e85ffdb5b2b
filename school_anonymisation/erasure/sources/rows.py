"""Reads the cells of some rows again, as texts, to look at them closely."""

from dataclasses import dataclass

from odoo.tools import SQL

from ..sql import run


@dataclass(repr=False)
class Row:
    """One row: its key, {column: text, or bytes}, and the [(model, record id)] that it names in two columns."""

    key: object
    cells: dict
    pairs: list


def rows_of(env, table, keys):
    """Return the Rows of a `scan.Table` with these keys, all of them where it has no ids; in one statement.

    JSON and arrays come as text, bytea as bytes.
    """
    columns = [
        SQL("t.%s" if column.type == "bytea" else "t.%s::text", SQL.identifier(column.name)) for column in table.columns
    ]
    pairs = [SQL("t.%s", SQL.identifier(name)) for pair in table.pairs for name in pair]
    chosen = SQL("t.id = ANY(%s)", list(keys)) if table.key == "id" else SQL("TRUE")
    selected = SQL(", ").join([SQL("t.%s", SQL.identifier(table.key)), *columns, *pairs])
    found = []
    for key, *values in run(env, SQL("SELECT %s FROM %s t WHERE %s", selected, SQL.identifier(table.name), chosen)):
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
