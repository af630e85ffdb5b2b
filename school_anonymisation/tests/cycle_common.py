"""The tests' kit for cycles: that of the kit, and what they ask of rows and mails."""

import re
from datetime import timedelta

from odoo.tools import email_normalize

from ..testing import ADVANCE, QUEUE, RUN, YearCase, november, october
from .common import OFFICER_GROUPS

__all__ = ["ADVANCE", "OFFICER_GROUPS", "QUEUE", "RUN", "CycleCase", "november", "october"]


class CycleCase(YearCase):
    """Besides the year: several students, days in a row, another officer, and the words of a mail."""

    def make_students(self, *names):
        """Return students whom nothing holds back."""
        return self.env["school.student"].concat(*(self.make_student(name) for name in names))

    def states(self, students):
        """Return what became of these students in the cycle, in their order."""
        return [self.row(student).state for student in students]

    def play_days(self, first, last, **options):
        """Play every day from `first` to `last`; return [(day, mail)]."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [(day, mail) for day in days for mail in self.play(day, **options)]

    def make_officer(self, login="kit_officer_2", **values):
        officer = self.make_user(login, OFFICER_GROUPS, **values)
        officer.partner_id.email = f"{login}@school.example"
        return officer

    def to(self, mail):
        """Return the one address to which a mail goes."""
        [address] = mail["email_to"]
        return email_normalize(address)

    def text(self, mail):
        """Return the text of a mail, without markup, the filling of its preview and runs of white space."""
        return re.sub(r"[\s\u034f\u200b]+", " ", re.sub(r"<[^>]+>", " ", mail["body"]))
