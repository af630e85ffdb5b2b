"""Source of knowledge: families. Who is whose brother, sister or guardian; they came together and left together."""

from odoo.tools import SQL

from .knowledge import Claim

ALIKE = """
SELECT %(column)s::text, array_agg(id) FROM %(table)s WHERE anonymised AND %(column)s IS NOT NULL
 GROUP BY %(column)s HAVING count(*) = 2
"""
LINKS = """
SELECT f.student_id FROM school_family_association f
  JOIN school_student s ON s.id = f.student_id OR s.partner_id = f.relative_id WHERE s.anonymised
"""


class Relatives:
    source = "families"

    def attack(self, cursor, knowledge):
        """Claim families whose two rows are linked, lie side by side, or are the only two of one moment."""
        families = [pair for pair in knowledge.together if set(pair) <= knowledge.gone]
        if not families:
            return set()
        pairs = set()
        cursor.execute(LINKS)
        pairs |= {(row, row) for (row,) in cursor.fetchall()}
        for table, column in (
            ("school_student", "create_date"),
            ("school_student", "write_date"),
            ("res_partner", "create_date"),
            ("res_partner", "write_date"),
        ):
            cursor.execute(SQL(ALIKE, table=SQL.identifier(table), column=SQL.identifier(column)))
            pairs |= {tuple(rows) for _moment, rows in cursor.fetchall()}
        # One claim a pair that was found: which family it is of those who have gone, class lists would tell.
        return {Claim(families[n % len(families)][0], "school_student", pair) for n, pair in enumerate(pairs)}
