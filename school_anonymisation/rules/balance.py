"""What is open in the books, and whose it is: one definition for what a student owes and what the school owes."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Of a line; the index of these lines says it, too.
IS_OPEN = (
    "parent_state = 'posted' AND reconciled IS NOT TRUE AND (amount_residual <> 0 OR amount_residual_currency <> 0)"
)

# Documents of the same person, about the same student, in one company and currency make up for each other. All that
# is open is read once: a school has few open lines, and asking for each line's balance by itself took minutes.
OPEN_LINES = """
    SELECT open.id, open.payer_id, open.invoiced_id, open.student_id FROM (
        SELECT line.id, line.partner_id AS payer_id, move.partner_id AS invoiced_id, move.student_id,
               line.amount_residual, line.amount_residual_currency,
               CASE WHEN bool_and(line.amount_residual_currency = 0) OVER together
                    THEN sum(line.amount_residual) OVER together
                    ELSE sum(line.amount_residual_currency) OVER together END AS balance
          FROM (SELECT * FROM account_move_line WHERE %(is_open)s) line
          JOIN account_move move ON move.id = line.move_id
          JOIN account_account account ON account.id = line.account_id AND account.account_type IN %(account_types)s
         %(among)s
        WINDOW together AS (
            PARTITION BY COALESCE(line.partner_id, -line.id), move.partner_id, move.student_id,
                         line.company_id, line.currency_id, account.account_type)
    ) open
     WHERE %(sign)s * open.balance %(comparison)s 0
       AND (%(sign)s * open.amount_residual > 0 OR %(sign)s * open.amount_residual_currency > 0)"""

# Of a few students no other lines are read. What makes up for each other bears the same contacts and student: all of
# it is among them, or nothing.
AMONG = """
    WHERE line.id IN (
        WITH people AS MATERIALIZED (
            SELECT s.id, s.partner_id, parent.id AS parent_id
              FROM (SELECT id, partner_id FROM school_student WHERE id = ANY(%(students)s) %(beside)s) s
              JOIN res_partner c ON c.id = s.partner_id
              LEFT JOIN res_partner parent ON parent.id = c.parent_id AND parent.is_company IS NOT TRUE
        ), contacts (id) AS MATERIALIZED (SELECT partner_id FROM people UNION SELECT parent_id FROM people)
        SELECT l.id FROM account_move_line l JOIN contacts ON contacts.id = l.partner_id WHERE %(is_open)s
        UNION ALL
        SELECT l.id FROM account_move m JOIN contacts ON contacts.id = m.partner_id
          JOIN account_move_line l ON l.move_id = m.id
        UNION ALL
        SELECT l.id FROM account_move m JOIN people ON people.id = m.student_id
          JOIN account_move_line l ON l.move_id = m.id)"""

# The same of what goes with them.
AMONG_BESIDE = "UNION ALL SELECT pairs.student_id, pairs.contact_id FROM (%s) pairs WHERE pairs.student_id = ANY(%s)"

# Joined, so that no NULL is among them: one in a NOT IN, and nobody would ever be eligible.
STUDENTS = """(
    WITH lines AS MATERIALIZED (%(lines)s)
    SELECT s.id FROM school_student s JOIN lines ON lines.payer_id = s.partner_id
     UNION ALL
    SELECT s.id FROM school_student s JOIN lines ON lines.invoiced_id = s.partner_id
     UNION ALL
    SELECT s.id FROM school_student s JOIN lines ON lines.student_id = s.id %(beside)s)"""
BESIDE = """
     UNION ALL
    SELECT pairs.student_id FROM (%s) pairs JOIN lines ON lines.payer_id = pairs.contact_id
     UNION ALL
    SELECT pairs.student_id FROM (%s) pairs JOIN lines ON lines.invoiced_id = pairs.contact_id"""


class Balance(models.AbstractModel):
    """Lines that are open, as Domains on ``account.move.line``, and the students concerned."""

    _name = "school.anonymisation.balance"
    _description = "What is open in the books"

    @api.model
    def _open_lines(self, account_types, sign, students=None):
        """Return the Domain of the posted lines with something open of this sign that nothing else makes up for.

        Of several types at once, for PostgreSQL reads all lines where one selection or another may hold.

        :param account_types: of asset_receivable, liability_payable; :param sign: 1 owed to the school, -1 by it.
        :param students: whose lines, and their parents', are read alone; None = everybody's.
        """
        return self._with_ids(self._lines(account_types, sign, ">", students))

    @api.model
    def _unmatched_lines(self, students):
        """Return the Domain of their receivables that a credit makes up for, but that nobody has matched with it."""
        return self._with_ids(self._lines(("asset_receivable",), 1, "<=", students))

    @api.model
    def _with_ids(self, lines):
        return Domain("id", "in", SQL("(SELECT lines.id FROM (%s) lines)", lines))

    @api.model
    def _lines(self, account_types, sign, comparison, students):
        self.env["account.move.line"].flush_model()
        self.env["account.move"].flush_model(["partner_id", "student_id"])
        self.env["school.student"].flush_model(["partner_id"])
        self.env["res.partner"].flush_model(["parent_id", "is_company"])
        is_open = SQL(IS_OPEN)
        among = SQL()
        if students is not None:
            beside = self._beside(lambda pairs: SQL(AMONG_BESIDE, pairs, students.ids))
            among = SQL(AMONG, is_open=is_open, students=students.ids, beside=beside)
        return SQL(
            OPEN_LINES,
            is_open=is_open,
            account_types=tuple(account_types),
            sign=sign,
            comparison=SQL(comparison),
            among=among,
        )

    @api.model
    def _concerned(self, account_types, sign, students=None):
        """Return the Domain of the students to whom what `_open_lines` finds, or its documents, lead.

        A receivable bears the commercial contact, which may be a parent; the document bears who was invoiced.
        """
        lines = self._lines(account_types, sign, ">", students)
        beside = self._beside(lambda pairs: SQL(BESIDE, pairs, pairs))
        return Domain("id", "in", SQL(STUDENTS, lines=lines, beside=beside))

    @api.model
    def _beside(self, build):
        """Return what `build` makes of the SQL of what goes with students, or nothing where nobody has that."""
        pairs = self.env["school.anonymisation.beside"]._pairs()
        return SQL() if pairs is None else build(pairs)

    @api.model
    def _payers(self, lines):
        """Return a subquery of the contacts whom these lines bear."""
        found = self.env["account.move.line"]._search(lines & Domain("partner_id", "!=", False))
        return found.subselect(SQL.identifier(found.table, "partner_id"))

    @api.model
    def _lines_of(self, student, lines):
        """Return those of these lines that concern one student."""
        contacts = self.env["school.anonymisation.beside"]._contacts(student).ids
        concerned = (
            Domain("partner_id", "in", contacts)
            | Domain("move_id.partner_id", "in", contacts)
            | Domain("move_id.student_id", "=", student.id)
        )
        return self.env["account.move.line"].search(lines & concerned)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # The rules ask for these lines; a line is in the index only as long as something is open on it.
    _anonymisation_open = models.Index(f"(partner_id, move_id) WHERE {IS_OPEN}")
