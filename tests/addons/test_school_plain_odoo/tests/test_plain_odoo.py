"""A school on plain Odoo makes students of its contacts; what they do in Odoo's apps is activity from then on."""

from datetime import date, datetime, timedelta

from odoo import Command
from odoo.addons.school_anonymisation.testing import YearCase
from odoo.tests import tagged

TRACES = ("Runa Ulvskov", "runa@ulvskov.example", "+45 20667788", "20667788", "Skovbrynet 14")


@tagged("post_install", "-at_install")
class TestPlainOdoo(YearCase):
    """It plays years from now: what the database itself dates today is long ago then."""

    today = date(2036, 10, 1)
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.anonymisation_retention_years = 0
        values = {"email": "runa@ulvskov.example", "phone": "+45 20667788", "street": "Skovbrynet 14"}
        cls.runa = cls.make_contact("Runa Ulvskov", **values)
        cls.lesson = cls.env["product.product"].create(
            {"name": "Lesson", "type": "service", "invoice_policy": "order", "taxes_id": False}
        )

    def register(self, contact, day):
        """Register a contact for a course of lessons that ends that day, as Odoo's form does."""
        begin = datetime.combine(day, datetime.min.time())
        event = self.env["event.event"].create({"name": "Violin", "date_begin": begin, "date_end": begin})
        return self.env["event.registration"].create({"event_id": event.id, "partner_id": contact.id})

    def order(self, contact, day):
        """Let a contact order and pay a lesson that day."""
        order = self.env["sale.order"].create(
            {
                "partner_id": contact.id,
                "company_id": self.company.id,
                "order_line": [Command.create({"product_id": self.lesson.id, "price_unit": 100})],
            }
        )
        order.action_confirm()
        order.date_order = datetime.combine(day, datetime.min.time())
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        self.pay(invoice)
        return order

    def make(self, *contacts):
        context = {"active_model": "res.partner", "active_ids": [contact.id for contact in contacts]}
        wizards = self.env["school.make.students"].with_user(self.school_user).with_context(**context)
        return self.env["school.student"].search(wizards.create({}).action_make()["domain"], order="name")

    def sentences(self, student):
        return [blocker.sentence for blocker in student._anonymisation_blockers()[student.id]]

    def test_lessons_to_come_and_lessons_of_late_hold_and_those_of_long_ago_do_not(self):
        registration = self.register(self.runa, self.today + timedelta(days=7))
        runa = self.make(self.runa)
        self.assertIn("Is expected (Event): Violin", self.sentences(runa)[0])
        event, counted_from = registration.event_id, self.periods[-4].date_start
        for day, held in (
            (self.today - timedelta(days=1), True),
            (counted_from, True),
            (counted_from - timedelta(1), False),
        ):
            begin = datetime.combine(day, datetime.min.time())
            event.write({"date_begin": begin, "date_end": begin})
            self.assertEqual(self.codes(runa), {"activity_elsewhere"} if held else set(), day)

    def test_an_order_of_late_holds(self):
        self.order(self.runa, self.today - timedelta(days=9))
        self.assertBlocked("activity_elsewhere", self.make(self.runa))

    def test_whoever_left_long_ago_goes_whole_with_the_mother_and_the_other_stays(self):
        mother = self.make_contact("Sif Ulvskov", email="sif@ulvskov.example")
        self.runa.parent_id = mother
        other = self.make_contact("Tove Krogh", email="tove@krogh.example")
        old = self.periods[0].date_start
        for contact in (self.runa, other):
            self.register(contact, old)
            self.order(contact, old)
        channel = self.env["slide.channel"].create({"name": "Notes for beginners"})
        channel._action_add_members(self.runa | other)
        stays = self.env["event.registration"].search([("partner_id", "=", other.id)])
        students = self.make(mother, other)
        self.assertEqual(students.mapped("name"), ["Runa Ulvskov", "Tove Krogh"])
        students.filtered(lambda student: student.partner_id == other).anonymisation_prevented = True
        before = stays.read(["name", "email", "phone"])
        runa = students[0]
        for profile in runa | mother.student_ids:
            self.assertEligible(profile)
        (runa | mother.student_ids).with_user(self.officer).action_anonymise_several()
        self.assertAnonymised(runa | mother.student_ids)
        self.assertNoTrace((*TRACES, "Sif Ulvskov", "sif@ulvskov.example"))
        self.assertEqual(stays.read(["name", "email", "phone"]), before)

    def test_year_takes_whoever_left_long_ago_and_leaves_whoever_is_expected(self):
        other = self.make_contact("Tove Krogh", email="tove@krogh.example")
        self.register(self.runa, self.periods[0].date_start)
        self.order(self.runa, self.periods[0].date_start)
        self.register(other, date(2036, 11, 20))
        runa, tove = self.make(self.runa, other)
        self.assertIn("Is expected (Event): Violin", self.sentences(tove)[0])
        for day in (1, 15, 22):
            self.play(date(2036, 10, day))
        self.assertEqual(self.cycle.candidate_ids.student_id & (runa | tove), runa)
        self.play(date(2036, 11, 1))
        self.assertEqual((self.cycle.state, self.cycle.residue_count), ("done", 0))
        self.assertAnonymised(runa)
        self.assertNoTrace(TRACES)
        self.assertEqual(other.email, "tove@krogh.example")
