"""Source of knowledge: last year's student numbers. They were given in the order in which profiles were made."""

from .knowledge import Claim


class StudentNumbers:
    source = "student numbers of last year"

    def attack(self, cursor, knowledge):
        """Claim whoever's number is left, and all between two who stay if as many rows lie there as are missing."""
        cursor.execute("SELECT student_number, id FROM school_student WHERE anonymised AND student_number IS NOT NULL")
        found = {
            Claim(knowledge.numbers[number], "school_student", row)
            for number, row in cursor.fetchall()
            if number in knowledge.numbers
        }
        cursor.execute("SELECT student_number, id FROM school_student WHERE anonymised IS NOT TRUE")
        staying = {number: row for number, row in cursor.fetchall() if number in knowledge.numbers}
        cursor.execute("SELECT id FROM school_student WHERE anonymised ORDER BY id")
        rows = [row for (row,) in cursor.fetchall()]
        missing, low = [], 0
        for number, person in [*knowledge.numbers.items(), (None, None)]:
            if number is not None and number not in staying:
                missing.append(person)
                continue
            high = staying.get(number, 2**31)
            between = [row for row in rows if low < row < high]
            if missing and len(between) == len(missing):
                pairs = zip(missing, between, strict=True)
                found |= {Claim(person, "school_student", row) for person, row in pairs}
            missing, low = [], high
        return found
