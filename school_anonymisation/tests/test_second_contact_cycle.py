"""Second contacts: how many are to be decided stands on the list of the year."""

from .cycle_common import CycleCase, october

MAIL = "anna@ravn.example"


class TestSecondContactCycle(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student.email = MAIL
        cls.make_student("Bo Ravn", email="bo@ravn.example")
        cls.contact = cls.make_contact("Anna Ravn", email=MAIL)

    def listed(self):
        self.play(october(1))
        return self.cycle.with_user(self.officer)

    def test_each_row_has_its_number(self):
        counts = {row.student_id.name: row.second_contact_count for row in self.listed().candidate_ids}
        self.assertEqual(counts, {"Anna Ravn": 1, "Bo Ravn": 0})

    def test_cycle_has_the_number_of_all(self):
        self.assertEqual(self.listed().second_contact_count, 1)

    def test_button_shows_the_contacts_of_the_list(self):
        cycle = self.listed()
        action = cycle.action_second_contacts()
        rows = self.env[action["res_model"]].with_user(self.officer).search(action["domain"])
        self.assertEqual(rows.partner_id, self.contact)

    def test_button_of_a_row_shows_that_students_contacts(self):
        row = self.listed().candidate_ids.filtered(lambda row: row.student_id.name == "Bo Ravn")
        action = row.action_second_contacts()
        self.assertFalse(self.env[action["res_model"]].with_user(self.officer).search(action["domain"]))

    def test_decided_is_not_counted(self):
        cycle = self.listed()
        action = cycle.action_second_contacts()
        self.env[action["res_model"]].with_user(self.officer).search(action["domain"]).action_other()
        cycle.invalidate_recordset()
        self.assertEqual(cycle.second_contact_count, 0)
