# Students are made of contacts: nobody twice, no companies, no staff, registered on the day of the first trace.
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import Form

from .common import SchoolCase


class TestMakeStudents(SchoolCase):
    accounting = True

    def wizard(self, *contacts):
        context = {"active_model": "res.partner", "active_ids": [contact.id for contact in contacts]}
        return self.env["school.make.students"].with_user(self.school_user).with_context(**context).create({})

    def make(self, *contacts):
        wizard = self.wizard(*contacts)
        found = wizard.action_make()
        return self.env["school.student"].search(found["domain"])

    def test_a_contact_becomes_a_student_and_stays_the_contact(self):
        contact = self.make_contact("Ea Holm", email="ea@holm.example")
        student = self.make(contact)
        self.assertEqual((student.partner_id, student.email), (contact, "ea@holm.example"))
        self.assertTrue(student.student_number)

    def test_it_is_registered_on_the_day_of_the_first_trace(self):
        contact = self.make_contact("Ea Holm")
        self.make_invoice(contact, invoice_date=date(2019, 5, 4))
        self.make_invoice(contact, invoice_date=date(2020, 5, 4))
        self.assertEqual(self.make(contact).registered_on, date(2019, 5, 4))

    def test_whoever_is_no_person_or_is_known_already_is_left_out(self):
        student = self.make_student()
        teacher = self.make_user("kit_teacher").partner_id
        company = self.make_contact("The town", is_company=True)
        address = self.make_contact("Attic", parent_id=student.partner_id.id, type="delivery")
        wizard = self.wizard(student.partner_id, teacher, company, address)
        self.assertFalse(wizard.line_ids)
        self.assertIn("4 were left out", wizard.found)
        with self.assertRaises(UserError):
            wizard.action_make()

    def test_children_below_a_parent_are_offered_with_the_parent_as_guardian(self):
        parent = self.make_contact("Lone Holm")
        child = self.make_contact("Ea Holm", parent_id=parent.id)
        students = self.make(parent)
        self.assertEqual(students.partner_id, child)
        self.assertEqual(students.family_association_ids.relative_id, parent)
        self.assertEqual(parent.student_ids.kind, "guardian")

    def test_a_child_of_a_company_has_no_guardian(self):
        employer = self.make_contact("The town", is_company=True)
        student = self.make(self.make_contact("Ea Holm", parent_id=employer.id))
        self.assertFalse(student.family_association_ids)

    def test_the_same_person_twice_is_made_once_unless_somebody_wants_it(self):
        once = self.make_contact("Ea Holm", email="Ea@holm.example")
        again = self.make_contact("ea  holm", email="ea@holm.example")
        namesake = self.make_contact("Ea Holm", email="another@holm.example")
        self.assertEqual(self.make(once, again, namesake).partner_id, once | namesake)
        self.assertFalse(self.wizard(again).line_ids.wanted)

    def test_all_contacts_who_are_nobodys_profile_are_counted(self):
        invoiced = self.make_contact("Ea Holm")
        self.make_invoice(invoiced)
        self.make_contact("Ib Holm")
        wizard = self.env["school.make.students"].create({})
        self.assertIn("contacts are nobody's profile", wizard.found)
        self.assertIn(invoiced, wizard.line_ids.filtered("has_traces").partner_id)

    def test_a_school_user_can_switch_somebody_off_on_the_form(self):
        first, second = self.make_contact("Ea Holm"), self.make_contact("Ib Holm")
        context = {"active_model": "res.partner", "active_ids": [first.id, second.id]}
        form = Form(self.env["school.make.students"].with_user(self.school_user).with_context(**context))
        with form.line_ids.edit(0) as line:
            line.wanted = False
        form.save().action_make()
        self.assertEqual((bool(first.student_ids), bool(second.student_ids)), (False, True))
