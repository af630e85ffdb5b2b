"""Rule: something is still to be paid by the student, or for the student by a guardian."""

from odoo import api, models
from odoo.fields import Domain


class DebtRule(models.AbstractModel):
    _name = "school.anonymisation.rule.debt"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: outstanding debt"

    _code = "debt"
    _sequence = 50
    _depends_on = (
        "partner_id.invoice_ids.amount_residual",
        "partner_id.invoice_ids.state",
        "invoice_for_ids.amount_residual",
        "invoice_for_ids.state",
    )

    _owed = (
        Domain("account_type", "=", "asset_receivable")
        & Domain("parent_state", "=", "posted")
        & Domain("reconciled", "=", False)
        & (Domain("amount_residual", ">", 0) | Domain("amount_residual_currency", ">", 0))
    )

    @api.model
    def _blocked(self):
        """A receivable bears the commercial contact, which may be a parent; the invoice bears who was invoiced."""
        return (
            Domain("partner_id", "in", self._concerned("account.move.line", "partner_id"))
            | Domain("partner_id", "in", self._concerned("account.move", "partner_id"))
            | Domain("id", "in", self._concerned("account.move", "student_id"))
        )

    @api.model
    def _concerned(self, model, field):
        """Return a subquery of whom `field` of the lines or documents that are owed refers to.

        Without the empty ones: one NULL in a NOT IN, and nobody would ever be eligible.
        """
        owed = self._owed
        if model == "account.move":
            owed = Domain("id", "in", self.env["account.move.line"]._search(owed).subselect("move_id"))
        return self.env[model]._search(owed & Domain(field, "!=", False)).subselect(field)

    @api.model
    def _records(self, student):
        partner = student.partner_id.id
        concerned = (
            Domain("partner_id", "=", partner)
            | Domain("move_id.partner_id", "=", partner)
            | Domain("move_id.student_id", "=", student.id)
        )
        return self.env["account.move.line"].search(self._owed & concerned).move_id

    @api.model
    def _sentence(self, student, records):
        return self.env._("Has not paid everything: %s.", self._names(records))


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # The rule asks for these lines; a line is in the index only as long as something is owed on it.
    _anonymisation_owed = models.Index(
        "(partner_id, move_id) WHERE parent_state = 'posted' AND reconciled IS NOT TRUE"
        " AND (amount_residual > 0 OR amount_residual_currency > 0)"
    )
