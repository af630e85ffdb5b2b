"""Source of knowledge: the mail of October. Whose name stood beside which link."""

import re

from .knowledge import Claim


class OctoberMail:
    source = "links in the mails of October"

    def attack(self, cursor, knowledge):
        """Claim whoever's link leads to a profile: by the number in it, or by a word that a candidate still has."""
        found = set()
        for person, link in knowledge.links:
            last = link.rstrip("/").rpartition("/")[2]
            if person not in knowledge.gone:
                continue
            if re.fullmatch(r"\d+", last):
                cursor.execute("SELECT id FROM school_student WHERE id = %s AND anonymised", [int(last)])
            elif self._has_words(cursor):
                cursor.execute("SELECT student_id FROM school_anonymisation_candidate WHERE link_word = %s", [last])
            else:
                continue
            found |= {Claim(person, "school_student", row) for (row,) in cursor.fetchall() if row}
        return found

    def _has_words(self, cursor):
        cursor.execute(
            "SELECT 1 FROM information_schema.columns WHERE table_name = 'school_anonymisation_candidate'"
            " AND column_name = 'link_word'"
        )
        return cursor.fetchone()
