"""When a record was made and changed, and by whom: on the people's own records that stay, this says nothing more."""

from odoo import SUPERUSER_ID
from odoo.tools import SQL

from .sql import columns

STAMPS = ("create_date", "write_date")
USERS = ("create_uid", "write_uid")
# What is written by a person's own hand is a record of the conversation, and of whoever else takes part in it.
WRITTEN_BY_THEM = ("mail.message", "author_id")


def stamps_of(env, plan):
    """Yield (table, ids, {column: SQL}) of a Plan's own records: the first of this month, and the system as user.

    What the law retains is left as it is. A column that the register names is treated as it says.
    """
    found, declared = {}, set()
    for planned in plan.fields:
        if planned.row.field in STAMPS + USERS:
            declared.add((planned.table, planned.row.field))
        if _is_own(planned):
            held = plan.retention.held(planned.row.model, planned.records)
            found.setdefault(planned.table, set()).update(planned.records.keys() - held)
    month = plan.host.today(env).replace(day=1)
    values = dict.fromkeys(STAMPS, SQL("%s::timestamp", month)) | dict.fromkeys(USERS, SQL("%s", SUPERUSER_ID))
    tables = columns(env, found)
    for table, ids in found.items():
        there = {
            name: value
            for name, value in values.items()
            if name in tables.get(table, ()) and (table, name) not in declared
        }
        if ids and there:
            yield table, ids, there


def _is_own(planned):
    """Whether the records of a PlannedField are the people themselves, or documents that are theirs and stay."""
    row = planned.row
    if planned.elsewhere or not planned.records:
        return False
    if (row.model, row.path) == WRITTEN_BY_THEM:
        return True
    stays = planned.storage == "record" and row.action == "keep"
    return stays or row.path == "." or (row.origin == "default" and row.action != "delete")
