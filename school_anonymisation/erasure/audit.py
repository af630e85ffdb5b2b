"""When a record was made and changed, and by whom: on the people's own records that stay, this says nothing more."""

from odoo import SUPERUSER_ID
from odoo.tools import SQL

from .sql import columns, update_rows

STAMPS = ("create_date", "write_date")
USERS = ("create_uid", "write_uid")
# What is written by a person's own hand is a record of the conversation, and of whoever else takes part in it.
WRITTEN_BY_THEM = ("mail.message", "author_id")


def write_over_audit(env, plan):
    """Set the stamps of a Plan's own records to the first of this month, and their users to the system.

    What the law retains is left as it is. A column that the register names is treated as it says.
    """
    found, declared = {}, set()
    for planned in plan.fields:
        if planned.row.field in STAMPS + USERS:
            declared.add((planned.table, planned.row.field))
        if _is_own(planned):
            held = plan.retention.held(planned.row.model, planned.records)
            found.setdefault(planned.table, set()).update(planned.records.keys() - held)
    tables = columns(env, found)
    for table, ids in found.items():
        names = [name for name in STAMPS + USERS if name in tables.get(table, ()) and (table, name) not in declared]
        stamp(env, table, ids, plan.host.today(env), names)


def stamp(env, table, ids, today, names=STAMPS + USERS):
    """Write the first of the month of a day, and the system as user, into these columns of some rows of a table."""
    month = today.replace(day=1)
    values = {name: SQL("%s::timestamp", month) if name in STAMPS else SQL("%s", SUPERUSER_ID) for name in names}
    if values and ids:
        changed = SQL(" OR ").join(
            SQL("t.%s IS DISTINCT FROM %s", SQL.identifier(name), value) for name, value in values.items()
        )
        update_rows(env, table, values, list(ids), where=SQL("(%s)", changed))


def _is_own(planned):
    """Whether the records of a PlannedField are the people themselves, or documents that are theirs and stay."""
    row = planned.row
    if planned.elsewhere or not planned.records:
        return False
    if (row.model, row.path) == WRITTEN_BY_THEM:
        return True
    stays = planned.storage == "record" and row.action == "keep"
    return stays or row.path == "." or (row.origin == "default" and row.action != "delete")
