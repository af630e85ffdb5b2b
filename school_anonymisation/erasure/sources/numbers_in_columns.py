"""Columns of numbers in tables that no model of Odoo's describes: a phone number or a national ID there is asked about.

A number says nothing of what it is, and nothing neutral could be written in its place. What Odoo's models hold in such
columns the register declares.
"""

import phonenumbers

from odoo.tools import SQL

from ..questions import UNSURE, Question
from ..sql import quoted, run
from .reading import Source

SMALLEST = 1_000_000
"""Below it a number is as well anything else: a person would be asked for nothing."""

_COLUMNS = """
    SELECT c.oid::bigint, n.nspname, n.nspname = current_schema(), c.relname, array_agg(a.attname ORDER BY a.attnum)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relkind = 'r' AND c.relpersistence <> 't'
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND t.typname IN ('int4', 'int8', 'numeric', 'float8') AND a.attname <> 'id'
       AND NOT (n.nspname = current_schema() AND c.relname = ANY(%(described)s))
       AND NOT EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class above ON above.oid = i.inhparent
                        WHERE i.inhrelid = c.oid AND above.relnamespace = current_schema()::regnamespace
                          AND above.relname = ANY(%(described)s))
       AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
       AND NOT EXISTS (SELECT 1 FROM pg_constraint k
                        WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY(k.conkey))
     GROUP BY c.oid, n.nspname, c.relname ORDER BY n.nspname, c.relname
"""


def number_sources(env):
    """Return [NumberSource]; one statement. Of a table with partitions or heirs each is looked at by itself."""
    described = [model._table for model in env.registry.values() if not model._abstract]
    return [
        NumberSource(oid, name if is_odoos else f"{schema}.{name}", (schema, name), columns)
        for oid, schema, is_odoos, name, columns in run(env, SQL(_COLUMNS, described=described))
    ]


class NumberSource(Source):
    """The columns of numbers of one table; ``path``: its names, the schema first."""

    def __init__(self, oid, name, path, columns):
        self.oid, self.name, self._path, self._columns = oid, name, path, columns

    def look_through(self, env, search):
        """Ask about each column in which a number stands that means one of the people and nobody else."""
        if search.numbers is None:
            search.numbers = sorted(numbers_of(search.known))
        if not search.numbers:
            return
        found = SQL(", ").join(
            SQL("coalesce(bool_or(t.%s = ANY(%s::numeric[])), FALSE)", quoted(column), search.numbers)
            for column in self._columns
        )
        (row,) = run(env, SQL("SELECT %s FROM ONLY %s t", found, quoted(*self._path)))
        search.traces.questions += [
            Question(UNSURE, source=self.name, field=column, detail="number")
            for column, stands_there in zip(self._columns, row, strict=True)
            if stands_there
        ]


def numbers_of(known):
    """Return {whole number} that a column may hold of people who are Known, and that nobody who stays is known by."""
    found = set()
    for signs in known.people.values():
        for sign in signs:
            if sign.strong and sign not in known.elsewhere and not known.others(sign):
                found |= _as_numbers(sign)
    return {number for number in found if number >= SMALLEST}


def _as_numbers(sign):
    if sign.kind == "phone":
        return {int(sign.value), phonenumbers.parse(sign.value).national_number}
    return {int(sign.value)} if sign.kind == "national_id" and sign.value.isdecimal() else set()
