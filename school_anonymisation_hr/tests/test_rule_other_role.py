"""Rule other_role: staff without a user account are not erased as former students."""

from odoo.addons.school_anonymisation.tests.common import AnonymisationCase


class TestOtherRoleEmployee(AnonymisationCase):
    def employ(self, **values):
        return self.env["hr.employee"].create(
            {
                "name": "Anna Ravn",
                "company_id": self.company.id,
                "work_contact_id": self.student.partner_id.id,
                **values,
            }
        )

    def test_employee_blocks(self):
        self.employ()
        self.assertBlocked("other_role")

    def test_former_employee_blocks(self):
        self.employ().active = False
        self.assertBlocked("other_role")

    def test_employee_with_another_contact_does_not_block(self):
        self.employ(work_contact_id=self.make_contact().id)
        self.assertEligible()

    def test_sentence_says_that_it_is_an_employee(self):
        employee = self.employ()
        blocker = self.student._anonymisation_blockers()[self.student.id][0]
        self.assertIn("employee", blocker.sentence)
        self.assertEqual(blocker.records, employee)
