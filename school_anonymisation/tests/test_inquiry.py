"""A request by somebody: every record that knows the person, in words, for who may; each look is in the log."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from ..erasure.sources.every_source import smallest_first, sources_of
from ..wizards import inquiry, inquiry_words
from .kit_erasing import ANNA, ErasureCase

NO_TIME = "There was no time"


@tagged("post_install", "-at_install")
class TestInquiry(ErasureCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guardian.message_post(body=f"Her daughter writes from {ANNA['email']}, please answer.")
        cls.guardian.comment = "Sings in the choir"
        cls.other = cls.make_student("Ib Holm", email="ib.holm@example.com")
        cls.move = cls.make_invoice(cls.anna.partner_id, invoice_date="2026-03-01")
        cls.enrolment = cls.enrol(cls.anna)

    def answer(self, typed, user=None):
        """Return what the page says when this is typed."""
        self.env.flush_all()
        form = Form(self.env["school.anonymisation.inquiry"].with_user(user or self.officer))
        form.asked = typed
        return form.answer or ""

    def lines(self):
        return self.env["school.anonymisation.log"].search([("kind", "=", "looked")])

    def test_address_finds_the_person_and_who_writes_of_her(self):
        answer = self.answer(ANNA["email"])
        self.assertIn("Åse O&#39;Ravn", answer)
        self.assertIn(f"model=school.student&amp;res_id={self.anna.id}", answer)
        self.assertIn(f"model=res.partner&amp;res_id={self.guardian.id}", answer)
        self.assertNotIn("Ib Holm", answer)

    def test_name_number_and_phone_find_her_as_well(self):
        for typed in ("O'Ravn, Åse", ANNA["phone"], ANNA["national_id"], ANNA["student_number"]):
            with self.subTest(typed=typed):
                answer = self.answer(typed)
                self.assertIn(f"paper_known/{self.anna.partner_id.id}", answer)
                self.assertNotIn(f"paper_known/{self.other.partner_id.id}", answer)

    def test_what_is_typed_is_no_pattern_and_nothing_is_stored(self):
        self.assertNotIn("paper_known", self.answer("%%%"))
        self.assertFalse(self.answer("Å"))
        self.assertFalse(self.env["school.anonymisation.inquiry"].search_count([]))

    def test_each_look_is_in_the_log_without_the_person(self):
        before = self.lines()
        self.answer(ANNA["email"])
        line = self.lines() - before
        self.assertEqual((line.user_id, line.company_id), (self.officer, self.company))
        self.assertFalse(line.student_id or line.label or line.profile_uid)
        self.assertTrue(line.action_verify_chain())

    def test_nobody_else_may_look_or_print(self):
        for user in (self.superuser, self.school_user, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.answer(ANNA["email"], user)
                report = self.env["report.school_anonymisation.paper_known"].with_user(user)
                with self.assertRaises(AccessError):
                    report._get_report_values(self.anna.partner_id.ids)

    def test_paper_says_everything_about_the_person_and_nothing_about_another(self):
        self.env.flush_all()
        before = self.lines()
        reports = self.env["ir.actions.report"].with_user(self.officer)
        content, _kind = reports._render_qweb_html("school_anonymisation.paper_known", self.anna.partner_id.ids)
        text = " ".join(html2plaintext(content.decode()).split())
        self.assertIn(ANNA["name"], text)
        for said in ("Enrolment", "Message", "Contact"):
            self.assertIn(said, text)
        self.assertNotIn("Ib Holm", text)
        # Of what is only tied to the person no field is named.
        self.assertNotIn("Created on", text)
        self.assertEqual(len(self.lines() - before), 1)

    def test_what_the_reader_may_not_open_is_counted(self):
        inquiry = self.env["school.anonymisation.inquiry"].with_user(self.officer)
        if self.officer.has_group("account.group_account_invoice"):
            self.skipTest("The officer may read invoices")
        kinds = {kind.name: kind for kind in inquiry._about(self.anna.partner_id)["known"]}
        invoices = kinds[self.env["ir.model"]._get("account.move").name]
        self.assertEqual((invoices.rows, invoices.hidden), ([], 1))

    def test_what_there_is_no_time_to_look_through_is_named(self):
        with patch.object(inquiry, "SECONDS", 0), patch.object(inquiry_words, "SHOWN_LEFT_OUT", 10_000):
            answer = self.answer(ANNA["name"])
        self.assertIn(NO_TIME, answer)
        for said in ("Message", "Attachment", "The files", "Sessions of logged-in users"):
            self.assertIn(said, answer)
        # Who may be meant is asked of the contacts themselves.
        self.assertIn(f"paper_known/{self.anna.partner_id.id}", answer)

    def test_of_what_there_is_no_time_for_no_more_is_named_than_fits_on_a_page(self):
        with patch.object(inquiry, "SECONDS", 0):
            answer = self.answer(ANNA["name"])
        self.assertRegex(answer, r"and \d+ more")
        self.assertLess(len(answer), 5000)

    def test_paper_for_which_there_was_no_time_says_so_beside_what_is_tied_to_the_person(self):
        values = self.env["school.anonymisation.inquiry"].with_user(self.officer)._about(self.anna.partner_id, 0)
        self.assertTrue(values["left_out"])
        self.assertIn(self.enrolment.id, values["found"].records["school.enrolment"])

    def test_where_there_is_time_nothing_is_left_out(self):
        self.assertNotIn(NO_TIME, self.answer(ANNA["email"]))

    def test_large_tables_come_last_when_there_may_not_be_time_for_all(self):
        sources, _questions = sources_of(self.env)
        self.env.cr.execute(
            "CREATE TABLE x_large AS SELECT repeat(md5(n::text), 30) AS note FROM generate_series(1, 9999) n"
        )
        more, _questions = sources_of(self.env)
        names = [source.name for source in smallest_first(self.env, more)]
        self.assertEqual(set(names) - {source.name for source in sources}, {"x_large"})
        self.assertGreater(names.index("x_large"), len(names) - 10)

    def test_somebody_who_works_here_is_answered_too(self):
        user = self.school_user
        self.guardian.message_post(body=f"Ask {user.name} on Monday.")
        self.env.flush_all()
        known = self.env["school.anonymisation.inquiry"].with_user(self.officer)._about(user.partner_id)["known"]
        self.assertTrue(known)
