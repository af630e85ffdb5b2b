"""The log: a line for each, append-only, without personal data, chained."""

import random

from psycopg2 import Error
from psycopg2.errors import RestrictViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from .common import AnonymisationCase


class TestLog(AnonymisationCase):
    @property
    def log(self):
        return self.env["school.anonymisation.log"]

    def lines(self):
        return self.log.search([("student_id", "=", self.student.id), ("kind", "=", "erased")])

    def assertRefusedByDatabase(self, statement, *arguments):
        with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(SQL(statement, *arguments))

    def test_one_line_for_an_anonymised_student(self):
        self.anonymise()
        line = self.lines()
        self.assertEqual(len(line), 1)
        self.assertEqual(line.label, self.student.anonymisation_label)
        self.assertEqual(line.profile_uid, self.student.anonymisation_uid)
        self.assertEqual(line.month, self.today.strftime("%Y-%m"))
        self.assertEqual((line.origin, line.user_id), ("hand", self.officer))
        self.assertEqual(line.periods_required, 4)
        self.assertIn("debt", line.rules.split(","))

    def test_lines_are_found_by_who_did_it(self):
        self.anonymise()
        self.assertIn(self.lines(), self.log.search([("user_id", "=", self.officer.id)]))
        self.assertNotIn(self.lines(), self.log.search([("user_id", "=", self.superuser.id)]))

    def test_no_line_for_a_refusal(self):
        self.enrol(self.student)
        with self.assertRaises(UserError):
            self.student.with_user(self.officer).action_anonymise()
        self.assertFalse(self.lines())

    def test_no_day_is_kept(self):
        self.assertNotIn("create_date", self.log._fields)

    def test_order_of_a_batch_is_not_that_of_the_profiles(self):
        students = self.env["school.student"].union(*(self.make_student(f"Student {n:02}") for n in range(20)))
        students.with_user(self.officer).action_anonymise_several()
        lines = self.log.search([("student_id", "in", students.ids)], order="number")
        self.assertEqual(lines.student_id.sorted("id"), students)
        self.assertNotEqual(lines.mapped("student_id.id"), students.ids)

    def test_cannot_be_changed(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().write({"month": "2020-01"})

    def test_cannot_be_deleted(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().unlink()

    def test_cannot_be_copied(self):
        self.anonymise()
        with self.assertRaisesRegex(UserError, "nothing in it can be changed"):
            self.lines().sudo().copy()

    def test_cannot_be_changed_past_the_orm(self):
        self.anonymise()
        self.assertRefusedByDatabase("UPDATE school_anonymisation_log SET month = '2020-01'")

    def test_cannot_be_deleted_past_the_orm(self):
        self.anonymise()
        self.assertRefusedByDatabase("DELETE FROM school_anonymisation_log")

    def test_cannot_be_emptied_past_the_orm(self):
        self.assertRefusedByDatabase("TRUNCATE school_anonymisation_log")

    def test_cannot_be_added_to_from_outside(self):
        values = {"kind": "erased", "label": "Anonymised student AAAA-BBBB", "month": "2026-10"}
        log = self.log.sudo().with_context(school_anonymisation_appending=True)
        with self.assertRaisesRegex(UserError, "written by anonymising only"):
            log.create({**values, "company_id": self.company.id})

    def test_cannot_be_imported(self):
        log = self.log.with_user(self.officer)
        result = log.load(["kind", "label", "month"], [["erased", "Anonymised student AAAA-BBBB", "2026-10"]])
        self.assertFalse(result["ids"])

    def test_one_who_did_it_cannot_be_deleted_from_it(self):
        self.anonymise()
        self.officer.group_ids = False
        self.officer.active = False
        self.assertEqual(self.lines().done_by, self.officer.id)

    def test_cannot_hold_anything_personal(self):
        self.anonymise()
        for column, value in (
            ("label", "Anna Ravn"),
            ("profile_uid", "Anna Ravn"),
            ("profile_uid", "00000000-0000-0000-0000-000000000000"),
            ("kind", "Anna Ravn"),
            ("month", "2026-10-03"),
            ("month", "Anna"),
            ("origin", "Anna Ravn"),
            ("rules", "Anna Ravn"),
            ("rules", "anna_ravn"),
            ("rules", "debt,anna"),
            ("counts", '{"Anna Ravn": 1}'),
            ("counts", '{"anna": 1}'),
            ("counts", '{"res.partner": "Anna Ravn"}'),
            ("counts", '{"res.partner": {"name": 1}}'),
            ("counts", '{"res.partner": 0.5}'),
            ("counts", '{"res.partner": 12345678}'),
            ("counts", '["Anna Ravn"]'),
            ("total", 12345678),
            ("leftovers", 12345678),
            ("cycle_year", 12345678),
            ("periods_required", 12345678),
            ("number", -12345678),
            ("retained_until", "1998-01-01"),
            ("hash", "Anna Ravn"),
        ):
            with self.subTest(column=column, value=value):
                self.assertNotWritten(column, value)

    def test_columns_of_text_are_all_constrained(self):
        """A column that somebody adds without a constraint is found here."""
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'school_anonymisation_log'"
            " AND (data_type IN ('text', 'character varying', 'jsonb', 'json', 'date')"
            " OR data_type LIKE 'timestamp%') ORDER BY 1"
        )
        found = [name for (name,) in self.env.cr.fetchall()]
        known = ["counts", "hash", "kind", "label", "month", "origin", "profile_uid", "retained_until", "rules"]
        self.assertEqual(found, known)

    def assertNotWritten(self, column, value):
        """Assert that PostgreSQL refuses a line like the last one but for one column."""
        others = {"id", "number", column}
        names = [name for name, field in self.log._fields.items() if field.store and name not in others]
        columns = SQL(", ").join(map(SQL.identifier, names))
        with self.assertRaises(Error), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute(
                SQL(
                    "INSERT INTO school_anonymisation_log (%s, %s%s) SELECT %s, %s%s FROM school_anonymisation_log"
                    " ORDER BY number DESC LIMIT 1",
                    columns,
                    SQL.identifier(column),
                    SQL(", number") if column != "number" else SQL(""),
                    columns,
                    value,
                    SQL(", number + 1") if column != "number" else SQL(""),
                )
            )


class TestChain(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.students = cls.student.union(*(cls.make_student(f"Student {n}") for n in range(4)))
        for student in cls.students:
            student.with_user(cls.officer).action_anonymise()
        cls.log = cls.env["school.anonymisation.log"]
        cls.lines = cls.log.search([("student_id", "in", cls.students.ids)], order="number")

    def tamper(self, statement, *arguments):
        """Change the log as somebody with the database's password could: the triggers off."""
        self.env.cr.execute("ALTER TABLE school_anonymisation_log DISABLE TRIGGER USER")
        self.env.cr.execute(SQL(statement, *arguments))
        self.env.cr.execute("ALTER TABLE school_anonymisation_log ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def answer(self):
        return self.log.with_user(self.officer).action_verify_chain()["params"]

    def test_whole_chain_is_told(self):
        self.assertEqual(self.answer()["type"], "success")
        self.assertIn("as they were written", self.answer()["message"])

    def test_lines_are_numbered_without_gaps(self):
        numbers = self.lines.mapped("number")
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 5)))

    def test_changed_line_is_named(self):
        self.tamper("UPDATE school_anonymisation_log SET month = '2020-01' WHERE id = %s", self.lines[2].id)
        self.assertEqual(self.answer()["type"], "danger")
        self.assertIn(f"Line {self.lines[2].number} ({self.lines[2].label})", self.answer()["message"])

    def test_first_of_several_changed_lines_is_named(self):
        self.tamper("UPDATE school_anonymisation_log SET total = 7 WHERE id = ANY(%s)", self.lines[1:4].ids)
        self.assertIn(self.lines[1].label, self.answer()["message"])

    def test_every_hashed_column_counts(self):
        changes = {
            "month": "2020-01", "origin": "cycle", "rules": "debt", "counts": '{"res.users": 3}', "total": 12345,
            "leftovers": 12345, "cycle_year": 2999, "periods_required": 999, "done_by": 1, "kind": "expired",
            "retained_until": "2999-01-01", "label": "Anonymised student 0000-0000",
            "profile_uid": "00000000-0000-4000-8000-000000000000",
        }  # fmt: skip
        for column, value in changes.items():
            with self.subTest(column=column), self.rolled_back():
                self.tamper(
                    "UPDATE school_anonymisation_log SET %s = %s WHERE id = %s",
                    SQL.identifier(column), value, self.lines[3].id,
                )  # fmt: skip
                self.assertIn(f"Line {self.lines[3].number} ", self.answer()["message"])

    def test_deleted_line_is_named(self):
        number = self.lines[2].number
        self.tamper("DELETE FROM school_anonymisation_log WHERE id = %s", self.lines[2].id)
        self.assertEqual(self.answer()["message"], f"Line {number} is missing.")

    def test_deleted_last_line_is_noticed(self):
        label = self.lines[4].label
        self.tamper("DELETE FROM school_anonymisation_log WHERE id = %s", self.lines[4].id)
        self.assertEqual(self.answer()["message"], f"The line about {label} is missing.")

    def test_exchanged_lines_are_noticed(self):
        first, second = self.lines[1], self.lines[2]
        for line, number in ((first, 999), (second, first.number), (first, second.number)):
            self.tamper("UPDATE school_anonymisation_log SET number = %s WHERE id = %s", number, line.id)
        self.assertIn("not as it was written", self.answer()["message"])

    def test_line_of_another_profile_is_noticed(self):
        other = self.make_student("Bo Ravn")
        self.tamper("UPDATE school_anonymisation_log SET student_id = %s WHERE id = %s", other.id, self.lines[1].id)
        self.assertIn("no longer belongs to its profile", self.answer()["message"])

    def test_line_with_a_new_hash_breaks_the_next(self):
        line = random.choice(self.lines[:4])
        self.tamper("UPDATE school_anonymisation_log SET hash = %s WHERE id = %s", "0" * 64, line.id)
        self.assertIn(f"Line {line.number} ", self.answer()["message"])

    def test_verifying_is_for_officers(self):
        with self.assertRaises(UserError):
            self.log.with_user(self.superuser).action_verify_chain()

    def rolled_back(self):
        """Undo what the block did."""
        return _RolledBack(self.env)


class _RolledBack:
    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.savepoint = self.env.cr.savepoint()
        self.savepoint.__enter__()

    def __exit__(self, *_error):
        self.savepoint.rollback()
        self.savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)


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
