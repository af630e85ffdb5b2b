"""Which tables there are, of Odoo and of anybody else in the same database, and which of them cannot be read."""

from dataclasses import dataclass, field

from odoo.tools import SQL

from ..people.whose import NOBODYS_LINKS
from ..questions import UNREADABLE, Question
from ..sql import ID, PLACE, Column, Key, run
from ..subjects import root_models
from .large_values import SMALLEST_PACKED
from .sizes import sizes_of_tables
from .table import Table

# What came with the software is code: a name in it is no trace of a person. Of these tables, the rows that are not.
OF_THE_SCHOOL = {
    # Numbers of words that nobody can read back.
    "erasure_file_words": "FALSE",
    # What looks have found, sealed.
    "erasure_found": "FALSE",
    "ir_model_data": "starts_with(t.module, '__')",
    "ir_model_fields": "t.state = 'manual'",
    "ir_model_fields_selection": "t.field_id IN (SELECT f.id FROM ir_model_fields f WHERE f.state = 'manual')",
    "ir_ui_view": "t.arch_fs IS NULL OR t.arch_updated",
}
WHOLE_NUMBERS = ("int2", "int4", "int8")
ORDINARY, PARTITIONED, FOREIGN, MATERIALISED = "r", "p", "f", "m"
# Of all types in which something may stand, the one that nobody reads: several files in one value.
UNKNOWN = "_bytea"

# A domain counts as what it is made of. Whom a table inherits from is the topmost one, of Odoo's schema.
_COLUMNS = """
    WITH RECURSIVE above AS (
        SELECT i.inhrelid AS oid, i.inhparent AS parent, 1 AS height FROM pg_inherits i
         UNION ALL
        SELECT a.oid, i.inhparent, a.height + 1 FROM above a JOIN pg_inherits i ON i.inhrelid = a.parent
    ), top AS (
        SELECT DISTINCT ON (a.oid) a.oid, p.relname FROM above a JOIN pg_class p ON p.oid = a.parent
         WHERE p.relnamespace = current_schema()::regnamespace ORDER BY a.oid, a.height DESC
    ), alone AS (
        SELECT i.indrelid, array_agg(column_number) AS columns
          FROM pg_index i, LATERAL (
            SELECT unnest(i.indkey)::int UNION ALL
            SELECT d.refobjsubid FROM pg_depend d WHERE i.indexprs IS NOT NULL AND d.objid = i.indexrelid
               AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
          ) part (column_number)
         WHERE i.indisunique OR i.indisexclusion GROUP BY i.indrelid
    ), key AS (
        SELECT DISTINCT ON (i.indrelid) i.indrelid, (i.indkey::int2[])[0:i.indnkeyatts - 1] AS columns
          FROM pg_index i
         WHERE i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
           AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid AND NOT a.attnotnull
                              AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1]))
         ORDER BY i.indrelid, NOT i.indisprimary, i.indnkeyatts
    )
    SELECT * FROM (SELECT n.nspname, n.nspname = current_schema() AS is_odoos, c.relname, c.relkind, c.relispartition,
           top.relname AS top,
           has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT') AS may_read,
           c.relrowsecurity AND row_security_active(c.oid) AS hides_rows, c.oid::bigint AS oid,
           c.relkind = 'r' AND c.relam = (SELECT am.oid FROM pg_am am WHERE am.amname = 'heap') AS is_heap,
           coalesce(a.attnum = ANY(key.columns), FALSE) AS is_key,
           a.attname, a.attnum, b.typname, bn.nspname AS type_schema, NOT a.attnotnull AS nullable,
           CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier,
           coalesce(a.attnum = ANY(alone.columns), FALSE) AS is_unique,
           a.attgenerated = '' AND (b.typcategory = 'S'
               OR b.typtype = 'c' OR b.typname IN ('json', 'jsonb', 'bytea', 'xml', 'hstore', 'tsvector')
               OR coalesce(e.typcategory = 'S' OR e.typtype = 'c', FALSE)
               OR coalesce(e.typname IN ('json', 'jsonb', 'bytea', 'xml', 'hstore', 'tsvector'), FALSE))
               AS holds_text
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
      JOIN pg_namespace bn ON bn.oid = b.typnamespace
      LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'
      LEFT JOIN key ON key.indrelid = c.oid
      LEFT JOIN top ON top.oid = c.oid
      LEFT JOIN alone ON alone.indrelid = c.oid
     WHERE (c.relkind IN ('r', 'p', 'f') OR c.relkind = 'm' AND c.relispopulated) AND c.relpersistence <> 't'
       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND (%(name)s IS NULL OR c.relname = %(name)s)
    ) found WHERE holds_text OR is_key OR attname = 'id' ORDER BY NOT is_odoos, nspname, relname, attnum
"""

# Columns of it that are the same for all columns of a table, in the order of a _Relation's.
_OF_RELATION = ("nspname", "is_odoos", "relname", "relkind", "relispartition", "top", "hides_rows", "oid", "is_heap")


@dataclass
class _Relation:
    """What the database says of a table: see the statement above."""

    schema: str
    is_odoos: bool
    name: str
    kind: str
    is_partition: bool
    top: str
    hides_rows: bool
    oid: int
    is_heap: bool
    columns: list = field(default_factory=list)
    key: list = field(default_factory=list)
    has_id: bool = False
    may_read: bool = True
    has_unknown: bool = False

    @property
    def label(self):
        return self.name if self.is_odoos else f"{self.schema}.{self.name}"

    def add(self, may_read, is_key, holds_text, column, type_schema):
        """Take in a column; one that may not be read is left out, and said to be."""
        if column.type == UNKNOWN:
            self.has_unknown = True
        elif holds_text and may_read:
            self.columns.append(column)
        self.may_read = self.may_read and (may_read or not holds_text)
        if is_key:
            self.key.append((column.name, column.type, type_schema) if may_read else None)
        self.has_id = self.has_id or (column.name == "id" and column.type in WHOLE_NUMBERS and may_read)

    def trouble(self):
        """Return the code of why not all of it can be read; nothing if it can."""
        if self.kind == FOREIGN:
            return "foreign"
        if not self.may_read:
            return "no_right"
        if self.hides_rows:
            return "hides_rows"
        return "files_inside" if self.has_unknown else ""

    def own_key(self, models):
        """Return the Key of its rows: the id as Odoo knows it, or what the database says, or where a row lies."""
        if self.has_id and self.is_odoos and (self.top or self.name) in models:
            return ID
        if not self.key or None in self.key:
            return PLACE
        names = tuple(name for name, _type, _schema in self.key)
        return ID if names == ("id",) and self.has_id else Key(tuple(self.key))


def tables_of(env, name=None):
    """Return ([Table with a text-like column], [Question] for what cannot be read); Odoo's tables first.

    :param name: only what bears this name, in whatever schema.

    Text-like are texts, JSON, XML, bytea, hstore, composite types, and arrays of them, also under a name of the
    database's own.
    """
    models = {model._table for model in env.registry.values() if not model._abstract}
    relations = _relations(env, name)
    pairs, links = pairs_of(env), _links(env)
    whole = {
        relation.name
        for relation in relations
        if relation.kind == PARTITIONED
        and relation.is_odoos
        and not relation.is_partition
        and relation.own_key(models) != PLACE
    }
    sizes = sizes_of_tables(env) if name is None else {}
    tables, questions = [], []
    for relation in relations:
        is_part = relation.is_partition and relation.top in whole
        is_whole = relation.is_odoos and relation.name in whole
        if is_part or (relation.kind == PARTITIONED and not is_whole):
            continue
        if why := relation.trouble():
            questions.append(Question(UNREADABLE, source=relation.label, detail=why))
        if relation.columns and relation.kind != FOREIGN:
            table = _table(relation, models, pairs)
            _own, apart = sizes.get(table.oid, (0, SMALLEST_PACKED))
            table.may_be_large = apart >= SMALLEST_PACKED
            if table.records_of not in models:
                table.is_nobodys = True
                table.links = links.get((relation.schema, relation.name), [])
            tables.append(table)
    return tables, questions


def _relations(env, name):
    """Return the _Relations that have a text-like column, readable or not; one statement."""
    found, with_texts = {}, set()
    env.cr.execute(SQL(_COLUMNS, name=name), log_exceptions=False)
    for row in env.cr.dictfetchall():
        place = row["nspname"], row["relname"]
        relation = found.get(place)
        if relation is None:
            relation = found[place] = _Relation(*(row[name] for name in _OF_RELATION))
        if row["holds_text"]:
            with_texts.add(place)
        kind, modifier = row["typname"], row["modifier"]
        length = modifier - 4 if kind in ("varchar", "bpchar") and modifier > 4 else 0
        column = Column(row["attname"], kind, row["nullable"], row["is_unique"], length, schema=row["type_schema"])
        relation.add(row["may_read"], row["is_key"], row["holds_text"], column, row["type_schema"])
    return [relation for place, relation in found.items() if place in with_texts]


def _table(relation, models, pairs):
    records_of = relation.top if relation.top in models and relation.has_id else relation.label
    return Table(
        relation.label,
        relation.own_key(models),
        relation.columns,
        pairs.get(records_of, []),
        OF_THE_SCHOOL.get(relation.label, "TRUE"),
        path=(relation.schema, relation.name),
        with_heirs=relation.kind != ORDINARY,
        records_of=records_of,
        is_view=relation.kind == MATERIALISED,
        oid=relation.oid,
        tells_when=relation.is_heap and not relation.hides_rows,
    )


def pairs_of(env):
    """Return {table: [(model column, id column)]} of the references that name their model in another column."""
    found = {}
    for model in env.registry.values():
        references = [
            (item.model_field, item.name)
            for item in model._fields.values()
            if item.type == "many2one_reference" and item.store and model._fields[item.model_field].store
        ]
        if references and not model._abstract:
            found[model._table] = references
    return found


def _links(env):
    """Return {(schema, table): [(root model, column)]} of the foreign keys that lead to people; one statement.

    One that leads to another column than the id, as a login, tells no row number.
    """
    roots = {env[name]._table: name for name in root_models(env)}
    rows = run(
        env,
        SQL(
            "SELECT n.nspname, c.relname, a.attname, target.relname FROM pg_constraint k"
            " JOIN pg_class target ON target.oid = k.confrelid JOIN pg_class c ON c.oid = k.conrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
            " JOIN pg_attribute there ON there.attrelid = k.confrelid AND there.attnum = k.confkey[1]"
            " WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND there.attname = 'id' AND target.relname = ANY(%s)"
            " AND target.relnamespace = current_schema::regnamespace"
            " AND has_column_privilege(c.oid, a.attnum, 'SELECT')",
            list(roots),
        ),
    )
    found = {}
    for schema, table, column, target in rows:
        if column not in NOBODYS_LINKS:
            found.setdefault((schema, table), []).append((roots[target], column))
    return found
