"""Second contacts: who is proposed as a student's second contact, and who is not."""

from .common import AnonymisationCase


class TestSecondContact(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student.write(
            {
                "email": "anna@ravn.example",
                "phone": "+45 20 30 40 50",
                "national_id": "010203-4567",
                "birth_date": "2003-02-01",
            }
        )

    def undecided(self, student=None):
        student = student or self.student
        return self.env["res.partner"].browse(student._second_contacts()[student.id]["undecided"])

    def again(self, name="Anna Ravn", **values):
        return self.make_contact(name, **values)

    def assertProposed(self, contact):
        self.assertEqual(self.undecided(), contact)

    def assertNotProposed(self):
        self.assertFalse(self.undecided())

    def test_same_name_and_mail(self):
        self.assertProposed(self.again(email="Anna Ravn <ANNA@ravn.example>"))

    def test_same_name_and_phone(self):
        self.assertProposed(self.again(phone="+4520304050"))

    def test_same_name_and_national_id(self):
        self.assertProposed(self.again(vat="0102034567"))

    def test_same_name_in_the_order_of_a_list(self):
        self.assertProposed(self.again("RAVN, Anna", email="anna@ravn.example"))

    def test_name_alone(self):
        self.again()
        self.assertNotProposed()

    def test_same_name_and_another_mail_phone_and_number(self):
        self.again(email="a.ravn@ravn.example", phone="+45 20 30 40 51", vat="0102034568")
        self.assertNotProposed()

    def test_sibling_with_the_same_mail_and_phone(self):
        self.again("Bo Ravn", email="anna@ravn.example", phone="+45 20 30 40 50")
        self.assertNotProposed()

    def test_archived(self):
        self.assertProposed(self.again(email="anna@ravn.example", active=False))

    def test_portal_login(self):
        contact = self.again()
        self.make_portal_user(contact)
        contact.write({"name": "Anna Ravn", "email": "anna@ravn.example"})
        self.assertProposed(contact)

    def test_internal_login(self):
        self.make_user("anna_works", name="Anna Ravn", email="anna@ravn.example")
        self.assertNotProposed()

    def test_archived_internal_login(self):
        self.make_user("anna_worked", name="Anna Ravn", email="anna@ravn.example").active = False
        self.assertNotProposed()

    def test_student_profile_of_its_own(self):
        self.make_student("Anna Ravn", email="anna@ravn.example")
        self.assertNotProposed()

    def test_relative_of_somebody(self):
        self.link(self.make_student("Ida Ravn"), self.again(email="anna@ravn.example"), relation="sibling")
        self.assertNotProposed()

    def test_former_relative_of_somebody(self):
        family = self.link(self.make_student("Ida Ravn"), self.again(email="anna@ravn.example"))
        family.date_end = family.date_start
        self.assertNotProposed()

    def test_company(self):
        self.again(email="anna@ravn.example", is_company=True)
        self.assertNotProposed()

    def test_contact_of_a_school(self):
        self.make_company("Anna Ravn").partner_id.write({"email": "anna@ravn.example", "is_company": False})
        self.assertNotProposed()

    def test_contact_of_another_company(self):
        contact = self.again(email="anna@ravn.example", company_id=self.make_company("Another school").id)
        self.assertNotProposed()
        contact.company_id = self.company
        self.assertProposed(contact)

    def test_address_below_the_student_is_the_students_anyway(self):
        self.again(email="anna@ravn.example", parent_id=self.student.partner_id.id, type="invoice")
        self.assertNotProposed()

    def test_person_below_the_student(self):
        below = self.again(email="anna@ravn.example", parent_id=self.student.partner_id.id, type="contact")
        self.assertProposed(below)

    def test_student_without_signs_has_none(self):
        self.again(email="anna@ravn.example")
        self.assertFalse(self.undecided(self.make_student("Anna Ravn")))

    def test_student_who_was_anonymised_has_none(self):
        self.again(email="anna@ravn.example")
        self.anonymise()
        self.assertNotProposed()

    def test_each_student_has_their_own(self):
        bo = self.make_student("Bo Ravn", email="bo@ravn.example")
        first, second = self.again(email="anna@ravn.example"), self.again("Bo Ravn", email="bo@ravn.example")
        self.assertEqual((self.undecided(), self.undecided(bo)), (first, second))

    def test_statements_do_not_grow_with_the_students(self):
        students = self.student
        for number in range(50):
            values = {"email": f"nr{number}@ravn.example"}
            students |= self.make_student("Nr Ravn", **values)
            self.again("Nr Ravn", **values)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(3):
            students[0]._second_contacts()
        with self.assertQueryCount(3):
            found = students._second_contacts()
        self.assertEqual(sum(len(states["undecided"]) for states in found.values()), 50)


class TestBirthDateOfContacts(AnonymisationCase):
    """A database whose contacts bear a birth date, in a field of the school's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls.registry.reset_changes)
        cls.env["ir.model.fields"].create(
            {
                "name": "x_birth_date",
                "field_description": "Birth date",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "ttype": "date",
            }
        )
        cls.student.birth_date = "2003-02-01"

    def undecided(self):
        return self.env["res.partner"].browse(self.student._second_contacts()[self.student.id]["undecided"])

    def test_same_name_and_birth_date(self):
        contact = self.make_contact("Anna Ravn", x_birth_date="2003-02-01")
        self.assertEqual(self.undecided(), contact)

    def test_namesake_with_another_birth_date(self):
        self.make_contact("Anna Ravn", x_birth_date="2003-02-02")
        self.assertFalse(self.undecided())

    def test_somebody_else_with_the_same_birth_date(self):
        self.make_contact("Bo Ravn", x_birth_date="2003-02-01")
        self.assertFalse(self.undecided())
