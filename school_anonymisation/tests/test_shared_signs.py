"""What a family shares says of none of them which one is meant: twins of what only one of them is known by."""

from odoo.tests import tagged

from .kit_tables import TablesCase

FAMILY = {"email": "klitholm@home.example.com", "phone": "+45 24 51 62 73", "street": "Havnevej 3"}


@tagged("post_install", "-at_install")
class TestSharedSigns(TablesCase):
    """``others``: of the family, and stays, known by what whoever goes is known by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.country = cls.env.ref("base.dk").id
        cls.others = cls.make_contact("Jens Klitholm", country_id=cls.country, **FAMILY)

    def student_of(self, name, **values):
        return self.make_student(name, country_id=self.country, **FAMILY, **values)

    def note(self, text):
        return self.env["res.partner"].create({"name": "Caretaker", "comment": text})

    def guest(self, name, email=FAMILY["email"]):
        return self.env["mail.guest"].create({"name": name, "email": email})

    def asked(self, record, field="comment"):
        place = [("model", "=", record._name), ("res_id", "=", record.id), ("field", "=", field)]
        return self.env["school.anonymisation.look"].search_count(place)

    # A father and a son of one name

    def test_name_that_two_have_beside_a_number_that_both_have_stays_and_is_asked(self):
        note = self.note("<p>Jens Klitholm, 24 51 62 73, paid</p>")
        own = self.note("<p>Jens Klitholm, S0815-7, paid</p>")
        guest, born = self.guest("Jens Klitholm"), self.note("<p>Jens Klitholm, b. 4.3.2009</p>")
        self.erase(self.student_of("Jens Klitholm", student_number="S0815-7", birth_date="2009-03-04"))
        self.assertEqual(note.comment, "<p>Jens Klitholm, 24 51 62 73, paid</p>")
        self.assertEqual((guest.name, guest.email), ("Jens Klitholm", FAMILY["email"]))
        self.assertEqual((self.asked(note), self.asked(guest, "name")), (1, 1))
        # What only the son has says which of them it is.
        self.assertEqual(own.comment, "<p>[anonymised], S0815-7, paid</p>")
        self.assertEqual(born.comment, "<p>[anonymised], b. 4.3.2009</p>")

    def test_row_of_a_file_is_judged_alike(self):
        rows = b"Jens Klitholm;24 51 62 73;paid", b"Jens Klitholm;24 51 62 74;paid"
        values = {"name": "paid.csv", "res_model": "res.partner", "res_id": self.guardian.id, "raw": b"\n".join(rows)}
        listed, student = self.env["ir.attachment"].create(values), self.student_of("Jens Klitholm")
        student.partner_id.phone = "+45 24 51 62 73, +45 24 51 62 74"
        self.erase(student)
        self.assertEqual(listed.raw.splitlines(), [rows[0], b"[anonymised];[anonymised];paid"])
        self.assertTrue(self.env["school.anonymisation.look"].search([("attachment_number", "=", listed.id)]))

    # Brother and sister

    def test_initial_beside_what_the_family_shares_stays_and_is_asked(self):
        self.make_contact("Frederik Klitholm", country_id=self.country, **FAMILY)
        shared = "F. Klitholm (mother 24 51 62 73)", "F. Klitholm, Havnevej 3, is ill"
        self.planted("x_nobodys", "id serial PRIMARY KEY, note text", *enumerate([*shared, "F. Klitholm, 24 51 62 74"]))
        guest, student = self.guest("F. Klitholm"), self.student_of("Freja Klitholm")
        student.partner_id.phone = "+45 24 51 62 73, +45 24 51 62 74"
        self.erase(student)
        self.assertEqual(set(self.notes("x_nobodys")), {*shared, "[anonymised], [anonymised]"})
        self.assertEqual(self.questions(), {"x_nobodys": "unsure"})
        self.assertEqual((guest.name, guest.email), ("F. Klitholm", FAMILY["email"]))
        self.assertTrue(self.asked(guest, "name"))

    def test_initial_beside_the_birth_date_may_be_a_twins(self):
        self.planted("x_nobodys", "id serial PRIMARY KEY, note text", (1, "F. Klitholm, b. 4.3.2009"))
        self.erase(self.student_of("Freja Klitholm", birth_date="2009-03-04"))
        self.assertIn("F. Klitholm", self.notes("x_nobodys")[0])
        self.assertEqual(self.questions(), {"x_nobodys": "unsure"})

    def test_name_that_nobody_else_has_goes_beside_what_the_family_shares(self):
        note, guest = self.note("<p>Freja Klitholm, 24 51 62 73</p>"), self.guest("Freja Klitholm")
        self.erase(self.student_of("Freja Klitholm"))
        self.assertEqual(note.comment, "<p>[anonymised], 24 51 62 73</p>")
        self.assertNotIn("Klitholm", guest.name)
        self.assertFalse(guest.email)
