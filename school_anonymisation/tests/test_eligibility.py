"""Eligibility: one definition behind field, filter and contact, the same for whoever asks."""

from odoo.fields import Domain

from .common import AnonymisationCase


class TestEligibility(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.busy = cls.make_student("Bo Ravn")
        cls.enrol(cls.busy)
        cls.both = cls.student | cls.busy

    def search(self, *condition, model="school.student", user=None):
        records = self.env[model].with_user(user or self.officer)
        people = self.both if model == "school.student" else self.both.partner_id
        return records.search(Domain([condition]) & Domain("id", "in", people.ids))

    def test_search_equal_true(self):
        self.assertEqual(self.search("anonymisation_eligible", "=", True), self.student)

    def test_search_equal_false(self):
        self.assertEqual(self.search("anonymisation_eligible", "=", False), self.busy)

    def test_search_different_from_true(self):
        self.assertEqual(self.search("anonymisation_eligible", "!=", True), self.busy)

    def test_search_different_from_false(self):
        self.assertEqual(self.search("anonymisation_eligible", "!=", False), self.student)

    def test_search_in_both(self):
        self.assertEqual(self.search("anonymisation_eligible", "in", [True, False]), self.both)

    def test_search_not_in(self):
        self.assertEqual(self.search("anonymisation_eligible", "not in", [True]), self.busy)

    def test_contact_shows_the_same_as_the_profile(self):
        self.assertTrue(self.student.partner_id.anonymisation_eligible)
        self.assertEqual(self.busy.partner_id.anonymisation_blocked_by, "active_course,recent_activity")

    def test_contact_is_found_like_the_profile(self):
        found = self.search("anonymisation_eligible", "=", True, model="res.partner")
        self.assertEqual(found, self.student.partner_id)

    def test_contact_without_a_profile_is_not_eligible(self):
        contact = self.make_contact()
        self.assertFalse(contact.anonymisation_eligible)
        self.assertEqual(contact.anonymisation_blocked_by, "")

    def test_archived_profile_is_eligible_too(self):
        self.student.active = False
        self.assertTrue(self.student.anonymisation_eligible)

    def test_codes_are_comma_separated_in_order(self):
        self.put_on_waiting_list(self.busy)
        self.assertEqual(self.busy.anonymisation_blocked_by, "active_course,waiting_list,recent_activity")

    def test_unsaved_profile_is_not_eligible(self):
        self.assertFalse(self.env["school.student"].new({"name": "Bo"}).anonymisation_eligible)

    def test_field_and_filter_agree_for_everybody(self):
        students = self.env["school.student"].search([("company_id", "=", self.company.id)])
        found = students.search([("anonymisation_eligible", "=", True), ("id", "in", students.ids)])
        self.assertEqual(found, students.filtered("anonymisation_eligible"))

    def statements(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def many_students(self):
        return self.env["school.student"].create(
            [{"name": f"Student {number}", "company_id": self.company.id} for number in range(3000)]
        )

    def test_evaluation_takes_as_many_statements_for_3000_as_for_one(self):
        students = self.many_students()
        # The first question of a process finds things out about itself.
        students[:1]._anonymisation_codes()
        counts = [self.statements(students[:number]._anonymisation_codes) for number in (1, 50, 500, 3000)]
        self.assertEqual(len(set(counts)), 1, counts)

    def test_search_takes_as_many_statements_among_3000_as_among_few(self):
        students = self.env["school.student"].with_user(self.officer)
        eligible = [("anonymisation_eligible", "=", True)]
        students.search_count(eligible)
        few = self.statements(lambda: students.search_count(eligible))
        self.many_students()
        self.assertEqual(self.statements(lambda: students.search_count(eligible)), few)
