"""New row numbers: rows keep all that they hold, and whatever refers to them follows, in one statement.

PostgreSQL checks foreign keys at the end of a statement. Rows and all that point to them are changed by one, so that
no key need be deferred, dropped or left unchecked, whoever's table it is in.
"""

import random
from collections import defaultdict

from odoo.tools import SQL

from .sql import columns, quoted, run

NUMBERS = SQL.identifier("school_anonymisation_numbers")

FOREIGN_KEYS = """
    SELECT n.nspname, source.relname, a.attname, target.relname
      FROM pg_constraint k
      JOIN pg_class target ON target.oid = k.confrelid
      JOIN pg_class source ON source.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = source.relnamespace
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      JOIN pg_attribute to_id ON to_id.attrelid = k.confrelid AND to_id.attnum = k.confkey[1] AND to_id.attname = 'id'
     WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.conparentid = 0 AND source.relkind IN ('r', 'p')
       AND target.relnamespace = current_schema::regnamespace AND target.relname = ANY(%s)
"""


def copy_rows(env, table, numbers, labels, values):
    """Insert a copy of some rows of a table under new ids; what must be unique in it is left empty.

    What the database itself gives each row is new, too.

    :param numbers: {id: new id}; :param labels: {id: text}, in SQL ``v.label``; the new id is ``v.new``.
    :param values: {column: SQL of what stands there instead of what the row holds}.
    """
    known = columns(env, [table])[table]
    unique = {name: SQL("NULL") for name, column in known.items() if column.unique and column.nullable}
    written = (name for name, column in known.items() if not column.is_given)
    values = {name: quoted("t", name) for name in written} | unique | values | {"id": SQL("v.new")}
    run(
        env,
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s t"
            " JOIN (SELECT unnest(%s::int[]) AS old, unnest(%s::int[]) AS new, unnest(%s::text[]) AS label) v"
            " ON v.old = t.id",
            quoted(table),
            SQL(", ").join(map(quoted, values)),
            SQL(", ").join(values.values()),
            quoted(table),
            list(numbers),
            list(numbers.values()),
            [labels[row] for row in numbers],
        ),
    )


def fresh_numbers(env, table, ids):
    """Return {id: a number that no row of the table has ever had}, in random order."""
    ids = list(ids)
    sequence = SQL("pg_get_serial_sequence(%s, 'id')", table)
    drawn = run(env, SQL("SELECT nextval(%s) FROM generate_series(1, %s)", sequence, len(ids)))
    numbers = [number for (number,) in drawn]
    random.SystemRandom().shuffle(numbers)
    return dict(zip(ids, numbers, strict=True))


def renumber(env, numbers):
    """Give rows new ids, and have everything that refers to them refer to these, in the caller's transaction.

    Foreign keys of any table; columns that name a model and an id; references; relations that each company has its own
    of. Records in memory are forgotten.

    :param numbers: {model: {id: new id, which no row has}}
    :raise psycopg2.Error: what the database refuses; the caller has a savepoint.
    """
    numbers = {model: pairs for model, pairs in numbers.items() if pairs}
    if not numbers:
        return
    env.flush_all()
    _note(env, numbers)
    changes = _changes(env, numbers)
    changes = {place: changed for place, changed in changes.items() if _refers(env, place, changed)}
    updates = [
        SQL("%s AS (%s)", SQL.identifier(f"changed_{index}"), _update(place, changed))
        for index, (place, changed) in enumerate(changes.items())
    ]
    run(env, SQL("WITH %s SELECT 1", SQL(", ").join(updates)))
    for model in numbers:
        _mix_on_disk(env, model)
    run(env, SQL("DROP TABLE %s", NUMBERS))
    env.invalidate_all(flush=False)


def _mix_on_disk(env, model):
    """Write the renumbered rows of a model once more, in random order: PostgreSQL tells in which order rows lie.

    A statement that goes through the table writes them one after the other as they lay before.
    """
    joins = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan")
    before = run(env, SQL("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", list(joins)))
    _set(env, dict.fromkeys(joins, "off"))
    run(
        env,
        SQL(
            "UPDATE %s t SET id = t.id FROM (SELECT new FROM %s WHERE model = %s ORDER BY random()) n"
            " WHERE t.id = n.new",
            quoted(env[model]._table),
            NUMBERS,
            model,
        ),
    )
    _set(env, dict(before))


def _set(env, settings):
    """Set how PostgreSQL plans, until the transaction ends."""
    for name, value in settings.items():
        run(env, SQL("SELECT set_config(%s, %s, TRUE)", name, value))


def _note(env, numbers):
    """Write the numbers into a table of this session, in which they are looked up."""
    rows = [(model, old, new) for model, pairs in numbers.items() for old, new in pairs.items()]
    run(env, SQL("CREATE TEMPORARY TABLE %s (model text, old int, new int)", NUMBERS))
    given = (list(column) for column in zip(*rows, strict=True))
    run(env, SQL("INSERT INTO %s SELECT unnest(%s), unnest(%s), unnest(%s)", NUMBERS, *given))
    run(env, SQL("CREATE INDEX ON %s (old, model)", NUMBERS))
    run(env, SQL("ANALYZE %s", NUMBERS))


def _changes(env, numbers):
    """Return {(schema, table): {column: (SQL of its new value, SQL of whether it refers to a row)}}."""
    tables = {env[model]._table: model for model in numbers}
    found = defaultdict(dict)
    [(schema,)] = run(env, SQL("SELECT current_schema::text"))
    for table, model in tables.items():
        found[schema, table]["id"] = _number("id", SQL("n.model = %s", model))
    for of_schema, table, column, target in run(env, SQL(FOREIGN_KEYS, list(tables))):
        found[of_schema, table][column] = _number(column, SQL("n.model = %s", tables[target]))
    models_ = [model for model in env.registry.values() if not model._abstract and model._auto]
    there = columns(env, {model._table for model in models_})
    for model in models_:
        if model._table in there:
            _add_columns(env[model._name], numbers, there[model._table], found[schema, model._table])
    return {place: changed for place, changed in found.items() if changed}


def _add_columns(model, numbers, there, changed):
    """Add to what is changed of a model's table the columns that refer to records without a foreign key.

    :param there: names of the columns that the table has.
    """
    for name, item in model._fields.items():
        if name not in there:
            continue
        if item.type == "many2one_reference":
            if item.model_field in there:
                changed[name] = _number(name, SQL("n.model = t.%s", quoted(item.model_field)))
        elif item.type == "reference":
            changed[name] = _reference(name)
        elif item.type == "many2one" and item.company_dependent and item.comodel_name in numbers:
            changed[name] = _of_each_company(name, item.comodel_name)


def _number(column, which):
    column = quoted("t", column)
    new = SQL("(SELECT n.new FROM %s n WHERE n.old = %s AND %s)", NUMBERS, column, which)
    return SQL("coalesce(%s, %s)", new, column), SQL(
        "EXISTS (SELECT 1 FROM %s n WHERE n.old = %s AND %s)", NUMBERS, column, which
    )


def _reference(column):
    column = quoted("t", column)
    which = SQL("%s = n.model || ',' || n.old", column)
    new = SQL("(SELECT n.model || ',' || n.new FROM %s n WHERE %s)", NUMBERS, which)
    return SQL("coalesce(%s, %s)", new, column), SQL("EXISTS (SELECT 1 FROM %s n WHERE %s)", NUMBERS, which)


def _of_each_company(column, model):
    column = quoted("t", column)
    which = SQL("n.model = %s AND to_jsonb(n.old) = company.value", model)
    new = SQL(
        "(SELECT jsonb_object_agg(company.key, coalesce((SELECT to_jsonb(n.new) FROM %s n WHERE %s), company.value))"
        " FROM jsonb_each(%s) company)",
        NUMBERS,
        which,
        column,
    )
    refers = SQL("EXISTS (SELECT 1 FROM jsonb_each(%s) company JOIN %s n ON %s)", column, NUMBERS, which)
    return SQL("coalesce(%s, %s)", new, column), refers


def _update(place, changed):
    return SQL(
        "UPDATE %s t SET %s WHERE %s",
        quoted(*place),
        SQL(", ").join(SQL("%s = %s", quoted(name), value) for name, (value, _found) in changed.items()),
        SQL(" OR ").join(refers for _value, refers in changed.values()),
    )


def _refers(env, place, changed):
    """Whether any row of a table refers to one of the rows."""
    refers = SQL(" OR ").join(refers for _value, refers in changed.values())
    return bool(run(env, SQL("SELECT 1 FROM %s t WHERE %s LIMIT 1", quoted(*place), refers)))
