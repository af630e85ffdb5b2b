"""Values that are too large to be taken into memory: left out where rows are read, read apart where that is safe."""

from odoo.tools import SQL

from ..readers import EDGE, LARGEST, is_media
from ..sql import quoted, run
from .files_in_columns import rows_in

LARGEST_VALUE = 32_000_000
"""Bytes that a value may have to be read together with its row."""

SMALLEST_PACKED = LARGEST_VALUE // 256
"""Bytes on disk from which on a value may be so large: PostgreSQL packs nothing closer."""

TOGETHER = 64_000_000
"""Bytes of rows that are taken into memory together."""

AT_ONCE = 8_000_000
"""Bytes of a file in a column that are fetched together."""


def unless_large(column, instead):
    """Return SQL of a Column of row ``t`` as text, or ``instead`` of a value that is too large; see `is_large`."""
    value = quoted(column.name)
    return SQL("CASE WHEN %s THEN %s ELSE t.%s::text END", is_large(column), instead, value)


def is_large(column):
    """Return the SQL condition that the value of a Column of row ``t`` is too large.

    What lies packed on the disk is unpacked only where it may be. Of texts and bytes PostgreSQL knows the length as
    they lie there.
    """
    value, largest = quoted(column.name), SQL(str(LARGEST_VALUE))
    return SQL(
        "(pg_column_size(t.%s) > %s AND (pg_column_size(t.%s) > %s OR %s > %s))",
        *(value, SQL(str(SMALLEST_PACKED)), value, largest, _length(column), largest),
    )


def _length(column):
    return SQL("octet_length(t.%s)" if column.type == "bytea" else "octet_length(t.%s::text)", quoted(column.name))


def slices_of(env, table, keys):
    """Yield lists of some of the keys of a `catalogue.Table`: rows that can be taken into memory together."""
    if not (table.may_be_large and keys):
        yield keys
        return
    slice_, left = [], TOGETHER
    for key, size in _sizes(env, table, keys):
        if slice_ and size > left:
            yield slice_
            slice_, left = [], TOGETHER
        slice_.append(key)
        left -= size
    yield slice_


def _sizes(env, table, keys):
    """Return [(key, about how many bytes its row has)]."""
    values = [
        SQL(
            "coalesce(CASE WHEN %(size)s > %(large)s THEN NULL WHEN %(size)s > %(packed)s THEN %(length)s"
            " ELSE %(size)s END, 0)",
            size=SQL("pg_column_size(t.%s)", quoted(column.name)),
            large=SQL(str(LARGEST_VALUE)),
            packed=SQL(str(SMALLEST_PACKED)),
            length=_length(column),
        )
        for column in table.columns
    ]
    selected = SQL(", ").join(table.key.selected())
    query = SQL(
        "SELECT %s, %s FROM %s t WHERE %s",
        *(selected, SQL(" + ").join(values), table.source, table.key.chosen(keys)),
    )
    return [(table.key.of(row[:-1]), row[-1]) for row in run(env, query)]


def look_into(env, table, key, name, extractor, is_in):
    """Look into a file that is too large to be read with its row; return the code of why it was not read, or "".

    It is not written anew either: where something stands in it, that counts as not read.

    :param is_in: function from a row of cells to whether something stands in it.
    """
    place = table, key, name
    size = _of_row(env, place, SQL("octet_length(t.%s)", quoted(name)))
    content = _piece(env, place, 1, EDGE)
    if is_media(content[:4096]):
        # Of a film or a sound only the edges are read.
        content += _piece(env, place, size - EDGE + 1, EDGE)
    elif size > LARGEST:
        return "too_large"
    else:
        content += b"".join(_piece(env, place, start, AT_ONCE) for start in range(EDGE + 1, size + 1, AT_ONCE))
    codes = []
    found = any(map(is_in, rows_in(content, extractor, codes.append)))
    return "too_large" if found else next(iter(codes), "")


def _piece(env, place, start, size):
    column = quoted(place[2])
    return bytes(_of_row(env, place, SQL("substring(t.%s FROM %s FOR %s)", column, start, size)))


def _of_row(env, place, expression):
    table, key, _name = place
    [[value]] = run(env, SQL("SELECT %s FROM %s t WHERE %s", expression, table.source, table.key.chosen([key])))
    return value
