"""Once several have been looked for to the end, no number, label, login or document leads to what is left of them."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..papers.month import month_in_words
from .common import AnonymisationCase
from .test_papers import PaperMixin

FOLLOWING = ("school_enrolment", "school_waiting_list_entry", "school_instrument_hire")


@tagged("post_install", "-at_install")
class TestHistoryMoved(PaperMixin, AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaving = cls.student | cls.make_known_student()
        for name in ("Bo Dam", "Cy Eg", "Di Fog"):
            cls.leaving |= cls.make_student(name, gender="female")
        cls.twin = cls.make_student("Ib Holm")
        for student in cls.leaving | cls.twin:
            cls.make_history(student)
        cls.known = cls.leaving[1]
        cls.invoice = cls.make_invoice(cls.known.partner_id, invoice_date="2025-03-01")
        cls.pay(cls.invoice)
        cls.for_student = cls.make_invoice(
            cls.make_contact("Bente Holm"), student=cls.known, invoice_date="2025-04-01", amount=80
        )
        cls.pay(cls.for_student)
        cls.old_invoice = cls.make_invoice(cls.known.partner_id, invoice_date="2015-03-01", amount=60)
        cls.pay(cls.old_invoice)
        room = cls.env["discuss.channel"].create({"name": "Concert"})
        cls.message = room.message_post(body="I shall come", author_id=cls.known.partner_id.id)
        cls.others = room.message_post(body="So shall I", author_id=cls.twin.partner_id.id)
        cls.env.flush_all()

    @classmethod
    def make_history(cls, student):
        day = cls.periods[0].date_start
        cls.enrol(student, cls.periods[0], state="completed", lessons_planned=10, lessons_attended=5)
        cls.put_on_waiting_list(student, requested_on=day, state="withdrawn", closed_on=day)
        cls.hire(student, hired_on=day, returned_on=day)

    def setUp(self):
        super().setUp()
        self.old = {"school_student": self.leaving.ids, "res_partner": self.leaving.partner_id.ids}
        for table in FOLLOWING:
            self.old[table] = self.ids("student_id", table, self.leaving.ids)
        self.leaving.with_user(self.officer).action_anonymise_several()
        self.look_through_everything_else()
        self.assertTrue(all(self.leaving.mapped("anonymised")))

    def ids(self, column, table, numbers):
        """Return the ids of a table's rows in which a column holds one of these numbers."""
        column, table = SQL.identifier(column), SQL.identifier(table)
        rows = self.env.execute_query(SQL("SELECT id FROM %s WHERE %s = ANY(%s)", table, column, numbers))
        return [record_id for (record_id,) in rows]

    def moved(self):
        return self.env["school.anonymisation.history"]._move_all()

    def gone(self):
        return self.env["school.student"].with_context(active_test=False).search([("anonymised", "=", True)])

    def totals(self):
        lessons = ["__count", "lessons_attended:sum"]
        return [
            self.env["school.enrolment"]._read_group([], ["period_id", "course_id", "gender"], lessons),
            self.env["school.student"].with_user(self.school_user)._read_group([], ["gender"], ["__count"]),
            self.env["res.partner"].with_user(self.school_user)._read_group([], ["country_id"], ["__count"]),
            self.env["account.move.line"]._read_group([], ["account_id"], ["__count", "balance:sum"]),
            self.env["account.move.line"]._read_group([("partner_id", "!=", False)], [], ["__count", "balance:sum"]),
            self.env["account.payment"]._read_group([], ["state"], ["__count", "amount:sum"]),
        ]

    def test_history_stands_under_new_numbers_labels_and_identifiers(self):
        totals, twin = self.totals(), self.twin.read()
        labels, identifiers = self.leaving.mapped("anonymisation_label"), self.leaving.mapped("anonymisation_uid")
        self.assertEqual(self.moved(), 5)
        for table, ids in self.old.items():
            with self.subTest(table=table):
                self.assertEqual(self.ids("id", table, ids), [])
        new = self.gone()
        self.assertEqual(len(new), 5)
        self.assertFalse(set(labels) & set(new.mapped("anonymisation_label")))
        self.assertFalse(set(identifiers) & set(new.mapped("anonymisation_uid")))
        self.assertEqual(sorted(new.mapped("name")), sorted(new.mapped("anonymisation_label")))
        self.assertEqual([len(student.enrolment_ids) for student in new], [1] * 5)
        self.assertEqual(self.totals(), totals)
        self.assertEqual(self.twin.read(), twin)

    def test_log_proves_it_and_leads_to_nobody(self):
        log = self.env["school.anonymisation.log"]
        lines = log.search([("kind", "=", "erased")], limit=5)
        self.moved()
        self.env.invalidate_all()
        self.assertFalse(lines.student_id)
        self.assertEqual(log._first_broken_line(), "")

    def test_certificate_is_printed_from_the_line_and_leads_to_no_profile(self):
        label = self.known.anonymisation_label
        line = self.env["school.anonymisation.log"].search([("kind", "=", "erased"), ("label", "=", label)])
        self.moved()
        self.env.invalidate_all()
        text = self.paper("school_anonymisation.paper_line", line)
        for words in (
            label,
            month_in_words(self.env, line.month),
            f"number {line.number}",
            line.hash,
            "Afterwards everything was searched",
        ):
            self.assertIn(words, text)
        for profile in self.gone():
            self.assertNotIn(profile.anonymisation_label, text)
            with self.assertRaisesRegex(UserError, "from the line"):
                self.paper("school_anonymisation.paper_profile", profile)

    def test_certificates_are_for_lines_about_an_erasure_and_for_those_who_may(self):
        lines = self.env["school.anonymisation.log"].search([("kind", "in", ["erased", "verified"])])
        with self.assertRaisesRegex(UserError, "about an erasure"):
            self.paper("school_anonymisation.paper_line", lines)
        with self.assertRaises(AccessError):
            self.paper(
                "school_anonymisation.paper_line", lines.filtered(lambda one: one.kind == "erased"), self.superuser
            )

    def test_old_documents_and_messages_lead_to_no_profile(self):
        self.moved()
        self.env.invalidate_all()
        profiles = self.gone().partner_id
        self.assertRegex(self.old_invoice.partner_id.name, "^Former customer ")
        self.assertEqual(self.old_invoice.line_ids.partner_id, self.old_invoice.partner_id)
        self.assertNotEqual(self.old_invoice.partner_id, self.invoice.partner_id)
        self.assertRegex(self.message.author_id.name, "^Anonymised contact ")
        self.assertFalse((self.old_invoice.partner_id | self.message.author_id) & profiles)
        self.assertEqual(self.others.author_id, self.twin.partner_id)

    def test_login_and_retained_document_stand_apart(self):
        login = self.known.partner_id.with_context(active_test=False).user_ids
        self.moved()
        self.env.invalidate_all()
        profiles = self.gone().partner_id
        self.assertRegex(login.partner_id.name, "^Former login ")
        self.assertRegex(self.invoice.partner_id.name, "^Former customer ")
        self.assertEqual(self.invoice.line_ids.partner_id, self.invoice.partner_id)
        self.assertEqual(self.invoice.invoice_partner_display_name, "Åse O'Ravn")
        payments = self.env["account.payment"].search([("partner_id", "=", self.invoice.partner_id.id)])
        # The older invoice was paid lately: the law keeps that payment, too.
        self.assertEqual(len(payments), 2)
        self.assertFalse((self.invoice.partner_id | login.partner_id) & profiles)
        self.assertFalse(self.for_student.student_id)
        self.assertEqual(self.for_student.partner_id.name, "Bente Holm")
        lines = self.env["school.anonymisation.retained"].search([("partner_id", "=", self.invoice.partner_id.id)])
        self.assertIn(self.invoice.id, lines.mapped("res_id"))
        self.assertFalse(lines.student_id)

    def test_former_customer_is_erased_when_the_term_ends(self):
        self.moved()
        self.env.invalidate_all()
        with self.on_day(date(2032, 1, 1)):
            erased = self.env["school.anonymisation.retained"].with_company(self.company)._erase_expired()
        self.assertTrue(erased[False])
        self.env.invalidate_all()
        self.assertEqual(self.invoice.invoice_partner_display_name, self.invoice.partner_id.name)
        [line] = self.env["school.anonymisation.log"].search([("kind", "=", "expired")])
        self.assertEqual(line.label, self.invoice.partner_id.name)
        self.assertEqual(self.env["school.anonymisation.log"]._first_broken_line(), "")

    def test_fewer_than_five_wait(self):
        self.env.cr.execute("UPDATE school_student SET history_moved = TRUE WHERE id = %s", [self.leaving[0].id])
        self.env.invalidate_all()
        self.assertEqual(self.moved(), 0)
        self.assertEqual(sorted(self.gone().ids), sorted(self.leaving.ids))
