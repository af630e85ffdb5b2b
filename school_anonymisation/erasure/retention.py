"""Retention by law: which documents of the people must still be kept as they are, and until when."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from odoo.tools import SQL

from .host import Host
from .register.paths import parse
from .sql import run

MOVE = "account.move"
# What the audit trail of a retained document consists of: its words stay, the person's values go.
AUDIT_TRAIL = ("mail.message", "mail.tracking.value")

# A file is the document when the register says so, and of a vendor's bill the paper that came. What else hangs on it
# is not kept by law.
DOCUMENT_ITSELF = """
    t.res_model = %s AND t.res_id = ANY(%s) AND (
        t.res_field = ANY(%s)
        OR EXISTS (SELECT 1 FROM account_move m WHERE m.message_main_attachment_id = t.id
                      AND m.move_type IN ('in_invoice', 'in_refund', 'in_receipt')))
"""
# What Odoo refuses to delete: its own notes on documents of companies that have switched the audit trail on.
RESTRICTED_MESSAGE = """
    EXISTS (SELECT 1 FROM mail_message m
              JOIN account_move d ON d.id = m.res_id
              JOIN res_company c ON c.id = d.company_id AND c.restrictive_audit_trail
             WHERE m.id = %s AND m.model = %s AND d.id = ANY(%s) AND m.message_type = 'notification')
"""

# Posted documents within their term; the fiscal year of a document ends on the first closing day from its date on.
WITHIN_TERM = """
    SELECT m.id, min(o.person), min(term.ends)
      FROM account_move m
      JOIN (%s) o ON o.id = m.id
      JOIN res_company c ON c.id = m.company_id
      JOIN (SELECT unnest(%s::int[]) AS company_id, unnest(%s::int[]) AS years) r ON r.company_id = c.id
      JOIN LATERAL (
          SELECT make_date(y, c.fiscalyear_last_month::int, 1) AS month
            FROM generate_series(extract(year FROM m.date)::int, extract(year FROM m.date)::int + 1) y
      ) last ON TRUE
      JOIN LATERAL (
          SELECT least((last.month + interval '1 month' - interval '1 day')::date,
                       last.month + c.fiscalyear_last_day - 1) AS closing
      ) year ON year.closing >= m.date
      JOIN LATERAL (
          SELECT (year.closing + make_interval(years => r.years))::date AS ends
      ) term ON TRUE
     WHERE m.state = 'posted' AND r.years > 0
     GROUP BY m.id
    HAVING min(term.ends) >= %s
"""


@dataclass
class Retention:
    """What is retained.

    ``until``: {model: {document id: last day}}. ``people``: {(model, document id): contact id}.
    ``fields``: {model: names of the fields that the law asks to keep}.
    ``earlier``: ids of documents retained for people erased before.
    """

    env: Any
    host: Host = field(default_factory=Host)
    until: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    fields: dict = field(default_factory=dict)
    earlier: set = field(default_factory=set)

    @classmethod
    def of(cls, env, selector, rows, host):
        """Find the posted accounting documents within their term that the register's rows ask to retain."""
        retention = cls(env, host)
        if MOVE not in env:
            return retention
        for row in rows:
            if row.retained:
                retention.fields.setdefault(row.model, set()).add(row.field)
        retention.load_earlier()
        paths = sorted({row.path for row in rows if row.model == MOVE and row.retained})
        owners = [owner for path in paths if (owner := selector.select(MOVE, parse(path))) is not None]
        if owners:
            retention._add(SQL(" UNION ALL ").join(SQL("(%s)", owner) for owner in owners))
        return retention

    def load_earlier(self):
        """Read which documents are on the list already."""
        self.earlier = set(self.host.retained(self.env).get(MOVE, ()))

    def _add(self, owners):
        """Retain those documents within their term that SQL selects, as (id, person)."""
        years = self.host.retention_years(self.env)
        query = SQL(WITHIN_TERM, owners, list(years), list(years.values()), self.host.today(self.env))
        for move_id, person, until in run(self.env, query):
            self.until.setdefault(MOVE, {}).setdefault(move_id, until)
            self.people.setdefault((MOVE, move_id), person)

    def add_found(self, model, people):
        """Retain the documents of records in which somebody was found whom no field links to them.

        :param people: {record id of the model: contact id}
        """
        link = self.env[model]._fields.get("move_id")
        pairs = SQL("SELECT unnest(%s::int[]) AS id, unnest(%s::int[]) AS person", list(people), list(people.values()))
        if model == MOVE:
            self._add(pairs)
        elif model in self.fields and link is not None and link.store and link.comodel_name == MOVE:
            table = SQL.identifier(self.env[model]._table)
            self._add(SQL("SELECT t.move_id AS id, p.person FROM %s t JOIN (%s) p ON p.id = t.id", table, pairs))

    def split(self, model, records):
        """Return (records to be treated now, records of the audit trail to be redacted instead) for one model."""
        moves = list(self.until.get(MOVE, ()))
        if not moves or not records:
            return records, {}
        held = self._held(model, list(records), moves)
        now = {record_id: person for record_id, person in records.items() if record_id not in held}
        audited = {record_id: records[record_id] for record_id in held} if model in AUDIT_TRAIL else {}
        return now, audited

    def held(self, model, ids):
        """Return the ids among these that are part of a document that the law retains, its audit trail left out."""
        moves = [*self.until.get(MOVE, ()), *self.earlier]
        if not moves or not ids or model in AUDIT_TRAIL:
            return set()
        return self._held(model, list(ids), moves)

    def _held(self, model, ids, moves):
        """Return the ids among these that belong to a retained document."""
        if model == MOVE:
            return set(moves) & set(ids)
        if model == "ir.attachment":
            condition = SQL(DOCUMENT_ITSELF, MOVE, moves, sorted(self.fields.get(MOVE, ())))
        elif model == "mail.message":
            condition = SQL(RESTRICTED_MESSAGE, SQL.identifier("t", "id"), MOVE, moves)
        elif model == "mail.tracking.value":
            condition = SQL(RESTRICTED_MESSAGE, SQL.identifier("t", "mail_message_id"), MOVE, moves)
        else:
            link = self.env[model]._fields.get("move_id")
            if link is None or not link.store or link.comodel_name != MOVE:
                return set()
            condition = SQL("t.move_id = ANY(%s)", moves)
        query = SQL(
            "SELECT t.id FROM %s t WHERE t.id = ANY(%s) AND %s", SQL.identifier(self.env[model]._table), ids, condition
        )
        return {record_id for (record_id,) in run(self.env, query)}

    def by_person(self):
        """Return {contact id: [(model, document id, last day)]}."""
        found = defaultdict(list)
        for (model, document_id), person in self.people.items():
            found[person].append((model, document_id, self.until[model][document_id]))
        return found
