"""Test kit for addons that bring a rule, personal data or people of their own. Import it from tests only.

A test case is a school in which nothing holds ``student`` back, and in which ``officer`` may anonymise::

    from odoo.addons.school_anonymisation.testing import TRACES, AnonymisationCase, YearCase, november

    class TestMailingList(AnonymisationCase):
        def test_nothing_is_left_of_a_student(self):
            student = self.make_known_student()
            student.partner_id.category_id = self.env["res.partner.category"].create({"name": "Monday's choir"})
            self.anonymise(student)
            self.assertAnonymised(student)
            self.assertNoTrace(TRACES)

        def test_whoever_is_enrolled_is_held_back(self):
            self.enrol(self.student)
            self.assertIn("active_course", self.codes())

    class TestMailingListInTheYear(YearCase):
        def test_student_of_the_list_goes_on_1_november(self):
            self.play_until_run()
            self.assertEqual(self.row().state, "candidate")
            self.play(november(1))
            self.assertAnonymised(self.student)

The factories (``make_student``, ``enrol``, ``hire``, ``put_on_waiting_list``, ``link``, ``make_invoice``, ``run_job``)
are those of `school_base.tests.common.SchoolCase`.
"""

import smtplib
from base64 import b64encode
from contextlib import ExitStack, nullcontext
from datetime import date
from io import BytesIO
from unittest.mock import patch

from PIL import Image

from odoo import SUPERUSER_ID, api
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.mail.tests.common import MockEmail
from odoo.addons.school_base.tests.common import SchoolCase
from odoo.tools import email_normalize, mute_logger

from .testing_search import NoTraceMixin

OFFICER_GROUPS = "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users"
ADVANCE = "school_anonymisation.ir_cron_anonymisation_cycle"
RUN = "school_anonymisation.ir_cron_anonymisation_run"
QUEUE = "mail.ir_cron_mail_scheduler_action"
ANNA = {
    "name": "Åse O'Ravn",
    "email": "aase.ravn@example.com",
    "phone": "+45 20 11 22 33",
    "street": "Lærkevej 12",
    "zip": "8000",
    "city": "Aarhus",
    "national_id": "010112-4321",
    "student_number": "S-778812",
    "birth_date": "2012-03-04",
    "health_notes": "Åse must not eat nuts",
}
TRACES = (
    "Åse O'Ravn",
    "O'Ravn, Åse",
    "aase.ravn@example.com",
    "+45 20 11 22 33",
    "4520112233",
    "Lærkevej 12",
    "010112-4321",
    "S-778812",
    "DK5000400440116243",
)


def photo(colour):
    """Return a small PNG, base64-encoded, that no other colour's is equal to."""
    file = BytesIO()
    Image.new("RGB", (16, 16), colour).save(file, "PNG")
    return b64encode(file.getvalue())


class AnonymisationCase(NoTraceMixin, SchoolCase):
    """A school that asks for `required` teaching periods without activity (0 = nobody has saved a number yet).

    ``officer``: a SuperUser with the permission. ``student``: a student whom nothing holds back.
    """

    required = 4

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_inactive_periods = cls.required
        cls.officer = cls.make_user("kit_officer", OFFICER_GROUPS)
        cls.student = cls.make_student("Anna Ravn")

    def codes(self, student=None):
        """Return the codes of the rules that hold a student back, as they are now."""
        student = student or self.student
        student.invalidate_recordset()
        return set(filter(None, (student.anonymisation_blocked_by or "").split(",")))

    def assertBlocked(self, code, student=None):
        """Assert that one rule, and only that one, holds the student back, wherever that is asked."""
        student = student or self.student
        self.assertEqual(self.codes(student), {code})
        self.assertFalse(student.anonymisation_eligible)
        self.assertNotIn(student, self.eligible_students())

    def assertEligible(self, student=None):
        """Assert that nothing holds the student back, wherever that is asked."""
        student = student or self.student
        self.assertEqual(self.codes(student), set())
        self.assertTrue(student.anonymisation_eligible)
        self.assertIn(student, self.eligible_students())

    def eligible_students(self):
        return self.env["school.student"].search([("anonymisation_eligible", "=", True)])

    def anonymise(self, student=None):
        """Anonymise as the SuperUser with the permission would, by hand, and let the job do what follows."""
        student = student or self.student
        student.with_user(self.officer).action_anonymise()
        self.look_through_everything_else()
        return student

    def look_through_everything_else(self):
        """Let the job look for what stands elsewhere of whoever has been anonymised by hand."""
        self.env.flush_all()
        # A test may have all cursors on its own transaction already.
        on_this_transaction = nullcontext() if self._registry_patched else self.enter_registry_test_mode()
        with on_this_transaction, self.env.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["school.anonymisation.batch"]._work_off_rest()
        self.env.invalidate_all()

    @classmethod
    def make_known_student(cls):
        """Return Åse O'Ravn, of whom much is known: ANNA, a photo and a portal login. TRACES identify her."""
        student = cls.make_student(**ANNA, image_1920=photo("teal"))
        cls.make_portal_user(student.partner_id, login=ANNA["email"])
        # Odoo's factory names the contact after the login.
        student.partner_id.with_context(tracking_disable=True).write({"name": ANNA["name"], "email": ANNA["email"]})
        return student

    def assertAnonymised(self, students):
        """Assert that these profiles are anonymised: label for name, archived, no way to reach them, one line each."""
        self.env.invalidate_all()
        for student in students:
            partner = student.partner_id
            self.assertTrue(student.anonymised)
            self.assertFalse(student.active or partner.active)
            self.assertEqual((student.name, partner.name), (student.anonymisation_label,) * 2)
            known = ("email", "phone", "street", "city", "vat", "image_1920", "comment", "barcode")
            self.assertFalse([name for name in known if partner[name]], "Known of the contact all the same")
            self.assertFalse(partner.user_ids.filtered("active"), "Can still log in")
            lines = self.env["school.anonymisation.log"].search([("student_id", "=", student.id)])
            self.assertEqual(lines.mapped("kind").count("erased"), 1, "Lines in the log")


def october(day):
    """Return that day of October in the year that the tests play in."""
    return date(2026, 10, day)


def november(day):
    """Return that day of November in the year that the tests play in."""
    return date(2026, 11, day)


class YearCase(AnonymisationCase, MockEmail):
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

    def play_until_run(self, **options):
        """Play the ordinary days of list and reminders, so that the run is next."""
        for day in (1, 15, 22):
            self.play(october(day), **options)

    def row(self, student=None):
        """Return the row of a student, ``student`` unless told, in the cycle's list."""
        return self.cycle.candidate_ids.filtered(lambda row: row.student_id == (student or self.student))
