"""Looks at records of people whose values nobody knows any more: is what the register says empty or gone."""

from odoo.tools import SQL

from .planned_fields import holding
from .planning import plan
from .second_look import Verification
from .sources.scan import Searched
from .sql import run
from .subjects import PARTNER, Subjects

GOES = ("clear", "delete", "unlink_file")


def look_at_records(env, labels, host):
    """Return the Verification of what the erased people's own records hold; nothing is looked for elsewhere.

    :param labels: {contact id: neutral name} of who has been erased; :param host: on whose behalf.
    """
    planned = plan(env, Subjects({PARTNER: list(labels)}, labels, host=host))
    fields = [field for field in planned.fields if field.row.action in GOES and not field.elsewhere]
    result = Verification(Searched(len({field.table for field in fields}), len(fields)))
    for field in fields:
        if people := [field.records[key] for key in _left(env, field)]:
            result.left[field.table, field.row.field] = len(people)
            result.people.update(people)
    return result


def _left(env, field):
    """Return the ids of the records of a planned field that hold something that was to go."""
    if field.storage == "record":
        return list(field.records)
    if field.storage == "column" and field.count and field.column.nullable:
        query = SQL("SELECT id FROM %s WHERE id = ANY(%s)", SQL.identifier(field.table), list(field.records))
        return [key for (key,) in run(env, SQL("%s AND %s IS NOT NULL", query, holding(field.column)))]
    return []
