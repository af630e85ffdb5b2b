"""Rule: something is still to be paid by the student, for the student by a guardian, or by a parent contact."""

from odoo import api, models
from odoo.fields import Domain

RECEIVABLE = ("asset_receivable",)


class DebtRule(models.AbstractModel):
    _name = "school.anonymisation.rule.debt"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: outstanding debt"

    _code = "debt"
    _sequence = 50
    _depends_on = (
        "partner_id.invoice_ids.amount_residual",
        "partner_id.invoice_ids.state",
        "partner_id.parent_id.invoice_ids.amount_residual",
        "partner_id.parent_id.is_company",
        "invoice_for_ids.amount_residual",
        "invoice_for_ids.state",
    )

    # What a parent has to pay for another child, named on the document, is that child's.
    _parents_own = Domain("move_id.student_id", "=", False) & (
        Domain("move_id.partner_id", "=", False)
        | Domain("move_id.partner_id.parent_id", "=", False)
        | Domain("move_id.partner_id.type", "!=", "contact")
    )

    @api.model
    def _owed(self, students):
        return self.env["school.anonymisation.balance"]._open_lines(RECEIVABLE, 1, students)

    @api.model
    def _blocked(self):
        return self._blocked_among(None)

    @api.model
    def _blocked_among(self, students):
        books = self.env["school.anonymisation.balance"]
        parents = books._payers(self._owed(students) & self._parents_own)
        of_a_parent = Domain("parent_id.is_company", "=", False) & Domain("parent_id", "in", parents)
        people = self.env["res.partner"]._search(of_a_parent).subselect()
        beside = self.env["school.anonymisation.beside"]._students(people)
        return books._concerned(RECEIVABLE, 1, students) | Domain("partner_id", "in", people) | beside

    @api.model
    def _records(self, student):
        lines = self.env["school.anonymisation.balance"]._lines_of(student, self._owed(student))
        parents = self.env["school.anonymisation.beside"]._contacts(student).parent_id
        if parents := parents.filtered(lambda parent: not parent.is_company):
            of_parents = self._owed(student) & self._parents_own & Domain("partner_id", "in", parents.ids)
            lines |= self.env["account.move.line"].search(of_parents)
        return lines.move_id

    @api.model
    def _sentence(self, student, records):
        return self.env._("Has not paid everything: %s.", self._names(records))

    @api.model
    def _remarks(self, student):
        """Tell that invoices and credits make up for each other but were never matched: that is no debt."""
        books = self.env["school.anonymisation.balance"]
        moves = books._lines_of(student, books._unmatched_lines(student)).move_id
        if not moves:
            return []
        names = self._names(moves)
        return [self.env._("Owes nothing, but these are unmatched with the credit that makes up for them: %s.", names)]
