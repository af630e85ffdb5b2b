"""The kit for cycles: days pass, the jobs run, and the mails that would leave are collected."""

import re
import smtplib
from contextlib import ExitStack
from datetime import date, timedelta
from unittest.mock import patch

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.mail.tests.common import MockEmail
from odoo.tools import email_normalize, mute_logger

from .common import OFFICER_GROUPS, AnonymisationCase

ADVANCE = "school_anonymisation.ir_cron_anonymisation_cycle"
RUN = "school_anonymisation.ir_cron_anonymisation_run"
QUEUE = "mail.ir_cron_mail_scheduler_action"


def october(day):
    """Return that day of October in the year that the tests play in."""
    return date(2026, 10, day)


def november(day):
    """Return that day of November in the year that the tests play in."""
    return date(2026, 11, day)


class CycleCase(AnonymisationCase, MockEmail):
    """A school whose settings were saved long ago; its cycle starts when 1 October is played.

    ``officer``: Olga, who gets the mails. ``student``: Anna Ravn, who is on the list.
    """

    saved_on = date(2025, 3, 1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_first_saved_on = cls.saved_on
        cls.company.email = "office@school.example"
        cls.officer.partner_id.email = "officer@school.example"
        cls.officer.name = "Olga Officer"

    @property
    def cycle(self):
        return self.env["school.anonymisation.cycle"].search([("company_id", "=", self.company.id)], limit=1)

    def make_students(self, *names):
        """Return students whom nothing holds back."""
        return self.env["school.student"].concat(*(self.make_student(name) for name in names))

    def states(self, students):
        """Return what became of these students in the cycle, in their order."""
        return [self.row(student).state for student in students]

    def play(self, day, hour=12, refuse=(), jobs=(ADVANCE, QUEUE, RUN, QUEUE)):
        """Run these jobs at ``hour`` UTC of that day; return the mails that left, as given to the mail server.

        :param refuse: addresses that the mail server refuses.
        """
        delivered = []

        def send(_server, message, *_args, **_kwargs):
            if set(refuse) & {email_normalize(message["To"])}:
                raise smtplib.SMTPRecipientsRefused({message["To"]: (550, b"No such mailbox")})
            delivered.append(next(mail for mail in self._mails if mail["EmailMessage"] is message))
            return message["Message-Id"]

        with ExitStack() as stack:
            stack.enter_context(self.mock_mail_gateway(mail_unlink_sent=True))
            stack.enter_context(patch.object(IrMail_Server, "send_email", send))
            if refuse:
                stack.enter_context(mute_logger("odoo.addons.mail.models.mail_mail"))
            for job in jobs:
                self.run_job(job, day, hour)
        return delivered

    def play_days(self, first, last, **options):
        """Play every day from `first` to `last`; return [(day, mail)]."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [(day, mail) for day in days for mail in self.play(day, **options)]

    def play_until_run(self, **options):
        """Play the ordinary days of list and reminders, so that the run is next."""
        for day in (1, 15, 22):
            self.play(october(day), **options)

    def row(self, student=None):
        return self.cycle.candidate_ids.filtered(lambda row: row.student_id == (student or self.student))

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
