"""Source of knowledge: a bank statement. Who paid how much on which day."""

from collections import Counter

from .knowledge import Claim


class BankStatement:
    source = "bank statement"

    def attack(self, cursor, knowledge):
        """Claim whoever paid what nobody else did, where the document leads to a profile, one way or the other."""
        paid = Counter((day, amount) for _person, day, amount in knowledge.payments)
        found = set()
        for person, day, amount in knowledge.payments:
            if person not in knowledge.gone or paid[day, amount] > 1:
                continue
            cursor.execute(
                "SELECT s.id FROM account_move m JOIN school_student s ON s.anonymised AND (s.id = m.student_id OR"
                " s.partner_id IN (m.partner_id, m.commercial_partner_id, m.partner_shipping_id))"
                " WHERE m.state = 'posted' AND m.invoice_date = %s AND m.amount_total = %s",
                [day, amount],
            )
            rows = {row for (row,) in cursor.fetchall()}
            if len(rows) == 1:
                found.add(Claim(person, "school_student", *rows))
        return found
