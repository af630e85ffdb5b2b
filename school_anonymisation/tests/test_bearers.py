"""Who else is known by a name: every kind of record that names people, each with a pupil of the same name who goes."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.erasure import apply, plan
from odoo.fields import Command
from odoo.tests import tagged

from ..erasure.people import bearers
from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestBearers(ErasureCase):
    """One press; ``cases``: {kind: (record, {field: what stood there}, note of the name, note with a second sign)}."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.country = cls.env.ref("base.dk").id
        cls.pupils = cls.env["school.student"]
        cls.cases = {}
        for number, (kind, (make, fields)) in enumerate(cls.kinds().items()):
            cls.plant(number, kind, make, fields)
        cls.relatives = cls.plant_relatives()
        cls.spelled = cls.plant_spellings()
        apply(cls.env, plan(cls.env, cls.subjects(cls, cls.pupils)))
        cls.env.invalidate_all()

    @classmethod
    def kinds(cls):
        """Return {kind: (function from name and address to the record of a namesake, its fields that must stay)}."""
        env = cls.env
        employees, users = env["hr.employee"], env["res.users"].with_context(no_reset_password=True)
        host = cls.make_contact("Caretaker")
        portal = [Command.set(env.ref("base.group_portal").ids)]

        def without_contact(name, address):
            employee = employees.create({"name": name, "work_email": address})
            contact, employee.work_contact_id = employee.work_contact_id, False
            contact.unlink()
            return employee

        def in_an_emergency(name, _address):
            employee = employees.create({"name": "Bo Ibsen", "work_email": "bo@office.example.com"})
            employee.write({"emergency_contact": name, "emergency_phone": "+45 99 88 77 66"})
            return employee

        def sender(name, address):
            values = {"model": "res.partner", "res_id": host.id, "email_from": f'"{name}" <{address}>'}
            return env["mail.message"].create(values)

        return {
            "contact": (lambda name, address: cls.make_contact(name, email=address), ("name", "email")),
            "contact in capitals": (lambda name, address: cls.make_contact(name.upper(), email=address), ("name",)),
            "contact, surname first": (
                lambda name, address: cls.make_contact(", ".join(reversed(name.split())), email=address),
                ("name", "email"),
            ),
            "archived contact": (lambda name, _address: cls.make_contact(name, active=False), ("name",)),
            "student": (lambda name, address: cls.make_student(name, email=address), ("name", "email")),
            "portal user": (
                lambda name, address: users.create({"name": name, "login": address, "group_ids": portal}),
                ("name", "login"),
            ),
            "internal user": (lambda name, address: users.create({"name": name, "login": address}), ("name", "login")),
            "employee": (
                lambda name, address: employees.create({"name": name, "work_email": address}),
                ("name", "work_email"),
            ),
            "employee without a contact": (without_contact, ("name", "work_email")),
            "whom an employee has named for an emergency": (in_an_emergency, ("emergency_contact", "emergency_phone")),
            "guest of a meeting": (
                lambda name, address: env["mail.guest"].create({"name": name, "email": address}),
                ("name", "email"),
            ),
            "sender of a mail": (sender, ("email_from",)),
        }

    @classmethod
    def plant(cls, number, kind, make, fields):
        """Make somebody of a kind, the pupil of that name, and notes of the caretaker's that say the name."""
        name, own = f"Torben {'BDFGHKLMNPRSTV'[number]}osterlund", f"torben{number}@home.example.com"
        record = make(name, f"torben{number}@office.example.com")
        cls.pupils += cls.make_student(name, email=own, country_id=cls.country)
        notes = [cls.note(f"<p>{name} is ill</p>"), cls.note(f"<p>{name}, {own}</p>")]
        cls.cases[kind] = (record, {field: record[field] for field in fields}, *notes)

    @classmethod
    def note(cls, text):
        return cls.env["res.partner"].create({"name": "Caretaker", "comment": text})

    @classmethod
    def plant_relatives(cls):
        """A mother who is tied to no child uses the child's name beside her own address, in what is tied to her."""
        cls.pupils += cls.make_student("Vilja Ebstrup", email="vilja@home.example.com", country_id=cls.country)
        mother = cls.make_contact("Lone Ebstrup", email="lone@home.example.com")
        account = {"acc_number": "DK5000400440116243", "partner_id": mother.id, "acc_holder_name": "Vilja Ebstrup"}
        mail = {
            "model": "res.partner",
            "res_id": mother.id,
            "author_id": mother.id,
            "email_from": '"Vilja Ebstrup" <lone@home.example.com>',
        }
        return {
            "mother": mother,
            "account": cls.env["res.partner.bank"].create(account),
            "mail": cls.env["mail.message"].create(mail),
            "note": cls.note("<p>Vilja Ebstrup is ill</p>"),
        }

    @classmethod
    def plant_spellings(cls):
        """Return {model: (record that is the pupil's by value, its twin of another's)}, each spelt in its own way."""
        cls.pupils += cls.make_student(
            "Ronja Kirkeby", email="ronja@home.example.com", phone="+45 20 31 42 53", country_id=cls.country
        )
        spelled = {
            "mail.blacklist": [{"email": "RONJA@Home.example.com"}, {"email": "xronja@home.example.com"}],
            "phone.blacklist": [{"number": "+45 20 31 42 53"}, {"number": "+45 20 31 42 54"}],
            "mail.gateway.allowed": [
                {"email": '"Mum" <Ronja@home.example.com>'},
                {"email": '"Mum" <ronja@home.example.com.au>'},
            ],
        }
        return {model: cls.env[model].create(values) for model, values in spelled.items()}

    def is_asked(self, record, field):
        place = [("model", "=", record._name), ("res_id", "=", record.id), ("field", "=", field)]
        return bool(self.env["school.anonymisation.look"].search_count(place))

    def test_namesake_keeps_name_and_address(self):
        for kind, (record, before, *_notes) in self.cases.items():
            with self.subTest(kind):
                self.assertEqual({field: record[field] for field in before}, before)

    def test_note_that_may_mean_either_stays_and_is_asked(self):
        for kind, (_record, _before, note, _beside) in self.cases.items():
            with self.subTest(kind):
                self.assertRegex(note.comment, "<p>Torben .osterlund is ill</p>")
                self.assertTrue(self.is_asked(note, "comment"))

    def test_note_in_which_a_second_sign_says_who_goes(self):
        for kind, (*_bearer, beside) in self.cases.items():
            with self.subTest(kind):
                self.assertEqual(beside.comment, "<p>[anonymised], [anonymised]</p>")

    def test_mother_who_uses_the_name_of_her_child_is_no_namesake(self):
        self.assertEqual(self.relatives["note"].comment, "<p>[anonymised] is ill</p>")
        self.assertEqual(self.relatives["mail"].email_from, '"[anonymised]" <lone@home.example.com>')
        mother = self.relatives["mother"]
        self.assertEqual((mother.name, mother.email), ("Lone Ebstrup", "lone@home.example.com"))

    def test_account_of_a_mother_in_the_name_of_her_child_is_asked(self):
        account = self.relatives["account"]
        self.assertEqual((account.acc_holder_name, account.acc_number), ("Vilja Ebstrup", "DK5000400440116243"))
        self.assertTrue(self.is_asked(account, "acc_holder_name"))

    def test_record_by_value_goes_however_the_value_is_spelt_and_its_twin_stays(self):
        for model, (own, twin) in self.spelled.items():
            with self.subTest(model):
                self.assertFalse(own.exists())
                self.assertTrue(twin.exists())


@tagged("post_install", "-at_install")
class TestBearersRowByRow(TestBearers):
    """The same, where the rows in which a sign stands are read again one by one."""

    @classmethod
    def setUpClass(cls):
        with patch.object(bearers, "_AT_A_TIME", 1):
            super().setUpClass()
