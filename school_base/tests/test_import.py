# Importing students finds whoever is known, asks before it makes somebody a second time, and empties nothing.
from .common import SchoolCase


class TestImport(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student(
            "Ea Holm", email="ea@holm.example", birth_date="2012-03-04", national_id="040312-1234", phone="+45 20111213"
        )

    def load(self, **row):
        students = self.env["school.student"].with_user(self.school_user).with_context(import_file=True)
        return students.load(list(row), [list(row.values())])

    def loaded(self, **row):
        answer = self.load(**row)
        self.assertTrue(answer["ids"], answer["messages"])
        return self.env["school.student"].browse(answer["ids"])

    def test_known_by_each_sign(self):
        for row in (
            {"name": "Ea Holm", "email": "Ea@Holm.example"},
            {"name": "ea holm", "birth_date": "2012-03-04"},
            {"name": "Ea Marie Holm", "national_id": "040312-1234"},
        ):
            self.assertEqual(self.loaded(**row), self.student, row)

    def test_an_empty_cell_empties_nothing_and_a_filled_one_counts(self):
        self.loaded(name="Ea Holm", email="ea@holm.example", phone="", city="Aarhus", health_notes="")
        self.assertEqual((self.student.phone, self.student.city), ("+45 20111213", "Aarhus"))

    def test_a_contact_without_a_profile_becomes_the_student(self):
        contact = self.make_contact("Ib Dahl", email="ib@dahl.example", phone="+45 20445566")
        student = self.loaded(name="Ib Dahl", email="ib@dahl.example", phone="", birth_date="2011-01-01")
        self.assertEqual((student.partner_id, contact.phone), (contact, "+45 20445566"))

    def test_a_guardian_becomes_the_student(self):
        mother = self.make_contact("Lone Holm", email="lone@holm.example")
        self.link(self.student, mother)
        student = self.loaded(name="Lone Holm", email="lone@holm.example")
        self.assertEqual((student, student.kind), (mother.student_ids, "student"))

    def test_a_brother_with_the_same_address_is_somebody_else(self):
        self.assertNotEqual(self.loaded(name="Bo Holm", email="ea@holm.example"), self.student)

    def test_the_name_alone_is_asked_about(self):
        answer = self.load(name="Ea Holm")
        self.assertFalse(answer["ids"])
        self.assertIn("Somebody called Ea Holm is known already", answer["messages"][0]["message"])

    def test_another_birth_date_is_somebody_else(self):
        self.assertNotEqual(self.loaded(name="Ea Holm", birth_date="2009-09-09"), self.student)

    def test_somebody_else_may_be_said(self):
        other = self.loaded(name="Ea Holm", import_as_somebody_else="1")
        self.assertNotEqual(other, self.student)

    def test_a_name_is_no_pattern(self):
        self.assertNotEqual(self.loaded(name="E_ Holm%"), self.student)
