"""The statements of the engine: never logged; what PostgreSQL knows of tables; rows written and deleted in sets."""

import json
from dataclasses import dataclass

from odoo.tools import SQL

TEXT_TYPES = ("text", "varchar", "bpchar", "name", "citext", "xml")
JSON_TYPES = ("json", "jsonb")
DATE_TYPES = ("date", "timestamp", "timestamptz")


@dataclass(frozen=True)
class Column:
    """A column: its type (array types begin with ``_``), and whether it may be NULL and must be unique.

    ``neutral``: SQL of what stands for nothing where it may not be NULL, if the type alone does not tell.
    """

    name: str
    type: str
    nullable: bool
    unique: bool
    length: int
    neutral: SQL | None = None


def run(env, query):
    """Execute an SQL object and return its rows (none when it returns nothing).

    Its parameters may be what is being erased.

    :raise psycopg2.Error: as it comes; Odoo's log does not show the statement.
    """
    env.cr.execute(query, log_exceptions=False)
    return env.cr.fetchall() if env.cr.description else []


def columns(env, tables):
    """Return {table: {column name: Column}} of the ordinary tables among these, in one statement."""
    found = {}
    rows = run(
        env,
        SQL(
            """
            SELECT c.relname, a.attname, t.typname, NOT a.attnotnull, a.atttypmod,
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
                              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)
              FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              JOIN pg_type t ON t.oid = a.atttypid
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema::regnamespace AND c.relname = ANY(%s)
            """,
            list(tables),
        ),
    )
    for table, name, kind, nullable, modifier, unique in rows:
        length = modifier - 4 if kind in ("varchar", "bpchar") and modifier > 4 else 0
        found.setdefault(table, {})[name] = Column(name, kind, nullable, unique, length)
    return found


def references(env, tables):
    """Return {table: [(referencing table, column, nullable, cascades)]} of the foreign keys to these tables' ids."""
    found = {}
    rows = run(
        env,
        SQL(
            """
            SELECT target.relname, source.relname, a.attname, NOT a.attnotnull, k.confdeltype = 'c'
              FROM pg_constraint k
              JOIN pg_class target ON target.oid = k.confrelid
              JOIN pg_class source ON source.oid = k.conrelid
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.confdeltype IN ('a', 'r', 'c')
               AND target.relnamespace = current_schema::regnamespace AND target.relname = ANY(%s)
            """,
            list(tables),
        ),
    )
    for target, *reference in rows:
        found.setdefault(target, []).append(tuple(reference))
    return found


def update_rows(env, table, settings, keys, given=None, where=None, key="id"):
    """Set columns of some rows of a table in one statement; return how many rows were written.

    :param settings: {column name: SQL of its new value}; in it ``t`` is the row, ``v`` what is given for it.
    :param keys: of the rows, in the order of what is given; :param key: the column of the keys, or ``ctid``.
    :param given: {name: (PostgreSQL type, [value for each key])}; :param where: SQL of a further condition.
    """
    if not keys:
        return 0
    arrays = [SQL("unnest(%s::%s[]) AS key", list(keys), _type_of(key))]
    arrays += [
        SQL("unnest(%s::%s[]) AS %s", list(values), SQL.identifier(kind), SQL.identifier(name))
        for name, (kind, values) in (given or {}).items()
    ]
    run(
        env,
        SQL(
            "UPDATE %s t SET %s FROM (SELECT %s) v WHERE t.%s = v.key AND %s",
            SQL.identifier(table),
            SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value) for name, value in settings.items()),
            SQL(", ").join(arrays),
            SQL.identifier(key),
            where or SQL("TRUE"),
        ),
    )
    return env.cr.rowcount


def write_values(env, table, written, rows, key="id"):
    """Write [(key, {column name: value})] in one statement: a row without an id is not where it was after the first.

    What a row does not name stays as it is in that row. Return how many rows were written.

    :param written: the Columns that may be named; values are texts, or what JSON columns hold, or None.
    """
    settings, given = {}, {}
    for index, column in enumerate(written):
        changed, value = f"changed{index}", f"value{index}"
        given[changed] = "bool", [column.name in values for _key, values in rows]
        given[value] = "text", [_as_text(values.get(column.name), column) for _key, values in rows]
        settings[column.name] = SQL(
            "CASE WHEN %s THEN %s::%s ELSE %s END",
            SQL.identifier("v", changed),
            SQL.identifier("v", value),
            SQL.identifier(column.type),
            SQL.identifier("t", column.name),
        )
    return update_rows(env, table, settings, [row_key for row_key, _values in rows], given, key=key)


def delete_rows(env, table, keys, key="id", where=None, returning=None):
    """Delete the rows of a table whose column ``key`` holds one of these in one statement.

    :param where: SQL of a further condition; in it ``t`` is the row.
    :return: what the deleted rows held in the column ``returning``, in ``key`` by default.
    """
    if not keys:
        return []
    deleted = run(
        env,
        SQL(
            "DELETE FROM %s t WHERE %s = ANY(%s::%s[]) AND %s RETURNING %s",
            SQL.identifier(table),
            SQL.identifier("t", key),
            list(keys),
            _type_of(key),
            where or SQL("TRUE"),
            SQL.identifier("t", returning or key),
        ),
    )
    return [value for (value,) in deleted]


def _type_of(key):
    return SQL("tid") if key == "ctid" else SQL("bigint")


def _as_text(value, column):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if column.type in JSON_TYPES:
        return json.dumps(value)
    return str(value)
