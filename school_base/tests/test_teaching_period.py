# Teaching periods keep their dates in order and never overlap in one company.
from datetime import date

from odoo.tests import Form

from .common import SchoolCase


class TestTeachingPeriod(SchoolCase):
    def test_a_period_of_one_day_is_accepted(self):
        day = date(2030, 1, 1)
        self.assertTrue(self.make_period(day, day))

    def test_a_period_cannot_end_before_it_starts(self):
        with self.assertRefused("cannot end before it starts"):
            self.make_period(date(2030, 1, 2), date(2030, 1, 1))

    def test_a_period_may_start_the_day_after_another_ends(self):
        self.make_period(date(2030, 1, 1), date(2030, 1, 31))
        self.assertTrue(self.make_period(date(2030, 2, 1), date(2030, 2, 28)))

    def test_periods_cannot_share_a_day_and_the_other_one_is_named(self):
        self.make_period(date(2030, 1, 1), date(2030, 1, 31), name="January")
        with self.assertRefused("overlaps January"):
            self.make_period(date(2030, 1, 31), date(2030, 2, 28))

    def test_changing_a_date_cannot_make_periods_overlap(self):
        self.make_period(date(2030, 1, 1), date(2030, 1, 31), name="January")
        later = self.make_period(date(2030, 2, 1), date(2030, 2, 28))
        with self.assertRefused("overlaps January"):
            later.date_start = date(2030, 1, 31)

    def test_periods_of_two_companies_may_overlap(self):
        other = self.make_company("Other school")
        self.assertEqual(len(self.make_periods(2, company=other)), 2)

    def test_the_database_itself_refuses_an_overlap(self):
        with self.assertRefused("cannot overlap"):
            self.env.cr.execute(
                "INSERT INTO school_teaching_period (name, date_start, date_end, company_id)"
                " SELECT name, date_end, date_end + 1, company_id FROM school_teaching_period"
                " WHERE id = %s",
                [self.period.id],
            )
            self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_a_superuser_adds_a_period_on_the_form(self):
        form = Form(self.env["school.teaching.period"].with_user(self.superuser))
        form.name = "Spring 2030"
        form.date_start, form.date_end = date(2030, 1, 1), date(2030, 6, 30)
        self.assertEqual(form.save().company_id, self.company)
