"""The papers: who may print them, what they say, and that they say nothing of anybody."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .cycle_common import CycleCase, november
from .kit_erasing import TRACES, ErasureCase

RUN = "school_anonymisation.paper_run"
PROFILE = "school_anonymisation.paper_profile"
REGISTER = "school_anonymisation.paper_register"


class PaperMixin:
    def paper(self, name, records, user=None):
        """Return the text of a paper, as this user, the officer unless told, prints it."""
        reports = self.env["ir.actions.report"].with_user(user or self.officer)
        content, _kind = reports._render_qweb_html(name, records.ids)
        return " ".join(html2plaintext(content.decode()).split())


@tagged("post_install", "-at_install")
class TestPaperOfRun(PaperMixin, CycleCase):
    def test_run_is_told_in_numbers_with_the_lines_that_prove_them(self):
        self.play_until_run()
        with self.assertRaisesRegex(UserError, "Nobody has been anonymised in this year yet"):
            self.paper(RUN, self.cycle)
        self.play(november(1))
        text = self.paper(RUN, self.cycle)
        line = self.env["school.anonymisation.log"].search([("kind", "=", "erased")], limit=1, order="number desc")
        self.assertIn("What was anonymised in 2026", text)
        self.assertIn(self.company.name, text)
        self.assertRegex(text, r"Profiles anonymised\s+1\b")
        self.assertIn(f"numbers {line.number} to", text)
        annex = text.partition("Annex: the entries of the log")[2]
        self.assertRegex(annex, rf"Kept by law until\s+{line.number}\s+{line.total}\s+0\b")
        self.assertRegex(
            text,
            r"stays together, under a neutral name, which is pseudonymous and not quite anonymous: \d+ % of the"
            r" students",
        )
        self.assertNotIn("Anna", text)


@tagged("post_install", "-at_install")
class TestPapers(PaperMixin, ErasureCase):
    def test_certificate_says_what_was_done_and_nothing_of_whom(self):
        self.anonymise(self.anna)
        text = self.paper(PROFILE, self.anna)
        line = self.env["school.anonymisation.log"].search([("student_id", "=", self.anna.id), ("kind", "=", "erased")])
        self.assertIn(self.anna.anonymisation_label, text)
        self.assertIn(f"number {line.number}", text)
        self.assertIn(line.hash, text)
        for trace in TRACES:
            self.assertNotIn(trace, text)

    def test_certificate_for_somebody_who_is_known_is_refused(self):
        with self.assertRaisesRegex(UserError, "anonymised profiles only"):
            self.paper(PROFILE, self.anna)

    def test_what_is_kept_and_why_names_kinds_of_records_and_who_may(self):
        text = self.paper(REGISTER, self.company)
        self.assertIn("history: how many took part", text)
        self.assertIn("Why it is anonymous, and how far", text)
        self.assertIn("Courses with their teaching periods", text)
        self.assertIn(self.officer.name, text)
        self.assertIn("pseudonymous, not quite anonymous: the table above", text)
        # Nobody has been anonymised, so that the level may be anything.
        self.company.sudo().anonymisation_history_level = "loose"
        self.assertNotIn("pseudonymous, not quite anonymous: the table above", self.paper(REGISTER, self.company))
        self.assertIn("Enrolment", text)

    def test_papers_are_for_those_who_may_anonymise_only(self):
        self.anonymise(self.anna)
        for name, records in ((PROFILE, self.anna), (REGISTER, self.company)):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.paper(name, records, self.superuser)

    def test_button_of_the_register_prints(self):
        rows = self.env["school.anonymisation.register.row"]
        self.assertEqual(rows.with_user(self.officer).action_print([1])["report_name"], REGISTER)
        with self.assertRaises(AccessError):
            rows.with_user(self.superuser).action_print()
