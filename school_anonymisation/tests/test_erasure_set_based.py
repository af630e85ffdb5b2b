"""Planning and erasing take as many SQL statements for many people as for one."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.erasure import apply, plan
from odoo.addons.school_anonymisation.wizards import preview
from odoo.tests import tagged
from odoo.tools import SQL

from .kit_erasing import ErasureCase, photo


@tagged("post_install", "-at_install")
class TestSetBased(ErasureCase):
    def people(self, count):
        """Return so many students, the first with a photo and three with a message each; made by SQL, for the time."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "WITH contact AS (INSERT INTO res_partner (name, complete_name, email, street, type, active,"
                " is_company, autopost_bills, company_id) SELECT n, n, 'p' || i || '.' || %(count)s || '@example.com',"
                " 'Vej ' || i, 'contact', TRUE, FALSE, 'ask', %(company)s FROM generate_series(1, %(count)s) i,"
                " LATERAL (SELECT 'Person ' || i || ' Of' || %(count)s) person (n) RETURNING id)"
                " INSERT INTO school_student (partner_id, kind, company_id, registered_on, active, anonymisation_uid)"
                " SELECT id, 'student', %(company)s, '2020-01-01', TRUE, gen_random_uuid() FROM contact RETURNING id",
                count=count,
                company=self.env.company.id,
            )
        )
        students = self.env["school.student"].browse(sorted(key for (key,) in self.env.cr.fetchall()))
        students[0].image_1920 = photo("navy")
        for student in students[:3]:
            student.message_post(body=f"About {student.name}")
        self.env.flush_all()
        # Odoo reads a thousand records at a time: that is no part of what is counted.
        students.mapped("partner_id.name")
        return students

    def statements(self, students):
        before = self.env.cr.sql_log_count
        made = plan(self.env, self.subjects(students))
        planned = self.env.cr.sql_log_count
        apply(self.env, made)
        return planned - before, self.env.cr.sql_log_count - planned

    def test_statements_do_not_grow_with_the_number_of_people(self):
        self.statements(self.people(3))
        one = self.statements(self.people(1))
        for number in (50, 500, 3000):
            self.assertEqual(self.statements(self.people(number)), one)

    def test_statements_of_a_plan_do_not_grow_with_the_paths(self):
        planned, _applied = self.statements(self.people(1))
        self.assertLess(planned, 60)

    def test_preview_takes_as_many_statements_for_500_as_for_one(self):
        counts = set()
        for count in (1, 50, 500):
            students = self.people(count)
            # Without the look through everything, which depends on where something stands of them.
            with patch.object(preview, "MOST_LOOKED_FOR", 0):
                students._anonymisation_preview()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                students._anonymisation_preview()
            counts.add(self.env.cr.sql_log_count - before)
        self.assertEqual(len(counts), 1)
