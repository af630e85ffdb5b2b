"""Who may: a SuperUser with the permission, and nobody with only one of the two, administrators included."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .common import AnonymisationCase

ADMINISTRATOR = "base.group_system,base.group_erp_manager"


class TestAccess(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        permission = "school_anonymisation.group_r_can_anonymize_users"
        cls.users = {
            "internal user": cls.make_user("kit_internal"),
            "school user": cls.school_user,
            "SuperUser without the permission": cls.superuser,
            "permission without SuperUser": cls.make_user(
                "kit_permission", f"school_base.group_school_user,{permission}"
            ),
            "administrator": cls.make_user("kit_admin", f"school_base.group_school_superuser,{ADMINISTRATOR}"),
            "portal": cls.make_portal_user(cls.make_contact()),
        }

    def each(self):
        for role, user in self.users.items():
            with self.subTest(role=role):
                yield user

    def test_both_groups_make_an_officer(self):
        self.assertTrue(self.officer._can_anonymise())

    def test_one_of_the_groups_makes_none(self):
        for user in self.each():
            self.assertFalse(user._can_anonymise())

    def test_giving_the_second_group_makes_an_officer(self):
        self.superuser.group_ids = [Command.link(self.env.ref("school_anonymisation.group_r_can_anonymize_users").id)]
        self.assertTrue(self.superuser._can_anonymise())

    def test_taking_one_group_away_ends_it(self):
        self.officer.group_ids = [Command.unlink(self.env.ref("school_anonymisation.group_r_can_anonymize_users").id)]
        self.assertFalse(self.officer._can_anonymise())

    def test_archived_user_is_none(self):
        self.officer.active = False
        self.assertFalse(self.officer._can_anonymise())
        with self.assertRaises(AccessError):
            self.student.with_user(self.officer)._anonymise("hand")

    def test_users_are_found_by_the_computed_group(self):
        group = self.env.ref("school_anonymisation.group_anonymisation_officer")
        found = self.env["res.users"].search([("all_group_ids", "in", group.ids)])
        self.assertIn(self.officer, found)
        self.assertNotIn(self.superuser, found)

    def test_computed_group_cannot_be_given(self):
        group = self.env.ref("school_anonymisation.group_anonymisation_officer")
        with self.assertRaisesRegex(ValidationError, "by hand"):
            self.superuser.group_ids = [Command.link(group.id)]

    def test_computed_group_cannot_be_implied(self):
        group = self.env.ref("school_anonymisation.group_anonymisation_officer")
        with self.assertRaisesRegex(ValidationError, "cannot be given or implied"):
            self.env.ref("base.group_user").implied_ids = [Command.link(group.id)]

    def test_nobody_else_can_anonymise(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.student.with_user(user).action_anonymise()
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_nobody_else_can_anonymise_several(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.student.with_user(user).action_anonymise_several()

    def test_nobody_else_can_open_the_dialog(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.env["school.anonymisation.confirm"].with_user(user).create({"student_ids": self.student.ids})

    def test_nobody_else_sees_eligibility(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.student.with_user(user).read(["anonymisation_eligible"])

    def test_nobody_else_can_search_by_eligibility(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.env["school.student"].with_user(user).search([("anonymisation_eligible", "=", True)])

    def test_nobody_else_sees_the_log(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.env["school.anonymisation.log"].with_user(user).search([])

    def test_nobody_else_finds_an_anonymised_profile(self):
        self.anonymise()
        students = self.env["school.student"].with_context(active_test=False)
        domain = [("id", "=", self.student.id)]
        self.assertTrue(students.with_user(self.officer).search(domain))
        self.assertFalse(students.with_user(self.superuser).search(domain))
        self.assertFalse(students.with_user(self.school_user).search(domain))

    def test_nobody_else_changes_the_settings(self):
        for user in self.each():
            with self.assertRaises(AccessError):
                self.company.with_user(user).write({"anonymisation_inactive_periods": 1})

    def test_form_of_nobody_else_shows_anything(self):
        def arch(user):
            return self.env["school.student"].with_user(user).get_view(view_type="form")["arch"]

        self.assertIn("anonymisation_eligible", arch(self.officer))
        self.assertNotIn("anonymisation_eligible", arch(self.superuser))

    def test_officer_without_accounting_rights_can_read_every_field_of_ours(self):
        own = [name for name in self.student._fields if name.startswith(("anonymis", "invoice_for"))]
        readable = self.student.with_user(self.officer).fields_get(own)
        self.assertTrue(self.student.with_user(self.officer).read(list(readable)))
        self.assertNotIn("invoice_for_ids", readable)

    def test_menu_of_the_officer_leads_to_the_settings_and_nothing_else(self):
        menus = self.env["ir.ui.menu"].with_user(self.officer).load_menus(False)
        users_and_companies = menus[self.env.ref("base.menu_users").id]
        entry = self.env.ref("school_anonymisation.menu_settings_anonymisation").id
        first_steps = self.env.ref("school_anonymisation.menu_first_steps")
        self.assertEqual(set(users_and_companies["children"]) - set(first_steps.ids), {entry})
        self.assertEqual(menus[self.env.ref("base.menu_administration").id]["children"], [users_and_companies["id"]])

    def test_menu_of_an_administrator_does_not_show_it(self):
        menus = self.env["ir.ui.menu"].with_user(self.users["administrator"]).load_menus(False)
        self.assertIn(self.env.ref("base.menu_users").id, menus)
        self.assertNotIn(self.env.ref("school_anonymisation.menu_settings_anonymisation").id, menus)

    def test_officer_who_is_an_administrator_keeps_the_settings_app(self):
        administrator = self.users["administrator"]
        administrator.group_ids = [Command.link(self.env.ref("school_anonymisation.group_r_can_anonymize_users").id)]
        menus = self.env["ir.ui.menu"].with_user(administrator).load_menus(False)
        children = menus[self.env.ref("base.menu_users").id]["children"]
        self.assertIn(self.env.ref("base.menu_action_res_users").id, children)
        self.assertIn(self.env.ref("school_anonymisation.menu_settings_anonymisation").id, children)

    def test_log_cannot_be_written_by_the_officer_either(self):
        with self.assertRaises(UserError):
            self.env["school.anonymisation.log"].with_user(self.officer).create({"label": "Anna Ravn"})
