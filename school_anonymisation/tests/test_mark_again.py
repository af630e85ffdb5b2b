"""After an uninstallation took the columns: who bears a label and nothing else is known again, and nobody else."""

from .common import AnonymisationCase

LABEL = "Anonymised student 7F3K-92QD"


class TestMarkAgain(AnonymisationCase):
    def forget(self, student):
        """Take the columns' values away, as an uninstallation does."""
        cr = self.env.cr
        cr.execute("ALTER TABLE school_student DISABLE TRIGGER USER")
        cr.execute("ALTER TABLE res_partner DISABLE TRIGGER USER")
        cr.execute(
            "UPDATE school_student SET anonymised = NULL, anonymised_month = NULL, anonymisation_label = NULL,"
            " anonymised_while_active = NULL WHERE id = %s",
            [student.id],
        )
        cr.execute("UPDATE res_partner SET anonymised = NULL WHERE id = %s", [student.partner_id.id])
        cr.execute("ALTER TABLE school_student ENABLE TRIGGER USER")
        cr.execute("ALTER TABLE res_partner ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def marked(self, student):
        self.env["school.student"]._anonymisation_mark_again()
        return student.anonymised

    def label(self, student, **values):
        student.write({"name": LABEL, "active": False, "student_number": False, **values})
        student.partner_id.active = False
        return student

    def test_anonymised_profile_is_marked_again(self):
        self.anonymise()
        label = self.student.anonymisation_label
        self.forget(self.student)
        self.assertTrue(self.marked(self.student))
        self.assertTrue(self.student.partner_id.anonymised)
        self.assertEqual(self.student.anonymisation_label, label)

    def test_profile_that_bears_a_label_and_nothing_else_is_marked(self):
        self.assertTrue(self.marked(self.label(self.student)))

    def test_profile_that_is_in_view_is_not_marked(self):
        self.label(self.student).active = True
        self.assertFalse(self.marked(self.student))

    def test_profile_with_an_address_is_not_marked(self):
        self.assertFalse(self.marked(self.label(self.student, email="anna@example.com")))

    def test_profile_with_another_name_is_not_marked(self):
        self.assertFalse(self.marked(self.label(self.student, name="Anonymised student")))

    def test_of_two_with_one_label_none_is_marked(self):
        other = self.label(self.make_student("Bo Ravn"))
        self.assertFalse(self.marked(self.label(self.student)))
        self.assertFalse(other.anonymised)

    def test_those_who_are_marked_stay_as_they_are(self):
        self.anonymise()
        month = self.student.anonymised_month
        self.assertTrue(self.marked(self.student))
        self.assertEqual(self.student.anonymised_month, month)
