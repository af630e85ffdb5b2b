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
    ``schema``: of the type. ``is_given``: only the database itself writes it. ``in_unique``: it must be unique, alone
    or with others. ``is_checked``: what it holds has to meet a condition. ``refers``: it is in a foreign key.
    ``is_referred_to``: one leads to it, and does not follow it.
    """

    name: str
    type: str
    nullable: bool
    unique: bool
    length: int
    neutral: SQL | None = None
    schema: str = ""
    is_given: bool = False
    in_unique: bool = False
    is_checked: bool = False
    refers: bool = False
    is_referred_to: bool = False

    def type_sql(self):
        """Return SQL of the type's name."""
        return quoted(self.schema, self.type) if self.schema else SQL.identifier(self.type)


@dataclass(frozen=True)
class Key:
    """What tells the rows of a table apart: columns as (name, type, schema of the type), in the table's order.

    Of ``ID`` a row's key is a number, of every other one a tuple of texts.
    """

    columns: tuple

    @property
    def lasts(self):
        """Whether a row has the same key in another transaction: not where it is only known by where it lies."""
        return self != PLACE

    def selected(self):
        """Return a list of SQL of the columns of row ``t``, as texts but for the id."""
        if self == ID:
            return [SQL("t.id")]
        return [SQL("t.%s::text", quoted(name)) for name, _type, _schema in self.columns]

    def of(self, texts):
        """Return the key that these texts of the columns are."""
        return int(texts[0]) if self == ID else tuple(texts)

    def chosen(self, keys):
        """Return the SQL condition that row ``t`` has one of these keys."""
        if self == ID:
            return SQL("t.id = ANY(%s::bigint[])", list(keys))
        columns = SQL(", ").join(SQL("t.%s", quoted(name)) for name, _type, _schema in self.columns)
        return SQL("(%s) IN (SELECT %s)", columns, self.unpacked(keys))

    def unpacked(self, keys):
        """Return the SELECT list that makes a row of each of some keys, its columns called key0 and so on."""
        if self == ID:
            return SQL("unnest(%s::bigint[]) AS key0", list(keys))
        return SQL(", ").join(
            SQL("unnest(%s::text[])::%s AS %s", [key[place] for key in keys], quoted(schema, kind), SQL(f"key{place}"))
            for place, (_name, kind, schema) in enumerate(self.columns)
        )

    def same(self):
        """Return the SQL condition that row ``t`` has the key of row ``v`` of such a list."""
        return SQL(" AND ").join(
            SQL("t.%s = v.%s", quoted(name), SQL(f"key{place}")) for place, (name, *_type) in enumerate(self.columns)
        )


ID = Key((("id", "int8", "pg_catalog"),))
PLACE = Key((("ctid", "tid", "pg_catalog"),))


def quoted(*names):
    """Return SQL of a name, with its schema before it if there are two, whatever characters are in it.

    Odoo's own `SQL.identifier` takes what Odoo would call a table, and not what a database administrator may.
    """
    return SQL(".".join('"{}"'.format(name.replace('"', '""').replace("%", "%%")) for name in names))


def run(env, query):
    """Execute an SQL object and return its rows (none when it returns nothing).

    Its parameters may be what is being erased.

    :raise psycopg2.Error: as it comes; Odoo's log does not show the statement.
    """
    env.cr.execute(query, log_exceptions=False)
    return env.cr.fetchall() if env.cr.description else []


def without_compiling(env):
    """Have PostgreSQL compile no statement of this transaction: of many selections, that takes longer than to run them.

    Its compiler (JIT) goes by what a statement is thought to cost.
    """
    run(env, SQL("SELECT set_config('jit', 'off', TRUE)"))


def columns(env, tables):
    """Return {table: {column name: Column}} of the ordinary tables among these, in one statement."""
    found = {}
    rows = run(
        env,
        SQL(
            """
            WITH bound AS MATERIALIZED (
                SELECT k.contype::text AS kind, k.conrelid AS oid, unnest(k.conkey)::int AS attnum FROM pg_constraint k
                 WHERE k.contype IN ('c', 'f', 'x')
                 UNION ALL
                SELECT 'to', k.confrelid, unnest(k.confkey) FROM pg_constraint k
                 WHERE k.contype = 'f' AND k.confupdtype IN ('a', 'r')
                 UNION ALL
                SELECT 'u', i.indrelid, unnest(i.indkey) FROM pg_index i WHERE i.indisunique
                 UNION ALL
                SELECT 'u', d.refobjid, d.refobjsubid FROM pg_index i
                  JOIN pg_depend d ON d.objid = i.indexrelid AND d.refobjid = i.indrelid
                   AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                 WHERE i.indisunique AND i.indexprs IS NOT NULL
            ), bounds AS MATERIALIZED (SELECT oid, attnum, array_agg(kind) AS kinds FROM bound GROUP BY oid, attnum)
            SELECT c.relname, a.attname, t.typname, NOT (a.attnotnull OR t.typnotnull), a.atttypmod,
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
                              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum),
                   n.nspname, a.attidentity = 'a', coalesce(b.kinds, '{}')
              FROM pg_class c
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              JOIN pg_type t ON t.oid = a.atttypid
              JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN bounds b ON b.oid = c.oid AND b.attnum = a.attnum
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema::regnamespace AND c.relname = ANY(%s)
            """,
            list(tables),
        ),
    )
    for table, name, kind, nullable, modifier, unique, schema, is_given, kinds in rows:
        length = modifier - 4 if kind in ("varchar", "bpchar") and modifier > 4 else 0
        bound = not {"u", "x"}.isdisjoint(kinds), "c" in kinds, "f" in kinds, "to" in kinds
        found.setdefault(table, {})[name] = Column(name, kind, nullable, unique, length, None, schema, is_given, *bound)
    return found


_WITHOUT_PAGES = "relkind = 'r' AND NOT relhassubclass AND pg_relation_size(oid) = 0"


def without_rows(env, tables):
    """Return those of these tables in which no row can be, as PostgreSQL has given them no page; one statement."""
    rows = run(
        env,
        SQL(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relnamespace = current_schema::regnamespace"
            " AND %s",
            list(tables),
            SQL(_WITHOUT_PAGES),
        ),
    )
    return {table for (table,) in rows}


def numbers_without_rows(env, oids):
    """Return the same of tables of any schema: {oid} of those among some oids."""
    query = SQL("SELECT oid::bigint FROM pg_class WHERE oid = ANY(%s::oid[]) AND %s", list(oids), SQL(_WITHOUT_PAGES))
    return {oid for (oid,) in run(env, query)}


def references(env, tables):
    """Return {table: [(schema, referencing table, column, column it leads to, nullable, cascades)]}.

    Of the foreign keys of one column to these tables; another program's may lead to any column that is unique.
    """
    found = {}
    rows = run(
        env,
        SQL(
            """
            SELECT target.relname, n.nspname, source.relname, a.attname, there.attname, NOT a.attnotnull,
                   k.confdeltype = 'c'
              FROM pg_constraint k
              JOIN pg_class target ON target.oid = k.confrelid
              JOIN pg_class source ON source.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = source.relnamespace
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
              JOIN pg_attribute there ON there.attrelid = k.confrelid AND there.attnum = k.confkey[1]
             WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.confdeltype IN ('a', 'r', 'c')
               AND target.relnamespace = current_schema::regnamespace AND target.relname = ANY(%s)
            """,
            list(tables),
        ),
    )
    for target, *reference in rows:
        found.setdefault(target, []).append(tuple(reference))
    return found


def update_rows(env, table, settings, keys, given=None, where=None, key=ID):
    """Set columns of some rows of a table in one statement; return how many rows were written.

    :param settings: {column name: SQL of its new value}; in it ``t`` is the row, ``v`` what is given for it.
    :param table: its name, or SQL of it. :param keys: of the rows, in the order of what is given; :param key: the Key.
    :param given: {name: (PostgreSQL type, [value for each key])}; :param where: SQL of a further condition.
    """
    if not keys:
        return 0
    arrays = [key.unpacked(keys)]
    arrays += [
        SQL("unnest(%s::%s[]) AS %s", list(values), SQL.identifier(kind), SQL.identifier(name))
        for name, (kind, values) in (given or {}).items()
    ]
    run(
        env,
        SQL(
            "UPDATE %s t SET %s FROM (SELECT %s) v WHERE %s AND %s",
            _source(table),
            SQL(", ").join(SQL("%s = %s", quoted(name), value) for name, value in settings.items()),
            SQL(", ").join(arrays),
            key.same(),
            where or SQL("TRUE"),
        ),
    )
    return env.cr.rowcount


def write_values(env, table, written, rows, key=ID):
    """Write [(key, {column name: value})] in one statement: a row without a key is not where it was after the first.

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
            column.type_sql(),
            quoted("t", column.name),
        )
    return update_rows(env, table, settings, [row_key for row_key, _values in rows], given, key=key)


def delete_rows(env, table, keys, key=ID, where=None, returning=None):
    """Delete the rows of a table with these keys in one statement.

    :param table: its name, or SQL of it. :param key: the Key, or the name of a column of whole numbers.
    :param where: SQL of a further condition; in it ``t`` is the row.
    :return: what the deleted rows held in the column ``returning``; by default, in the first of ``key``.
    """
    if not keys:
        return []
    chosen = (
        key.chosen(keys) if isinstance(key, Key) else SQL("t.%s = ANY(%s::bigint[])", SQL.identifier(key), list(keys))
    )
    first = key.columns[0][0] if isinstance(key, Key) else key
    deleted = run(
        env,
        SQL(
            "DELETE FROM %s t WHERE %s AND %s RETURNING %s",
            _source(table),
            chosen,
            where or SQL("TRUE"),
            quoted("t", returning or first),
        ),
    )
    return [value for (value,) in deleted]


def _source(table):
    return table if isinstance(table, SQL) else SQL.identifier(table)


def _as_text(value, column):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if column.type in JSON_TYPES:
        return json.dumps(value)
    return str(value)
