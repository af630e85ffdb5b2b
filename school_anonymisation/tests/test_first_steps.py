"""The first steps: who is led to them, what they say, and when they are over."""

from odoo.exceptions import AccessError
from odoo.tests import Form

from .cycle_common import CycleCase

FORM = "school_anonymisation.school_anonymisation_settings_view_form_first_steps"


class TestFirstSteps(CycleCase):
    required = 0

    def setUp(self):
        super().setUp()
        self.env.cr.execute("UPDATE res_company SET anonymisation_inactive_periods = 0")
        self.env.invalidate_all()
        self.env["school.anonymisation.settings"]._show_first_steps()

    def page(self):
        return self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)

    def menu_is_shown(self, user=None):
        menu = self.env.ref("school_anonymisation.menu_first_steps").id
        return menu in self.env["ir.ui.menu"].with_user(user or self.officer).load_menus(False)

    def asked(self, user, word):
        self.env["school.anonymisation.alert"]._ask_for_first_steps()
        mine = self.env["mail.activity"].search([("user_id", "=", user.id)])
        return mine.filtered(lambda activity: word in activity.summary and self.company.name in activity.summary)

    def test_page_says_what_each_step_means_for_this_school(self):
        begun = len(self.periods)
        with Form(self.page(), FORM) as page:
            self.assertIn(self.officer.name, page.officer_names)
            self.assertTrue(page.enough_periods)
            page.anonymisation_inactive_periods = begun + 1
            self.assertFalse(page.enough_periods)
            page.anonymisation_inactive_periods = begun
            self.assertTrue(page.enough_periods)
        self.assertIn("could be anonymised today", self.page().get_figures("figures", {}))

    def test_contacts_who_are_nobodys_profile_are_counted(self):
        before = self.page().contact_count
        self.make_contact("Bente Holm")
        self.make_student("Ib Holm")
        self.env.invalidate_all()
        self.assertEqual(self.page().contact_count, before + 1)

    def test_they_have_a_home_in_the_menu_until_somebody_has_decided(self):
        self.assertTrue(self.menu_is_shown())
        self.assertFalse(self.menu_is_shown(self.superuser))
        action = self.page().action_finish_first_steps()
        self.assertEqual(action["res_model"], "school.anonymisation.overview")
        self.assertEqual(self.company.anonymisation_inactive_periods, 4)
        self.assertFalse(self.menu_is_shown())

    def test_loose_participation_is_proposed_and_saved_with_the_page(self):
        self.assertEqual(self.company.anonymisation_history_level, "one_history")
        with Form(self.page(), FORM) as page:
            self.assertEqual(page.history_level, "loose")
            page.anonymisation_inactive_periods = 2
        self.assertEqual(self.company.anonymisation_history_level, "loose")

    def test_another_level_is_saved_where_it_is_chosen(self):
        with Form(self.page(), FORM) as page:
            page.history_level = "one_history"
        self.assertEqual((self.company.anonymisation_history_level, self.page().saved), ("one_history", True))
        self.assertEqual(self.page().history_level, "one_history")

    def test_whoever_may_is_asked_once_until_it_is_decided(self):
        self.assertEqual(len(self.asked(self.officer, "counts as inactive")), 1)
        self.assertEqual(len(self.asked(self.officer, "counts as inactive")), 1)
        self.page().write({})
        self.assertFalse(self.asked(self.officer, "counts as inactive"))

    def test_administrators_are_told_how_to_give_the_permission_while_nobody_has_it(self):
        administrator = self.make_user("kit_administrator", "base.group_system")
        self.assertFalse(self.asked(administrator, "nobody has the permission"))
        self.officer.active = False
        [activity] = self.asked(administrator, "nobody has the permission")
        self.assertIn("R_CAN_ANONYMIZE_USERS", activity.note)
        self.officer.active = True
        self.assertFalse(self.asked(administrator, "nobody has the permission"))

    def test_general_settings_tell_administrators_who_may(self):
        settings = self.env["res.config.settings"].with_user(self.env.ref("base.user_admin"))
        shown = settings.with_company(self.company).new({"company_id": self.company.id})
        self.assertIn(self.officer.name, shown.anonymisation_officer_names)

    def test_nobody_else_takes_them(self):
        with self.assertRaises(AccessError):
            self.page().with_user(self.superuser).action_finish_first_steps()
        self.assertFalse(self.company.anonymisation_inactive_periods)
