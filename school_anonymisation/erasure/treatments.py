"""What each treatment writes into a column of each type, as SQL. Pure: knows neither people nor tables."""

from odoo.tools import SQL

from .sql import DATE_TYPES, JSON_TYPES, TEXT_TYPES, quoted

# What stands for "nothing" where a column may not be NULL.
EMPTY = {"bool": False, "bytea": b"", "int2": 0, "int4": 0, "int8": 0, "numeric": 0, "float4": 0.0, "float8": 0.0}

# Of these types there are enough numbers for everybody to have another one; the largest that is drawn.
OF_CHANCE = {"int4": 2**31 - 1, "int8": 2**53}

OF_COLUMNS = ("clear", "replace", "generalise", "period")
"""Treatments that write into a column of the record itself."""


def can_be_emptied(column):
    """Whether there is a value that says nothing and that the database takes in every row of a column."""
    if column.is_given or column.is_referred_to:
        return False
    if column.nullable:
        return True
    if column.is_checked:
        return False
    if column.neutral is not None:
        return True
    if column.refers:
        return False
    if column.in_unique:
        return column.type in TEXT_TYPES or column.type in OF_CHANCE or column.type == "bool"
    return column.type in (*TEXT_TYPES, *JSON_TYPES, *DATE_TYPES, *EMPTY) or column.type.startswith("_")


def expression(action, column, label, own_model=False, first_day=None):
    """Return the SQL expression that a treatment writes into a column, from its present value in ``t``.

    :param label: SQL of the person's neutral label. :param own_model: a relation to the model itself.
    :param first_day: a function that returns SQL of the first day of the teaching period of a SQL date, or NULL.
    :raise ValueError: the treatment cannot be done to a column of this type; names the column only.
    """
    present = quoted("t", column.name)
    if action == "clear":
        return _nothing(column, label)
    if action == "replace":
        return _neutral(column, label, own_model)
    if action == "generalise":
        return _general(column, present, label)
    if action == "period":
        return _period(column, present, label, first_day)
    raise ValueError(f"{action} is not a treatment of a column ({column.name})")


def _nothing(column, label):
    if column.type == "bool":
        return SQL("FALSE")
    if column.nullable:
        return SQL("NULL")
    if column.neutral is not None:
        return column.neutral
    if column.in_unique and column.type in TEXT_TYPES:
        return _random(column.length)
    if column.in_unique and column.type in OF_CHANCE:
        # Below zero nobody else's program counts.
        return SQL("-1 - floor(random() * %s)", OF_CHANCE[column.type])
    if column.type in TEXT_TYPES:
        return SQL("''")
    if column.type in JSON_TYPES:
        return SQL("'{}'")
    if column.type in EMPTY:
        return SQL("%s", EMPTY[column.type])
    if column.type in DATE_TYPES:
        return _general(column, quoted("t", column.name), label)
    return SQL("'{}'")


def _neutral(column, label, own_model):
    if column.type in JSON_TYPES:
        # A translated text: one neutral word in every language. Anything else in JSON has no neutral word.
        return SQL("jsonb_build_object('en_US', %s)", label)
    if column.type in TEXT_TYPES:
        if column.unique:
            return _random(column.length)
        return SQL("left(%s, %s)", label, column.length) if column.length else label
    if own_model:
        return SQL("t.id")
    return _nothing(column, label)


def _random(length):
    """Return the SQL of a text that nobody else has, within the length of the column; 0 = of any length."""
    if not 0 < length < len("anonymised-") + 36:
        return SQL("'anonymised-' || gen_random_uuid()")
    return SQL("left(replace(gen_random_uuid()::text, '-', ''), %s)", length)


def _period(column, present, label, first_day):
    """Return the SQL of the first day of a date's period, never before its year: totals by year stay what they were."""
    if column.type not in DATE_TYPES:
        return _nothing(column, label)
    year = SQL("date_trunc('year', %s)::date", present)
    return SQL("greatest(%s, %s)", year, first_day(SQL("%s::date", present))) if first_day else year


def _general(column, present, label):
    if column.type == "date":
        return SQL("date_trunc('year', %s)::date", present)
    if column.type in DATE_TYPES:
        return SQL("date_trunc('year', %s)", present)
    if column.type in TEXT_TYPES:
        return SQL("nullif(left(%s, length(%s) / 2), '')", present, present)
    return _nothing(column, label)
