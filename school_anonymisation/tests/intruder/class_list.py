"""Source of knowledge: class lists. Who was on which course when, of what gender and age."""

from collections import defaultdict

from .knowledge import Claim

HISTORIES = """
SELECT s.id, s.gender, array_agg(c.name ORDER BY e.id), array_agg(p.date_start ORDER BY e.id)
  FROM school_student s JOIN school_enrolment e ON e.student_id = s.id JOIN school_course c ON c.id = e.course_id
  JOIN school_teaching_period p ON p.id = e.period_id
 WHERE s.anonymised AND s.anonymisation_carrier IS NOT TRUE GROUP BY s.id
"""
ENROLMENTS = """
SELECT e.id, c.name, p.date_start, e.gender, e.age_group
  FROM school_enrolment e JOIN school_student s ON s.id = e.student_id JOIN school_course c ON c.id = e.course_id
  JOIN school_teaching_period p ON p.id = e.period_id
 WHERE s.anonymised
"""


class ClassList:
    source = "class lists of all years"

    def attack(self, cursor, knowledge):
        """Claim whoever's courses only one history has, and whoever is alone in fitting a single enrolment."""
        return {*self._by_history(cursor, knowledge), *self._by_enrolment(cursor, knowledge)}

    def _by_history(self, cursor, knowledge):
        lives, genders = defaultdict(set), {}
        for person, course, day, gender, _age in knowledge.classes:
            if person in knowledge.gone:
                lives[person].add((course, day))
                genders[person] = gender
        people = defaultdict(set)
        for person, taken in lives.items():
            people[genders[person], frozenset(taken)].add(person)
        rows = defaultdict(set)
        cursor.execute(HISTORIES)
        for row, gender, courses, days in cursor.fetchall():
            rows[gender, frozenset(zip(courses, days, strict=True))].add(row)
        for life, persons in people.items():
            if len(persons) == len(rows.get(life, ())) == 1:
                yield Claim(*persons, "school_student", *rows[life])

    def _by_enrolment(self, cursor, knowledge):
        known = defaultdict(list)
        for person, course, day, gender, age in knowledge.classes:
            if person in knowledge.gone:
                known[course, day].append((person, gender, age))
        cursor.execute(ENROLMENTS)
        rows = defaultdict(list)
        for row, course, day, gender, age in cursor.fetchall():
            rows[course, day].append((row, gender, age))
        for place, people in known.items():
            for person, gender, age in people:
                # What is not stated fits everybody.
                fits = [row for row, g, a in rows[place] if g in (None, gender) and a in (None, age)]
                if len(fits) == 1:
                    yield Claim(person, "school_enrolment", fits[0])
