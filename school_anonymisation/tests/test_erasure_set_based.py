"""Planning and erasing take as many SQL statements for many people as for one."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.erasure import apply, plan
from odoo.addons.school_anonymisation.wizards import preview
from odoo.tests import tagged

from .kit_erasing import ErasureCase, photo


@tagged("post_install", "-at_install")
class TestSetBased(ErasureCase):
    def people(self, count):
        students = self.env["school.student"].create(
            [
                {
                    "name": f"Person {index} Of{count}",
                    "email": f"p{index}.{count}@example.com",
                    "street": f"Vej {index}",
                }
                for index in range(count)
            ]
        )
        students[0].image_1920 = photo("navy")
        for student in students[:3]:
            student.message_post(body=f"About {student.name}")
        self.env.flush_all()
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
        self.assertEqual(self.statements(self.people(50)), one)
        self.assertEqual(self.statements(self.people(500)), one)

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
