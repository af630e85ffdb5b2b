"""Irreversible: no route brings a person back, and PostgreSQL stands behind the ORM."""

from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import SQL, mute_logger

from .common import AnonymisationCase
from .kit_bounce import BOUNCE

OLD_ADDRESS = "anna.ravn@example.com"

MAIL = """\
From: Anna Ravn <{sender}>
To: {to}
Subject: My lessons
Message-ID: <new-letter@example.com>
{headers}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Anna Ravn here.
"""


class IrreversibleCase(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student.email = OLD_ADDRESS
        cls.partner = cls.student.partner_id
        cls.user = cls.make_portal_user(cls.partner, login=OLD_ADDRESS)
        cls.old_message = cls.student.message_post(body="Welcome", message_type="comment").message_id
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()
        cls.env.invalidate_all()

    def assertRefused(self, function, *arguments, **named):
        with self.assertRaisesRegex(UserError, "create"), self.env.cr.savepoint():
            function(*arguments, **named)

    def assertNothingBack(self):
        """Assert that profile and contact hold nothing but their label, and that nothing hangs on them."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((self.partner.name, self.partner.email), (self.student.anonymisation_label, False))
        self.assertFalse(self.student.active or self.partner.active or self.user.active)
        for model, record in (("school.student", self.student), ("res.partner", self.partner)):
            for hanging in ("mail.message", "mail.activity", "mail.followers", "ir.attachment"):
                field = "model" if hanging == "mail.message" else "res_model"
                self.assertFalse(self.env[hanging].sudo().search([(field, "=", model), ("res_id", "=", record.id)]))


@tagged("post_install", "-at_install")
class TestIrreversible(IrreversibleCase):
    def test_nothing_hangs_on_a_fresh_anonymised_profile(self):
        self.assertNothingBack()

    @mute_logger("odoo.sql_db")
    def test_import_matching_the_label(self):
        label = self.student.anonymisation_label
        columns = ["student_id", "course_id", "period_id"]
        row = [label, self.course.name, self.period.name]
        result = self.env["school.enrolment"].with_context(active_test=False).load(columns, [row])
        self.assertFalse(result["ids"])
        self.assertFalse(self.student.enrolment_ids)

    @mute_logger("odoo.sql_db")
    def test_import_of_contacts_with_the_label_as_parent(self):
        label = self.student.anonymisation_label
        load = self.env["res.partner"].with_context(active_test=False).load
        self.assertFalse(load(["name", "parent_id"], [["Anna Ravn", label]])["ids"])

    def test_merging_another_contact_into_it(self):
        self.refused_merge(destination=self.partner)

    def test_merging_it_into_another_contact(self):
        self.refused_merge(destination=None)

    def refused_merge(self, destination):
        other = self.make_contact("Anna Ravn", email=OLD_ADDRESS)
        wizards = self.env["base.partner.merge.automatic.wizard"]
        both, destination = self.partner | other, destination or other
        self.assertRefused(
            wizards.create, {"partner_ids": both.ids, "dst_partner_id": destination.id, "state": "selection"}
        )
        self.assertRefused(wizards._merge, both.ids, destination)
        self.assertTrue(other.exists())
        self.assertNothingBack()

    def test_merging_duplicates_does_not_find_it(self):
        self.make_contact("Anna Ravn", email=OLD_ADDRESS)
        wizard = Form(self.env["base.partner.merge.automatic.wizard"])
        wizard.group_by_email = True
        wizard = wizard.save()
        wizard.action_start_manual_process()
        self.assertNotIn(str(self.partner.id), "".join(wizard.line_ids.mapped("aggr_ids")))

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_mail_from_the_old_address(self):
        self.env["mail.alias.domain"].create({"name": "school.example"})
        self.receive(MAIL, to="catchall@school.example")
        self.assertNothingBack()

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_mail_from_the_old_address_to_another_record_has_no_author(self):
        other = self.make_student("Bo Ravn")
        message = other.message_post(body="Hello", message_type="comment").message_id
        self.receive(MAIL, to="catchall@school.example", headers=f"In-Reply-To: {message}\nReferences: {message}\n")
        answer = other.message_ids.filtered(lambda message: message.message_id == "<new-letter@example.com>")
        self.assertEqual(len(answer), 1)
        self.assertNotEqual(answer.author_id, self.partner)
        self.assertNothingBack()

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_answer_to_a_mail_of_before(self):
        headers = f"In-Reply-To: {self.old_message}\nReferences: {self.old_message}\n"
        self.receive(MAIL, to="catchall@school.example", headers=headers)
        self.assertNothingBack()

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_bounce_of_a_mail_of_before(self):
        headers = f"In-Reply-To: {self.old_message}\nReferences: {self.old_message}\n"
        self.receive(BOUNCE, to="bounce@school.example", headers=headers)
        self.assertNothingBack()
        self.assertFalse(self.partner.message_bounce)

    def receive(self, text, to, headers=""):
        """Hand a mail to Odoo as the mail server would; a mail for nobody is Odoo's to refuse."""
        text = text.format(sender=OLD_ADDRESS, to=to, headers=headers)
        try:
            with self.env.cr.savepoint():
                self.env["mail.thread"].message_process(None, text.encode())
        except ValueError as refusal:
            self.assertIn("No possible route", str(refusal))

    def test_message_moved_to_it(self):
        message = self.make_student("Bo Ravn").message_post(body="Anna called")
        for model, record in (("school.student", self.student), ("res.partner", self.partner)):
            self.assertRefused(message.sudo().write, {"model": model, "res_id": record.id})

    def test_message_in_its_name(self):
        self.assertRefused(self.make_student("Bo").message_post, body="I am Anna", author_id=self.partner.id)

    def test_file_moved_to_it(self):
        values = {"name": "letter.txt", "raw": b"Anna", "res_model": "school.student"}
        letter = self.env["ir.attachment"].create({**values, "res_id": self.make_student("Bo Ravn").id})
        self.assertRefused(letter.write, {"res_id": self.student.id})

    def test_follower_of_others(self):
        other = self.make_student("Bo Ravn")
        other.message_subscribe(partner_ids=self.partner.ids)
        self.assertNotIn(self.partner, other.message_follower_ids.partner_id)
        values = {"res_model": other._name, "res_id": other.id, "partner_id": self.partner.id}
        self.assertRefused(self.env["mail.followers"].create, values)

    def test_login_of_before(self):
        for values in ({"login": OLD_ADDRESS}, {"active": True}, {"password": "anna1234"}):
            self.assertRefused(self.user.write, values)

    def test_new_password_of_before(self):
        with self.assertRaises(UserError):
            self.user.action_reset_password()

    def test_invitation_to_the_portal(self):
        self.assertRefused(self.env["portal.wizard"].create, {"partner_ids": self.partner.ids})
        wizard = self.env["portal.wizard"].create({"partner_ids": self.make_contact("Bo Ravn").ids})
        self.assertRefused(wizard.user_ids.write, {"partner_id": self.partner.id, "email": OLD_ADDRESS})
        self.assertNothingBack()

    def test_web_save(self):
        self.assertRefused(self.student.web_save, {"health_notes": "Asthma"}, {"health_notes": {}})


class TestBehindTheOrm(IrreversibleCase):
    """What SQL, another addon or a mistake of ours would write past the guards."""

    def assertRefusedByDatabase(self, table, record, column, value):
        update = SQL(
            "UPDATE %s SET %s = %s WHERE id = %s", SQL.identifier(table), SQL.identifier(column), value, record.id
        )
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(update)

    def test_contact(self):
        for column, value in {
            "name": "Anna Ravn", "complete_name": "Anna Ravn", "email": OLD_ADDRESS, "email_normalized": OLD_ADDRESS,
            "phone": "12345678", "phone_sanitized": "+4512345678", "street": "Ravnsvej 1", "street2": "1.",
            "city": "Ry",
            "vat": "DK12345678", "ref": "7", "function": "Pupil", "website": "http://anna.example", "comment": "Anna",
            "company_name": "Ravn", "parent_id": self.make_contact().id, "user_id": self.officer.id,
            "barcode": '{"1": "7"}', "active": True, "anonymised": False,
        }.items():  # fmt: skip
            with self.subTest(column=column):
                self.assertRefusedByDatabase("res_partner", self.partner, column, value)

    def test_profile(self):
        for column, value in {
            "student_number": "S1", "national_id": "010101-1234", "health_notes": "Asthma", "birth_date": "2001-05-05",
            "anonymisation_prevented_reason": "Anna asked", "active": True, "anonymised": False,
            "anonymised_month": "2020-01", "anonymisation_label": None, "partner_id": self.make_contact().id,
            "anonymisation_uid": "00000000-0000-4000-8000-000000000000",
        }.items():  # fmt: skip
            with self.subTest(column=column):
                self.assertRefusedByDatabase("school_student", self.student, column, value)

    def test_what_says_nothing_of_the_person_may_be_written(self):
        self.env.cr.execute(SQL("UPDATE res_partner SET color = 3, write_date = now() WHERE id = %s", self.partner.id))
        self.env.cr.execute(SQL("UPDATE school_student SET write_date = now() WHERE id = %s", self.student.id))

    def test_other_people_are_free(self):
        other = self.make_student("Bo Ravn", email="bo@example.com")
        self.env.cr.execute(SQL("UPDATE res_partner SET name = 'Bo' WHERE id = %s", other.partner_id.id))
        self.env.cr.execute(SQL("UPDATE school_student SET active = FALSE WHERE id = %s", other.id))


@tagged("post_install", "-at_install")
class TestSignUp(HttpCase, IrreversibleCase):
    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")

    def post(self, path, **values):
        self.authenticate(None, None)
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def test_old_address_gets_a_new_contact(self):
        self.post(
            "/web/signup", login=OLD_ADDRESS, name="Anna Ravn", password="Secret-123", confirm_password="Secret-123"
        )
        user = self.env["res.users"].search([("login", "=", OLD_ADDRESS)])
        self.assertEqual(len(user), 1)
        self.assertNotEqual(user.partner_id, self.partner)
        self.assertFalse(user.partner_id.student_ids)
        self.assertNothingBack()

    def test_forgotten_password_of_the_old_address_finds_nobody(self):
        answer = self.post("/web/reset_password", login=OLD_ADDRESS)
        self.assertIn("No account found", answer.text)
        self.assertNothingBack()
