"""Fills a database, past the ORM, with students who had an ordinary life, and with other contacts around them."""

import time
from dataclasses import dataclass

from odoo.tools import SQL

from . import generator_files
from .generator_sql import NAMES, STATEMENTS

PERIODS = 17
REQUIRED_PERIODS = 4
BULKY = (
    "account_move",
    "account_move_line",
    "ir_attachment",
    "mail_followers",
    "mail_message",
    "mail_tracking_value",
    "res_partner",
    "res_users",
    "school_enrolment",
    "school_instrument_hire",
    "school_student",
    "school_waiting_list_entry",
)


NOTHING = {"boolean": False, "integer": 0, "float": 0, "monetary": 0, "char": "", "selection": ""}


@dataclass(frozen=True)
class Size:
    """``students``: how many; ``eligible``: share of them, in tenths; ``others``: other contacts for each student."""

    students: int = 1000
    eligible: int = 3
    others: int = 10


def fill(env, size, say=lambda _text: None):
    """Fill the database of ``env``, in which the addons are installed and nobody lives yet; commits.

    Each student has a portal login, a photo, 3 attachments, 12 enrolments, 2 hires, 2 waiting list entries, 6 invoices,
    40 messages, 2 tracked values and a guardian of old. What holds the others back is spread over the rules:
    of ten students one each has an instrument, waits, has family, owes something; the rest take a course.
    """
    parameters = _prepare(env, size)
    cr = env.cr
    cr.execute("SET session_replication_role = replica")  # Rows that fit by construction: no key has to be looked up.
    cr.execute("SET work_mem = '256MB'")
    cr.execute(NAMES, parameters)
    definitions = _drop_indexes(cr)
    required = _give_defaults(env)
    for title, statement in STATEMENTS:
        began = time.monotonic()
        cr.execute(statement, parameters)
        say(f"  {title}: {cr.rowcount} rows in {time.monotonic() - began:.1f} s")
    generator_files.fill(env, parameters, say)
    began = time.monotonic()
    for definition in definitions:
        cr.execute(definition)
    for table in _tables_with_sequence(cr):
        cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")  # noqa: S608 names of our own
    for table, column in required:
        cr.execute(SQL("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", SQL.identifier(table), SQL.identifier(column)))
    cr.execute("SET session_replication_role = DEFAULT")
    cr.commit()
    cr.connection.autocommit = True
    cr.execute("VACUUM ANALYZE")
    cr.connection.autocommit = False
    say(f"  indexes and statistics in {time.monotonic() - began:.1f} s")


def _prepare(env, size):
    """Make the little that every school has, through the ORM, and return the parameters of the statements."""
    company = env.company
    company.anonymisation_inactive_periods = REQUIRED_PERIODS
    company.partner_id.tz = "Europe/Copenhagen"
    env["res.users"].create(
        {
            "name": "Bench Officer",
            "login": "officer",
            "password": "officer",
            "email": "officer@school.test",
            "group_ids": [
                (4, env.ref(name).id)
                for name in (
                    "base.group_user",
                    "school_base.group_school_superuser",
                    "school_anonymisation.group_r_can_anonymize_users",
                )
            ],
        }
    )
    env.flush_all()
    account = env["account.account"]
    field = env["ir.model.fields"]._get
    return {
        "students": size.students,
        "others": size.students * size.others,
        "eligible": size.eligible,
        "periods": PERIODS,
        "company": company.id,
        "currency": company.currency_id.id,
        "country": env.ref("base.dk").id,
        "journal": env["account.journal"].search([("type", "=", "sale")], limit=1).id,
        "receivable": account.search([("account_type", "=", "asset_receivable")], limit=1).id,
        "income": account.search([("account_type", "=", "income")], limit=1).id,
        "portal": env.ref("base.group_portal").id,
        "note": env.ref("mail.mt_note").id,
        "phone_field": field("res.partner", "phone").id,
        "email_field": field("res.partner", "email").id,
        "partner0": _last(env, "res_partner"),
        "user0": _last(env, "res_users"),
        "message0": _last(env, "mail_message"),
        "move0": _last(env, "account_move"),
    }


def _last(env, table):
    env.cr.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 names of our own
    return env.cr.fetchone()[0]


def _give_defaults(env):
    """Let what other apps require of a row be what Odoo gives it; return [(table, column)] of those columns."""
    given = []
    tables = {model._table: model for model in env.values() if model._table in BULKY and not model._abstract}
    env.cr.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_name = ANY(%s)"
        " AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER' AND column_name <> 'id'",
        [list(tables)],
    )
    for table, column in env.cr.fetchall():
        field = tables[table]._fields.get(column)
        value = tables[table].default_get([column]).get(column) if field else None
        if value is None and field and field.type in NOTHING:
            value = NOTHING[field.type]
        if value is not None:
            names = SQL.identifier(table), SQL.identifier(column)
            env.cr.execute(SQL("ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s", *names, value))
            given.append((table, column))
    return given


def _drop_indexes(cr):
    """Drop what is quicker to build afterwards and return the statements that do."""
    cr.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique",
        [list(BULKY)],
    )
    found = cr.fetchall()
    for name, _definition in found:
        cr.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def _tables_with_sequence(cr):
    cr.execute(
        "SELECT t.relname FROM pg_class t JOIN pg_class s ON s.relname = t.relname || '_id_seq'"
        " WHERE t.relkind = 'r' AND (t.relname = ANY(%s)"
        " OR t.relname ~ '^school_(course|instrument|teaching_period)$')",
        [list(BULKY)],
    )
    return [name for (name,) in cr.fetchall()]
