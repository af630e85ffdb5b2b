"""The log's chain: each line carries a hash over the one before, so that no change goes unseen."""

import random

from odoo.exceptions import UserError
from odoo.tools import SQL

from .common import AnonymisationCase


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
        self.assertIn(f"Entry {self.lines[2].number} ({self.lines[2].label})", self.answer()["message"])

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
                self.assertIn(f"Entry {self.lines[3].number} ", self.answer()["message"])

    def test_deleted_line_is_named(self):
        number = self.lines[2].number
        self.tamper("DELETE FROM school_anonymisation_log WHERE id = %s", self.lines[2].id)
        self.assertEqual(self.answer()["message"], f"Entry {number} is missing.")

    def test_deleted_last_line_is_noticed(self):
        label = self.lines[4].label
        self.tamper("DELETE FROM school_anonymisation_log WHERE id = %s", self.lines[4].id)
        self.assertEqual(self.answer()["message"], f"The entry about {label} is missing.")

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
        self.assertIn(f"Entry {line.number} ", self.answer()["message"])

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
