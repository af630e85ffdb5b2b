"""After it: nothing comes back to an anonymised profile, and every attempt is told to create a new one."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import mute_logger

from .common import AnonymisationCase


class TestGuard(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enrolment = cls.enrol(cls.student, cls.periods[0], state="completed")
        cls.paid = cls.make_invoice(cls.student.partner_id, invoice_date=cls.periods[0].date_start)
        cls.pay(cls.paid)
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()
        cls.partner = cls.student.partner_id

    def assertRefused(self, function, *args, **kwargs):
        with self.assertRaisesRegex(UserError, "create"), self.env.cr.savepoint():
            function(*args, **kwargs)

    def test_writing_to_the_profile(self):
        self.assertRefused(self.student.write, {"health_notes": "Asthma"})

    def test_writing_a_personal_field_through_the_profile(self):
        self.assertRefused(self.student.write, {"email": "anna@example.com"})

    def test_writing_to_the_contact(self):
        self.assertRefused(self.partner.write, {"name": "Anna Ravn"})

    def test_writing_to_the_contact_without_rights_on_profiles(self):
        contact_manager = self.make_user("kit_contacts", "base.group_user,base.group_partner_manager")
        self.assertRefused(self.partner.with_user(contact_manager).write, {"phone": "12345678"})

    def test_enrolling(self):
        self.assertRefused(self.enrol, self.student)

    def test_moving_an_enrolment_of_somebody_else_to_it(self):
        enrolment = self.enrol(self.make_student("Bo Ravn"))
        self.assertRefused(enrolment.write, {"student_id": self.student.id})

    def test_hiring(self):
        self.assertRefused(self.hire, self.student)

    def test_waiting_list(self):
        self.assertRefused(self.put_on_waiting_list, self.student)

    def test_linking_a_relative(self):
        self.assertRefused(self.link, self.student, self.make_contact())

    def test_linking_it_as_a_relative(self):
        self.assertRefused(self.link, self.make_student("Bo Ravn"), self.partner)

    def test_unarchiving_the_profile(self):
        self.assertRefused(self.student.action_unarchive)

    def test_unarchiving_the_contact(self):
        self.assertRefused(self.partner.action_unarchive)

    def test_deleting_the_profile(self):
        self.assertRefused(self.student.unlink)

    def test_deleting_the_contact(self):
        self.assertRefused(self.partner.unlink)

    def test_copying_the_profile(self):
        self.assertRefused(self.student.copy)

    def test_copying_the_contact(self):
        self.assertRefused(self.partner.copy)

    def test_a_second_profile_on_the_contact(self):
        self.env.cr.execute("ALTER TABLE school_student DROP CONSTRAINT school_student_partner_unique")
        self.assertRefused(self.env["school.student"].create, {"partner_id": self.partner.id})

    def test_a_login(self):
        self.assertRefused(self.make_portal_user, self.partner, login="anna")

    def test_a_bank_account(self):
        self.assertRefused(self.env["res.partner.bank"].create, {"partner_id": self.partner.id, "acc_number": "1"})

    def test_an_address(self):
        self.assertRefused(self.make_contact, parent_id=self.partner.id, type="other")

    def test_an_address_that_was_somebody_elses(self):
        self.assertRefused(self.make_contact().write, {"parent_id": self.partner.id})

    def test_an_invoice(self):
        self.assertRefused(self.make_invoice, self.partner)

    def test_an_invoice_to_a_guardian_for_it(self):
        self.assertRefused(self.make_invoice, self.make_contact(), student=self.student)

    def test_a_message_on_the_profile(self):
        self.assertRefused(self.student.message_post, body="Anna called")

    def test_a_message_on_the_contact(self):
        self.assertRefused(self.partner.message_post, body="Anna called")

    def test_a_message_written_directly(self):
        values = {"model": "res.partner", "res_id": self.partner.id, "body": "Anna called"}
        self.assertRefused(self.env["mail.message"].create, values)

    def test_an_activity(self):
        self.assertRefused(self.student.activity_schedule, "mail.mail_activity_data_todo", summary="Call Anna")

    def test_a_file(self):
        values = {"name": "letter.txt", "res_model": "school.student", "res_id": self.student.id, "raw": b"Anna"}
        self.assertRefused(self.env["ir.attachment"].create, values)

    def test_a_follower(self):
        self.assertRefused(self.student.message_subscribe, partner_ids=self.make_contact().ids)

    def test_changing_the_user_of_the_contact(self):
        user = self.make_user("kit_other")
        self.assertRefused(user.write, {"partner_id": self.partner.id})

    def test_enrolling_several_of_whom_one_is_anonymised_enrols_nobody(self):
        other = self.make_student("Bo Ravn")
        values = {"course_id": self.course.id, "period_id": self.period.id}
        rows = [{"student_id": student.id, **values} for student in other | self.student]
        self.assertRefused(self.env["school.enrolment"].create, rows)
        self.assertFalse(other.enrolment_ids)

    @mute_logger("odoo.sql_db")
    def test_import_that_matches_it(self):
        xmlid = self.student._BaseModel__ensure_xml_id()
        for column, value in ((".id", str(self.student.id)), ("id", next(xmlid)[1])):
            result = self.env["school.student"].load([column, "email"], [[value, "anna@example.com"]])
            self.assertFalse(result["ids"])
            self.assertEqual(result["messages"][0]["type"], "error")
        self.assertFalse(self.partner.email)

    def test_moving_an_invoice_of_somebody_else_to_it(self):
        move = self.make_invoice(self.make_contact(), post=False)
        self.assertRefused(move.write, {"partner_id": self.partner.id})
        self.assertRefused(move.write, {"student_id": self.student.id})

    def test_other_profiles_are_not_concerned(self):
        other = self.make_student("Bo Ravn")
        other.write({"email": "bo@example.com"})
        other.message_post(body="Bo called")
        self.enrol(other)
        self.assertEqual(other.email, "bo@example.com")

    def test_participation_stays_in_the_report(self):
        rows = self.env["school.enrolment"]._read_group([("student_id", "=", self.student.id)], [], ["__count"])
        self.assertEqual(rows, [(1,)])

    def test_partner_link_commands_through_the_profile(self):
        self.assertRefused(self.student.write, {"child_ids": [Command.create({"name": "Anna"})]})
