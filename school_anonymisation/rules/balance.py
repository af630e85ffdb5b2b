"""What is open in the books, and whose it is: one definition for what a student owes and what the school owes."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Documents of the same person, about the same student, in one company and currency make up for each other.
BALANCE = """(
    SELECT CASE WHEN bool_and(other.amount_residual_currency = 0)
                THEN sum(other.amount_residual) ELSE sum(other.amount_residual_currency) END
      FROM account_move_line other
      JOIN account_move other_move ON other_move.id = other.move_id
      JOIN account_account account ON account.id = other.account_id AND account.account_type = %s
     WHERE other.partner_id = %s AND other.company_id = %s AND other.currency_id = %s
       AND other.parent_state = 'posted' AND other.reconciled IS NOT TRUE
       AND (other.amount_residual <> 0 OR other.amount_residual_currency <> 0)
       AND EXISTS (SELECT 1 FROM account_move move WHERE move.id = %s
                      AND other_move.partner_id IS NOT DISTINCT FROM move.partner_id
                      AND other_move.student_id IS NOT DISTINCT FROM move.student_id)
)"""


class Balance(models.AbstractModel):
    """Lines that are open, as Domains on ``account.move.line``, and the students concerned."""

    _name = "school.anonymisation.balance"
    _description = "What is open in the books"

    @api.model
    def _open_lines(self, account_type, sign):
        """Return the Domain of the posted lines with something open of this sign that nothing else makes up for.

        :param account_type: asset_receivable or liability_payable; :param sign: 1 owed to the school, -1 by it.
        """
        return self._unreconciled(account_type, sign) & self._balanced(account_type, ">" if sign > 0 else "<")

    @api.model
    def _unmatched_lines(self):
        """Return the Domain of the receivables that a credit makes up for, but that nobody has matched with it."""
        return self._unreconciled("asset_receivable", 1) & self._balanced("asset_receivable", "<=")

    @api.model
    def _unreconciled(self, account_type, sign):
        operator = ">" if sign > 0 else "<"
        return (
            Domain("account_type", "=", account_type)
            & Domain("parent_state", "=", "posted")
            & Domain("reconciled", "=", False)
            & (Domain("amount_residual", operator, 0) | Domain("amount_residual_currency", operator, 0))
        )

    @api.model
    def _balanced(self, account_type, operator):
        def to_sql(lines, alias, query):
            columns = (lines._field_to_sql(alias, name, query) for name in ("partner_id", "company_id", "currency_id"))
            balance = SQL(BALANCE, account_type, *columns, lines._field_to_sql(alias, "move_id", query))
            # A line without a partner has no balance, and stands for itself.
            by_itself = SQL("FALSE") if operator == "<=" else SQL("TRUE")
            return SQL("COALESCE(%s %s 0, %s)", balance, SQL(operator), by_itself)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _concerned(self, lines):
        """Return the Domain of the students to whom these lines or their documents lead.

        A receivable bears the commercial contact, which may be a parent; the document bears who was invoiced.
        """
        return (
            Domain("partner_id", "in", self._people(lines, "account.move.line", "partner_id"))
            | Domain("partner_id", "in", self._people(lines, "account.move", "partner_id"))
            | Domain("id", "in", self._people(lines, "account.move", "student_id"))
        )

    @api.model
    def _people(self, lines, model, field):
        """Return a subquery of whom `field` of the lines, or of their documents, refers to.

        Without the empty ones: one NULL in a NOT IN, and nobody would ever be eligible.
        """
        if model == "account.move":
            lines = Domain("line_ids", "any", lines)
        found = self.env[model]._search(lines & Domain(field, "!=", False))
        return found.subselect(SQL.identifier(found.table, field))

    @api.model
    def _lines_of(self, student, lines):
        """Return those of these lines that concern one student."""
        partner = student.partner_id.id
        concerned = (
            Domain("partner_id", "=", partner)
            | Domain("move_id.partner_id", "=", partner)
            | Domain("move_id.student_id", "=", student.id)
        )
        return self.env["account.move.line"].search(lines & concerned)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # The rules ask for these lines; a line is in the index only as long as something is open on it.
    _anonymisation_open = models.Index(
        "(partner_id, move_id) WHERE parent_state = 'posted' AND reconciled IS NOT TRUE"
        " AND (amount_residual <> 0 OR amount_residual_currency <> 0)"
    )
