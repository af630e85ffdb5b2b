"""The random identifier of each profile, from its creation on."""

from psycopg2 import Error

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import AnonymisationCase


class TestIdentifier(AnonymisationCase):
    def test_each_profile_has_its_own(self):
        other = self.make_student("Bo Ravn")
        self.assertNotEqual(self.student.anonymisation_uid, other.anonymisation_uid)
        self.assertRegex(other.anonymisation_uid, r"^[0-9a-f]{8}-[0-9a-f]{4}-4")

    def test_copy_gets_a_new_one(self):
        self.assertNotEqual(self.student.copy().anonymisation_uid, self.student.anonymisation_uid)

    def test_cannot_be_chosen(self):
        with self.assertRaisesRegex(UserError, "cannot be chosen"):
            self.make_student("Bo Ravn", anonymisation_uid=self.student.anonymisation_uid)

    def test_no_default_proposes_it_nor_what_others_decide(self):
        proposed = "00000000-0000-4000-8000-000000000000"
        with self.assertRaisesRegex(UserError, "cannot be chosen"), self.env.cr.savepoint():
            self.env["ir.default"].with_user(self.superuser).set(
                "school.student", "anonymisation_uid", proposed, user_id=True
            )
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["ir.default"].with_user(self.superuser).set(
                "school.student", "anonymisation_prevented_switch", True, user_id=True
            )
        students = self.env["school.student"].with_user(self.officer).with_context(default_anonymisation_uid=proposed)
        self.assertNotEqual(students.create({"name": "Bo Ravn"}).anonymisation_uid, proposed)

    def test_cannot_be_changed(self):
        with self.assertRaisesRegex(UserError, "cannot be chosen"):
            self.student.sudo().write({"anonymisation_uid": "00000000-0000-4000-8000-000000000000"})

    def test_cannot_be_changed_past_the_orm(self):
        with self.assertRaises(Error), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE school_student SET anonymisation_uid = gen_random_uuid() WHERE id = %s", [self.student.id]
            )

    def test_profiles_from_before_the_addon_get_one_each(self):
        self.make_student("Bo Ravn")
        self.env.flush_all()
        students = self.env["school.student"]
        self.env.cr.execute(
            "ALTER TABLE school_student DISABLE TRIGGER USER;"
            " ALTER TABLE school_student ALTER COLUMN anonymisation_uid DROP NOT NULL;"
            " UPDATE school_student SET anonymisation_uid = NULL"
        )
        students._init_column("anonymisation_uid")
        self.env.cr.execute("SELECT count(*) = count(DISTINCT anonymisation_uid) FROM school_student")
        self.assertTrue(self.env.cr.fetchone()[0])
