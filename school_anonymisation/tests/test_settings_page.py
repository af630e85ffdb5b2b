"""The settings page as a form: it opens on one's own company, saves what it shows, and saves nothing else."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .cycle_common import CycleCase

PERIODS = "anonymisation_inactive_periods"


class TestSettingsPage(CycleCase):
    required = 0

    def page(self, user=None):
        return self.env["school.anonymisation.settings"].with_user(user or self.officer).browse(self.company.id)

    def switch(self, student, **values):
        self.page().write({"student_ids": [Command.update(student.id, values or {"anonymisation_prevented": True})]})

    def test_opens_on_the_company_in_which_one_works(self):
        other = self.make_company("Another school")
        self.officer.company_ids |= other
        window = self.env.ref("school_anonymisation.action_school_anonymisation_settings").with_user(self.officer)
        self.assertEqual(window._get_action_dict()["res_id"], self.officer.company_id.id)
        self.assertEqual(window.with_company(other)._get_action_dict()["res_id"], other.id)

    def test_number_that_is_typed_is_saved(self):
        with Form(self.page()) as page:
            page.anonymisation_inactive_periods = 6
        self.assertEqual(self.company.anonymisation_inactive_periods, 6)

    def test_saving_the_page_for_the_first_time_saves_the_proposal(self):
        with Form(self.page()) as page:
            self.assertEqual(page.anonymisation_inactive_periods, 4)
            page.anonymisation_retention_years = 7
        self.assertEqual(
            (self.company.anonymisation_inactive_periods, self.company.anonymisation_retention_years), (4, 7)
        )

    def test_proposal_is_saved_by_the_button(self):
        self.page().action_save()
        self.assertEqual(self.company.anonymisation_inactive_periods, 4)

    def test_what_was_saved_before_is_not_overwritten_by_the_proposal(self):
        self.company.anonymisation_inactive_periods = 9
        self.page().write({"anonymisation_retention_years": 7})
        self.assertEqual(self.company.anonymisation_inactive_periods, 9)

    def test_number_out_of_its_range_is_refused_with_a_sentence(self):
        for number in (-1, 0, 1001):
            with self.assertRaisesRegex(UserError, "must be a whole number from 1 to 1000. Nothing has been saved."):
                self.page().write({PERIODS: number})
        self.assertEqual(self.company.anonymisation_inactive_periods, 0)

    def test_numbers_at_the_ends_of_the_range_are_saved(self):
        for number in (1, 1000):
            self.page().write({PERIODS: number})
            self.assertEqual(self.company.anonymisation_inactive_periods, number)

    def test_says_which_teaching_periods_count(self):
        camp = self.make_period("2027-07-05", "2027-07-09")
        self.assertEqual(self.page().counting_period_ids, self.periods)
        self.assertEqual(self.page().short_period_ids, camp)
        self.page().write({"anonymisation_shortest_period_days": 5})
        self.assertIn(camp, self.page().counting_period_ids)
        self.assertFalse(self.page().short_period_ids)

    def test_branch_shows_the_periods_of_its_parent_company(self):
        branch = self.make_company("Branch", parent_id=self.company.id)
        officer = self.make_officer(company=branch)
        settings = self.env(user=officer, context={"allowed_company_ids": branch.ids})["school.anonymisation.settings"]
        self.assertEqual(settings.browse(branch.id).counting_period_ids, self.periods)

    def test_switch_below_keeps_a_student(self):
        self.switch(self.student)
        self.assertTrue(self.student.anonymisation_prevented)

    def test_kept_student_stays_listed(self):
        self.page().write({PERIODS: 4})
        busy = self.make_student("Bo Busy")
        self.enrol(busy)
        self.switch(self.student)
        self.assertIn(self.student, self.page().student_ids)
        self.assertNotIn(busy, self.page().student_ids)
        self.assertEqual((self.page().candidate_count, self.page().prevented_count), (0, 1))

    def test_nothing_else_of_a_student_is_written(self):
        with self.assertRaisesRegex(UserError, "Only the numbers on this page"):
            self.switch(self.student, name="Pirate")
        with self.assertRaisesRegex(UserError, "Only the numbers on this page"):
            self.page().write({"student_ids": [Command.delete(self.student.id)]})
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_company_of_somebody_else_is_out_of_reach(self):
        other = self.make_company("Another school")
        page = self.env["school.anonymisation.settings"].with_user(self.officer).browse(other.id)
        with self.assertRaises(AccessError):
            page.read([PERIODS])
        with self.assertRaises(AccessError):
            page.write({PERIODS: 4})
        self.assertEqual(other.anonymisation_inactive_periods, 0)

    def test_nobody_else_reads_or_writes(self):
        for user in (self.school_user, self.superuser):
            with self.assertRaises(AccessError):
                self.page(user).read([PERIODS])
            with self.assertRaises(AccessError):
                self.page(user).write({PERIODS: 4})
