"""Source of knowledge: the numbers of rows, from a backup, another program or an old link."""

from odoo.tools import SQL

from .knowledge import Claim

PEOPLE = ("school_student", "res_partner")
BY_STUDENT = "(SELECT s.anonymised FROM school_student s WHERE s.id = t.student_id)"


class BackupNumbers:
    source = "row numbers of a backup"

    def attack(self, cursor, knowledge):
        """Claim whoever's row still has its number."""
        found = set()
        for table, people in knowledge.rows.items():
            numbers = [number for number, person in people.items() if person in knowledge.gone]
            gone = SQL("t.anonymised" if table in PEOPLE else BY_STUDENT)
            rows = SQL("SELECT t.id FROM %s t WHERE t.id = ANY(%s) AND %s", SQL.identifier(table), numbers, gone)
            cursor.execute(rows)
            found |= {Claim(people[row], table, row) for (row,) in cursor.fetchall()}
        return found | self._beside(cursor, knowledge)

    def _beside(self, cursor, knowledge):
        """Claim whoever's message, login, order or document still leads to a profile under the number that it had."""
        found = set()
        for (table, column), people in knowledge.beside.items():
            numbers = [number for number, person in people.items() if person in knowledge.gone]
            if not numbers:
                continue
            cursor.execute(
                SQL(
                    "SELECT t.id, s.id FROM %s t JOIN school_student s ON s.partner_id = %s"
                    " WHERE t.id = ANY(%s) AND s.anonymised",
                    SQL.identifier(table),
                    SQL.identifier("t", column),
                    numbers,
                )
            )
            found |= {Claim(people[number], "school_student", row) for number, row in cursor.fetchall()}
        return found
