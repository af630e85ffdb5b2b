"""What PostgreSQL itself knows of the tables: columns, types, what may be NULL, what is unique, who points where."""

from dataclasses import dataclass

from odoo.tools import SQL

from .statement import run

TEXT_TYPES = ("text", "varchar", "bpchar", "name", "citext", "xml")
JSON_TYPES = ("json", "jsonb")
DATE_TYPES = ("date", "timestamp", "timestamptz")


@dataclass(frozen=True)
class Column:
    """A column: its type (array types begin with ``_``), and whether it may be NULL and must be unique."""

    name: str
    type: str
    nullable: bool
    unique: bool
    length: int


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
