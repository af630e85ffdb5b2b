"""The paper for the data protection officer: what is kept of anonymised people, why, for how long, and who may."""

from functools import partial

from odoo import api, models

from ..erasure.people.walls import is_walled
from ..models.register_words import STAYS
from .month import month_in_words


class ReportRegister(models.AbstractModel):
    _name = "report.school_anonymisation.paper_register"
    _description = "Paper: what stays and why"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of the page: companies, what stays, what the law keeps, and what is erased.

        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        companies = self.env["res.company"].browse(docids) or self.env.company
        register = self.env["school.anonymisation.register.row"]
        # The register is the addons'; it is read anew, as its screen does.
        register.sudo()._refresh()
        rows = register.search([("model", "in", list(self.env.registry))])
        # What the program is made of, and what names things, is about nobody.
        rows = rows.filtered(lambda row: not is_walled(row.model))
        # Who may is a matter of the school, whoever may read users.
        officers = self.env["res.users"].sudo().search([]).filtered(lambda user: user._can_anonymise())
        log = self.env["school.anonymisation.log"]
        return {
            "docs": companies,
            "doc_model": companies._name,
            "printed_on": self.env.company._school_today(),
            "in_words": partial(month_in_words, self.env),
            "purposes": self._by_purpose(rows.filtered("purpose")),
            "erased": self._by_record(rows.filtered(lambda row: row.treatment not in STAYS)),
            "attention": len(rows.filtered("requires_attention")),
            "officers": {
                company.id: officers.filtered(lambda user, c=company: c in user.company_ids) for company in companies
            },
            "history": {company.id: self._history(company) for company in companies},
            "last": {
                company.id: log.search(
                    [("kind", "=", "verified"), ("company_id", "=", company.id)], order="number desc", limit=1
                )
                for company in companies
            },
        }

    @api.model
    def _history(self, company):
        """Return {figures: what the settings page shows of each level, run: the last run that is done}."""
        settings = self.env["school.anonymisation.settings"].browse(company.id)
        done = [("company_id", "=", company.id), ("state", "=", "done"), ("history_level", "!=", False)]
        run = self.env["school.anonymisation.cycle"].search(done, order="year desc", limit=1)
        return {"figures": settings.history_figures, "run": run}

    @api.model
    def _by_purpose(self, rows):
        """Return [(purpose in words, its code, kinds)], the purposes in their order."""
        words = dict(rows.fields_get(["purpose"], ["selection"])["purpose"]["selection"])
        groups = rows.grouped("purpose")
        return [(words[code], code, self._by_record(groups[code])) for code in words if code in groups]

    @api.model
    def _by_record(self, rows):
        """Return [(kind of record, fields in words)], in the reader's language, each kind once."""
        kinds = rows.grouped("kind_of_record")
        return [
            (kind, sorted({row.field_in_words for row in kinds[kind] if row.field != "id"})) for kind in sorted(kinds)
        ]
