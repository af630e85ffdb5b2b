"""What the law asks to keep of people who have been anonymised, and until when. Holds no personal data."""

import logging
import uuid

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from ..erasure import apply
from ..erasure.expiry import plan_expired
from .engine_host import SchoolHost

_logger = logging.getLogger(__name__)


class AnonymisationRetained(models.Model):
    _name = "school.anonymisation.retained"
    _description = "Document kept by law"
    _order = "until, id"
    _rec_name = "model"

    student_id = fields.Many2one(
        "school.student",
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Empty once the document stands apart from the profile.",
    )
    partner_id = fields.Many2one("res.partner", "Former customer", readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, index=True)
    model = fields.Char("Kind of document", required=True, readonly=True)
    res_id = fields.Many2oneReference("Document", model_field="model", required=True, readonly=True)
    until = fields.Date("Kept by law until", required=True, readonly=True, index=True)

    _document_unique = models.Constraint("UNIQUE (student_id, model, res_id)", "This document is listed already.")

    @api.depends("student_id.company_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.student_id.company_id or line.company_id

    @api.model
    def _today(self):
        return self.env.company._school_today()

    @api.model
    def _retain(self, people, retention):
        """List the documents of a Retention, for the students among the people."""
        students = {person: student_id for student_id, person in people.get("school.student", {}).items()}
        rows = [
            (students[person], model, document_id, retention.until[model][document_id])
            for (model, document_id), person in retention.people.items()
            if person in students
        ]
        if rows:
            # One statement whatever the number of documents; the ORM inserts a hundred at a time.
            self.env.cr.execute(
                SQL(
                    "INSERT INTO school_anonymisation_retained (student_id, company_id, model, res_id, until)"
                    " SELECT v.student_id, s.company_id, v.model, v.res_id, v.until FROM (SELECT"
                    " unnest(%s) AS student_id, unnest(%s) AS model, unnest(%s) AS res_id, unnest(%s::date[]) AS until"
                    ") v JOIN school_student s ON s.id = v.student_id ON CONFLICT DO NOTHING",
                    *(list(column) for column in zip(*rows, strict=True)),
                )
            )
            self.invalidate_model(flush=False)

    @api.model
    def _erase_expired(self):
        """Erase what the law no longer asks the company to keep; return {student id: number of documents}.

        The day given as *until* is still kept. Each student and each former customer gets a line in the log; the
        documents of former customers are counted under False.
        """
        expired = self.sudo().search([("company_id", "=", self.env.company.id), ("until", "<", self._today())])
        if not expired:
            return {}
        done = {student.id: len(lines) for student, lines in expired.grouped("student_id").items()}
        people = {line.res_id: line._contact().id for line in expired}
        labels = {student.partner_id.id: student.anonymisation_label for student in expired.student_id}
        labels |= {customer.id: customer.name for customer in expired.partner_id}
        result = apply(self.env, plan_expired(self.env, people, labels, SchoolHost()))
        counts = result.counts_by_person(expired.student_id)
        self.env["school.anonymisation.log"].sudo()._append(
            [
                {"kind": "expired", "student_id": student.id, "counts": counts[student.id]}
                for student in expired.student_id.filtered("anonymised")
            ]
        )
        self._log_former_customers(expired.partner_id, result)
        expired.unlink()
        return done

    def _contact(self):
        """Return who the document is of: the profile's contact, or the former customer."""
        return self.partner_id or self.student_id.partner_id

    @api.model
    def _log_former_customers(self, customers, result):
        """Write a line for each; nothing says whose documents they were. :param result: what `apply` answered."""
        log = self.env["school.anonymisation.log"].sudo()
        log._append_chained(
            [
                {
                    "kind": "expired",
                    "label": customer.name,
                    "profile_uid": str(uuid.uuid4()),
                    "company_id": self.env.company.id,
                    "month": log._this_month(self.env.company),
                    "counts": (counts := dict(result.people.get(customer.id, {}))),
                    "total": sum(counts.values()),
                }
                for customer in customers
            ]
        )

    @api.model
    def _erase_expired_everywhere(self):
        """Erase what has expired in every company, cycle or not; trouble in one of them stops only that."""
        for company in self.sudo().search([]).company_id:
            try:
                with self.env.cr.savepoint():
                    self.with_company(company)._erase_expired()
            except psycopg2.OperationalError:
                raise
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                # Without the message: it may quote what stands in a document.
                _logger.error("Documents of company %s not erased: %s", company.id, type(error).__name__)
