"""Second contacts: an employee's contact is none, also without a user account."""

from odoo.addons.school_anonymisation.tests.common import AnonymisationCase


class TestSecondContactEmployee(AnonymisationCase):
    def undecided(self, **values):
        """Return who is proposed for Anna Ravn when her namesake with the same address is employed."""
        self.student.email = "anna@ravn.example"
        contact = self.make_contact("Anna Ravn", email="anna@ravn.example")
        values = {"name": "Anna Ravn", "company_id": self.company.id, "work_contact_id": contact.id, **values}
        self.env["hr.employee"].create(values)
        return self.student._second_contacts()[self.student.id]["undecided"]

    def test_employee(self):
        self.assertFalse(self.undecided())

    def test_former_employee(self):
        self.assertFalse(self.undecided(active=False))

    def test_employee_with_another_contact(self):
        self.assertTrue(self.undecided(work_contact_id=self.make_contact("Lone Bak").id))
