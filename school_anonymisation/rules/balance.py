"""What is open in the books, and whose it is: one definition for what a student owes and what the school owes."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Documents of the same person, about the same student, in one company and currency make up for each other. All that
# is open is read once: a school has few open lines, and asking for each line's balance by itself took minutes.
OPEN_LINES = """(
    SELECT open.id FROM (
        SELECT line.id, line.amount_residual, line.amount_residual_currency,
               CASE WHEN bool_and(line.amount_residual_currency = 0) OVER together
                    THEN sum(line.amount_residual) OVER together
                    ELSE sum(line.amount_residual_currency) OVER together END AS balance
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN account_account account ON account.id = line.account_id AND account.account_type IN %(account_types)s
         WHERE line.parent_state = 'posted' AND line.reconciled IS NOT TRUE
           AND (line.amount_residual <> 0 OR line.amount_residual_currency <> 0)
        WINDOW together AS (
            PARTITION BY COALESCE(line.partner_id, -line.id), move.partner_id, move.student_id,
                         line.company_id, line.currency_id, account.account_type)
    ) open
     WHERE %(sign)s * open.balance %(comparison)s 0
       AND (%(sign)s * open.amount_residual > 0 OR %(sign)s * open.amount_residual_currency > 0)
)"""

# Whose contacts or students lines lead to. One NULL in a NOT IN, and nobody would ever be eligible.
OF_LINES = """(
    SELECT whose.id FROM account_move_line line JOIN account_move move ON move.id = line.move_id
     CROSS JOIN LATERAL (VALUES %s) AS whose (id)
     WHERE whose.id IS NOT NULL AND line.id IN %s
)"""
CONTACTS = "(line.partner_id), (move.partner_id)"
STUDENTS = "(move.student_id)"


class Balance(models.AbstractModel):
    """Lines that are open, as Domains on ``account.move.line``, and the students concerned."""

    _name = "school.anonymisation.balance"
    _description = "What is open in the books"

    @api.model
    def _open_lines(self, account_types, sign):
        """Return the Domain of the posted lines with something open of this sign that nothing else makes up for.

        Of several types at once, for PostgreSQL reads all lines where one selection or another may hold.

        :param account_types: of asset_receivable, liability_payable; :param sign: 1 owed to the school, -1 by it.
        """
        return self._lines(account_types, sign, ">")

    @api.model
    def _unmatched_lines(self):
        """Return the Domain of the receivables that a credit makes up for, but that nobody has matched with it."""
        return self._lines(("asset_receivable",), 1, "<=")

    @api.model
    def _lines(self, account_types, sign, comparison):
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model(["partner_id", "student_id"])
        found = SQL(OPEN_LINES, account_types=tuple(account_types), sign=sign, comparison=SQL(comparison))
        return Domain("id", "in", found)

    @api.model
    def _concerned(self, lines):
        """Return the Domain of the students to whom these lines or their documents lead.

        A receivable bears the commercial contact, which may be a parent; the document bears who was invoiced.
        """
        found = self.env["account.move.line"]._search(lines).subselect()
        contacts, students = SQL(OF_LINES, SQL(CONTACTS), found), SQL(OF_LINES, SQL(STUDENTS), found)
        return Domain("partner_id", "in", contacts) | Domain("id", "in", students)

    @api.model
    def _payers(self, lines):
        """Return a subquery of the contacts whom these lines bear."""
        found = self.env["account.move.line"]._search(lines & Domain("partner_id", "!=", False))
        return found.subselect(SQL.identifier(found.table, "partner_id"))

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
