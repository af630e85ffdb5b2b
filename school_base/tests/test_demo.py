# The demo school: always the same, and with people on both sides of every rule.
import sys
from datetime import date, timedelta
from unittest.mock import patch

from odoo.addons.school_base.demo import generator, kinds
from odoo.addons.school_base.demo.people import People

from .common import SchoolCase


class TestDemo(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.make_company(
            "Demo school", country_id=cls.env.ref("base.dk").id, currency_id=cls.env.ref("base.DKK").id
        )
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        secretary = cls.make_user("kit_secretary", "school_base.group_school_superuser")
        teacher = cls.make_user("kit_teacher", "school_base.group_school_user")
        cls.staff = (teacher, secretary)
        generator.load(cls.company, *cls.staff)
        cls.here = [("company_id", "=", cls.company.id)]
        cls.students = cls.env["school.student"].search(cls.here)
        cls.periods = cls.env["school.teaching.period"].search(cls.here, order="date_start")

    def test_the_same_day_gives_the_same_people(self):
        first, second = (kinds.build(People(1), self.today) for _time in range(2))
        self.assertEqual([life.values for life in first.all], [life.values for life in second.all])

    def test_any_day_of_the_year_makes_a_school(self):
        for day in range(0, 366, 61):
            today = date(2027, 12, 31) + timedelta(days=day)
            lives = kinds.build(People(day), today)
            self.assertTrue(lives.start(7) <= today <= lives.end(7))

    def test_a_few_hundred_students_of_whom_many_left_long_ago(self):
        self.assertGreater(len(self.students), 280)
        long_ago = self.students.filtered(lambda s: s.last_activity_date < self.periods[4].date_start)
        self.assertGreater(len(long_ago), 90)

    def test_eight_periods_up_to_todays(self):
        self.assertEqual(len(self.periods), 8)
        self.assertTrue(self.periods[-1].date_start <= self.today <= self.periods[-1].date_end)

    def test_invoices_are_in_every_payment_state(self):
        moves = self.env["account.move"].search([*self.here, ("move_type", "=", "out_invoice")])
        self.assertEqual(set(moves.mapped("payment_state")), {"not_paid", "partial", "paid", "reversed"})
        self.assertIn("draft", moves.mapped("state"))
        self.assertTrue(moves.student_id)

    def test_invoices_are_in_the_schools_own_currency(self):
        moves = self.env["account.move"].search(self.here)
        self.assertEqual(moves.currency_id, self.env.ref("base.DKK"))

    def test_a_missing_library_is_named(self):
        with patch.dict(sys.modules, {"faker": None}), self.assertRefused("pip install faker"):
            generator.load(self.make_company("Other school"), *self.staff)

    def test_waiting_lists_hires_and_families_are_open_and_over(self):
        entries = self.env["school.waiting.list.entry"].search(self.here)
        self.assertEqual(set(entries.mapped("state")), {"waiting", "offered", "enrolled", "withdrawn"})
        hires = self.env["school.instrument.hire"].search(self.here)
        self.assertEqual({bool(hire.returned_on) for hire in hires}, {True, False})
        families = self.env["school.family.association"].search(self.here)
        ends = set(families.mapped("date_end"))
        for end in (False, self.today, self.today + timedelta(days=1), self.today - timedelta(days=1)):
            self.assertIn(end, ends)

    def test_some_students_teach_have_a_login_or_are_guardians(self):
        users = self.students.partner_id.with_context(active_test=False).user_ids
        self.assertEqual(set(users.mapped("share")), {True, False})
        self.assertTrue(self.students.partner_id.relative_of_ids.filtered_domain([("relation", "=", "guardian")]))

    def test_students_leave_messages_letters_photos_and_old_phone_numbers(self):
        self.assertTrue(self.students.message_ids.filtered(lambda m: m.message_type == "email"))
        letters = self.env["ir.attachment"].search([("res_model", "=", "school.student")])
        self.assertTrue(letters.filtered(lambda letter: letter.res_id in self.students.ids))
        self.assertTrue(self.students.filtered("image_1920"))
        self.assertTrue(self.students.activity_ids)

    def test_two_people_share_a_name_or_an_email_address(self):
        for field in ("name", "email"):
            values = self.students.mapped(field)
            self.assertLess(len(set(values)), len(values), field)
