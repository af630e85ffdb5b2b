"""Academic terms become teaching periods; those that overlap become one."""

from datetime import date

from odoo.addons.school_anonymisation_openeducat.models.terms import merged
from odoo.tests import tagged

from .openeducat_case import OpenEduCatCase

SPRING = ("Spring", date(2020, 1, 1), date(2020, 6, 30))
AUTUMN = ("Autumn", date(2020, 7, 1), date(2020, 12, 31))


@tagged("post_install", "-at_install")
class TestTerms(OpenEduCatCase):
    def test_terms_beside_each_other_stay_apart(self):
        self.assertEqual(merged([AUTUMN, SPRING]), [SPRING, AUTUMN])

    def test_terms_that_share_a_day_are_one(self):
        late = ("Late", date(2020, 6, 30), date(2020, 8, 1))
        self.assertEqual(merged([late, SPRING]), [("Spring, Late", SPRING[1], late[2])])

    def test_term_within_another_adds_nothing_to_its_days(self):
        within = ("Within", date(2020, 2, 1), date(2020, 3, 1))
        self.assertEqual(merged([SPRING, within])[0][1:], SPRING[1:])

    def test_terms_become_periods_where_there_are_none(self):
        company = self.make_company("Another school")
        year = self.env["op.academic.year"].create(
            {"name": "2020", "start_date": SPRING[1], "end_date": AUTUMN[2], "company_id": company.id}
        )
        for name, first, last in (SPRING, AUTUMN):
            self.env["op.academic.term"].create(
                {
                    "name": name,
                    "term_start_date": first,
                    "term_end_date": last,
                    "academic_year_id": year.id,
                    "company_id": company.id,
                }
            )
        for _again in range(2):
            self.env["op.student"]._openeducat_keep_in_step()
        periods = self.env["school.teaching.period"].search([("company_id", "=", company.id)], order="date_start")
        self.assertEqual(periods.mapped("name"), ["Spring", "Autumn"])
