"""Rule: the school owes the student something: money that came in too much, an unpaid bill, a card with money on it."""

from odoo import api, models

from ..outcome import Blocker

EITHER = ("liability_payable", "asset_receivable")


class SchoolOwesRule(models.AbstractModel):
    _name = "school.anonymisation.rule.school_owes"
    _inherit = "school.anonymisation.rule.declared"
    _description = "The school owes something"

    _code = "school_owes"
    _sequence = 52
    _depends_on = ("partner_id.invoice_ids.amount_residual", "invoice_for_ids.amount_residual")
    _switch = "anonymisation_rule_school_owes"

    @api.model
    def _blocked(self):
        """In the books, or in an app that has money of the student's."""
        return self._blocked_among(None)

    @api.model
    def _blocked_among(self, students):
        return self._blocked_by_rows() | self.env["school.anonymisation.balance"]._concerned(EITHER, -1, students)

    @api.model
    def _blockers(self, student):
        books = self.env["school.anonymisation.balance"]
        moves = books._lines_of(student, books._open_lines(EITHER, -1, student)).move_id
        in_books = [Blocker(self._code, self._sentence(student, moves), moves)] if moves else []
        return in_books + super()._blockers(student)

    @api.model
    def _sentence(self, student, records):
        return self.env._(
            "The school still owes something (%(kind)s): %(names)s.",
            kind=self._kind(records),
            names=self._names(records),
        )
