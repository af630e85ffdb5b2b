"""The log's lines about who received and who lost the permission."""

from psycopg2 import Error

from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from .common import AnonymisationCase


class TestPermissionLines(AnonymisationCase):
    def last(self):
        return self.env["school.anonymisation.log"].search([], limit=1)

    def change(self, user, command):
        permission = self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        administrator = self.env.ref("base.user_admin")
        company_ids = administrator.company_ids.ids
        user = user.with_user(administrator).with_context(allowed_company_ids=company_ids)
        user.write({"group_ids": [command(permission.id)]})
        return administrator

    def test_getting_the_permission_is_noted_with_who_gave_it(self):
        administrator = self.change(self.superuser, Command.link)
        line = self.last()
        self.assertEqual((line.kind, line.officer_id, line.user_id), ("granted", self.superuser, administrator))
        self.assertFalse(line.label or line.profile_uid or line.student_id)

    def test_losing_it_is_noted(self):
        self.change(self.officer, Command.unlink)
        self.assertEqual((self.last().kind, self.last().officer_id), ("withdrawn", self.officer))

    def test_getting_it_by_the_group_is_noted(self):
        self.env.ref("school_anonymisation.group_r_can_anonymize_users").user_ids = [Command.link(self.superuser.id)]
        self.assertEqual((self.last().kind, self.last().officer_id), ("granted", self.superuser))

    def test_getting_it_by_another_group_is_noted(self):
        permission = self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        self.env.ref("school_base.group_school_superuser").implied_ids = [Command.link(permission.id)]
        self.assertEqual((self.last().kind, self.last().officer_id), ("granted", self.superuser))

    def test_archiving_an_officer_is_noted(self):
        self.officer.active = False
        self.assertEqual((self.last().kind, self.last().officer_id), ("withdrawn", self.officer))

    def test_permission_alone_is_nothing_to_note(self):
        before = self.last()
        self.change(self.school_user, Command.link)
        self.assertEqual(self.last(), before)

    def test_what_was_given_past_odoo_is_noted_by_the_daily_job(self):
        permission = self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        self.env.cr.execute(
            SQL("INSERT INTO res_groups_users_rel (gid, uid) VALUES (%s, %s)", permission.id, self.superuser.id)
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache("groups")
        self.run_job("school_anonymisation.ir_cron_anonymisation_cycle")
        self.assertEqual((self.last().kind, self.last().officer_id), ("granted", self.superuser))
        self.assertFalse(self.last().user_id)

    def test_line_about_an_officer_cannot_name_a_profile(self):
        with self.assertRaises(Error), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["school.anonymisation.log"]._append_chained(
                [{"kind": "granted", "officer_number": self.officer.id, "label": "Anonymised student AAAA-BBBB"}]
            )
