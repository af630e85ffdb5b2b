"""The settings screen's two methods: what they show, what they refuse, and who may call them."""

from ast import literal_eval

from odoo.exceptions import AccessError, UserError

from .cycle_common import CycleCase, november, october

PERIODS = "anonymisation_inactive_periods"


class TestSettingsScreen(CycleCase):
    required = 0

    def settings(self, user=None):
        return self.env["school.anonymisation.settings"].with_user(user or self.officer)

    def test_proposes_four_while_nothing_was_saved(self):
        settings = self.settings().get_settings()
        self.assertFalse(settings["saved"])
        self.assertEqual(settings["values"][PERIODS], 4)
        self.assertEqual(settings["candidates"], 0)
        self.assertEqual(self.company.anonymisation_inactive_periods, 0)

    def test_saving_makes_students_eligible(self):
        settings = self.settings().save_settings({PERIODS: "4"})
        self.assertTrue(settings["saved"])
        self.assertEqual(settings["candidates"], 1)
        self.assertEqual(self.company.anonymisation_inactive_periods, 4)

    def test_one_is_the_smallest(self):
        self.settings().save_settings({PERIODS: "1"})
        self.assertEqual(self.company.anonymisation_inactive_periods, 1)

    def test_space_around_a_number_does_no_harm(self):
        self.settings().save_settings({PERIODS: " 3 "})
        self.assertEqual(self.company.anonymisation_inactive_periods, 3)

    def test_anything_else_is_refused_with_a_sentence(self):
        typed = [
            "",
            " ",
            "0",
            "-1",
            "2.5",
            "2,5",
            "four",
            "1e1",
            "٣",
            "1001",
            "9" * 5000,
            None,
            True,
            False,
            [],
            {},
            2.5,
        ]
        for value in typed:
            with self.assertRaisesRegex(UserError, "must be a whole number from 1 to 1000. Nothing has been saved."):
                self.settings().save_settings({PERIODS: value})
        self.assertEqual(self.company.anonymisation_inactive_periods, 0)

    def test_one_wrong_number_saves_none(self):
        with self.assertRaises(UserError):
            self.settings().save_settings({PERIODS: "4", "anonymisation_new_limit_percent": "x"})
        self.assertEqual(self.company.anonymisation_inactive_periods, 0)

    def test_share_above_a_hundred_is_refused(self):
        with self.assertRaisesRegex(UserError, "from 0 to 100"):
            self.settings().save_settings({PERIODS: "4", "anonymisation_new_limit_percent": "101"})

    def test_years_of_retention_are_saved(self):
        self.settings().save_settings({PERIODS: "4", "anonymisation_retention_years": "0"})
        self.assertEqual(self.company.anonymisation_retention_years, 0)

    def test_too_many_years_of_retention_are_refused(self):
        with self.assertRaisesRegex(UserError, "from 0 to 100. Nothing"):
            self.settings().save_settings({PERIODS: "4", "anonymisation_retention_years": "101"})

    def test_other_fields_of_the_company_are_refused(self):
        with self.assertRaisesRegex(UserError, "Only the numbers on this page"):
            self.settings().save_settings({"name": "Pirate school"})
        self.assertEqual(self.company.name, "Test school")

    def test_nobody_else_reads_or_saves(self):
        administrator = self.make_user("kit_administrator", "base.group_system,school_base.group_school_superuser")
        permission = self.make_user(
            "kit_permission", "base.group_user,school_anonymisation.group_r_can_anonymize_users"
        )
        for user in (self.school_user, self.superuser, administrator, permission):
            with self.assertRaises(AccessError):
                self.settings(user).get_settings()
            with self.assertRaises(AccessError):
                self.settings(user).save_settings({PERIODS: "4"})

    def test_saved_for_the_current_company_only(self):
        other = self.make_company("Another school")
        self.settings().save_settings({PERIODS: "4"})
        self.assertEqual(other.anonymisation_inactive_periods, 0)

    def test_open_cycle_is_shown_with_the_stricter_number(self):
        self.settings().save_settings({PERIODS: "4"})
        self.company.anonymisation_first_saved_on = self.saved_on
        self.play(october(1))
        cycle = self.settings().save_settings({PERIODS: "6"})["cycle"]
        self.assertEqual((cycle["announced"], cycle["required"], cycle["open"]), (4, 6, True))

    def test_list_that_is_due_is_told(self):
        self.settings().save_settings({PERIODS: "4"})
        with self.on_day(october(20)):
            self.assertTrue(self.settings().get_settings()["due"])

    def test_first_saved_in_november_is_told_to_wait(self):
        self.company.anonymisation_first_saved_on = False
        with self.on_day(november(2)):
            self.assertFalse(self.settings().save_settings({PERIODS: "4"})["due"])

    def test_screen_lists_candidates_and_prevented(self):
        self.settings().save_settings({PERIODS: "4"})
        kept = self.make_student("Kaj Kept", anonymisation_prevented=True)
        self.enrol(self.make_student("Bo Busy"))
        domain = self.env.ref("school_anonymisation.action_school_anonymisation_candidates").domain
        students = self.env["school.student"].with_user(self.officer).search(literal_eval(domain))
        self.assertEqual(students & (self.student | kept), self.student | kept)
        self.assertNotIn("Bo Busy", students.mapped("name"))
