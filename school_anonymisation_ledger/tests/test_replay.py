"""Doing again what a restored backup undid."""

import json

from odoo.tools import SQL

from .. import ledger
from .common import KEY, LedgerCase


class TestReplay(LedgerCase):
    def setUp(self):
        super().setUp()
        backup = self.back_up()
        self.anonymise()
        self.label = self.student.anonymisation_label
        self.log._export_ledger()
        self.lines = ledger.read(self.path, KEY)
        self.verified = self.log._first_broken_line()
        self.restore(backup)

    def replay(self):
        todo = self.log._replay_todo(self.lines)
        self.log._replay_append(todo["missing"])
        if todo["erase"]:
            self.log._replay_erase(todo["erase"])
        self.env.invalidate_all()
        return todo

    def test_restored_profile_is_anonymised_again_under_its_label(self):
        self.assertEqual(self.student.name, "Anna Ravn")
        self.replay()
        self.assertTrue(self.student.anonymised)
        self.assertEqual((self.student.name, self.student.partner_id.name), (self.label, self.label))

    def test_log_is_what_it_was(self):
        self.replay()
        self.assertEqual(self.verified, "")
        self.assertEqual(self.log._first_broken_line(), "")
        self.assertEqual(self.log.search([], limit=1).hash, self.lines[-1]["hash"])
        self.assertEqual(self.log._ledger_state(self.env.cr), "kept")

    def test_anonymising_goes_on_after_it(self):
        self.replay()
        self.anonymise(self.bo)
        self.log._export_ledger()
        self.assertEqual(ledger.read(self.path, KEY)[: len(self.lines)], self.lines)
        self.assertEqual(self.log._first_broken_line(), "")

    def test_telling_changes_nothing(self):
        todo = self.log._replay_todo(self.lines)
        self.assertEqual(list(todo["erase"]), self.student.ids)
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_second_time_there_is_nothing_to_do(self):
        self.replay()
        todo = self.replay()
        self.assertEqual((todo["erase"], todo["missing"], todo["done"]), ({}, [], 1))

    def test_interrupted_one_is_finished(self):
        self.log._replay_append(self.log._replay_todo(self.lines)["missing"])
        self.env.invalidate_all()
        self.replay()
        self.assertEqual(self.log._first_broken_line(), "")

    def test_whoever_has_the_id_now_is_not_touched(self):
        """A restored database may give the id to somebody else; only the random identifier counts."""
        self.env.cr.execute("ALTER TABLE school_student DISABLE TRIGGER USER")
        self.env.cr.execute(
            SQL("UPDATE school_student SET anonymisation_uid = gen_random_uuid() WHERE id = %s", self.student.id)
        )
        self.env.invalidate_all()
        todo = self.replay()
        self.assertEqual((todo["erase"], todo["unknown"]), ({}, 1))
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_what_the_rules_say_now_does_not_matter(self):
        self.enrol(self.student)
        self.replay()
        self.assertTrue(self.student.anonymised)

    def test_ledger_of_another_database_is_refused(self):
        self.replay()
        lines = [{**line, "hash": "0" * 64} for line in self.lines]
        with self.assertRaisesRegex(ledger.LedgerError, "belongs to another database"):
            self.log._replay_todo(lines)

    def test_ledger_that_names_what_is_not_installed_is_refused(self):
        lines = json.loads(json.dumps(self.lines))
        lines[-1]["counts"]["no.such.model"] = 1
        with self.assertRaisesRegex(ledger.LedgerError, "no.such.model"):
            self.log._replay_todo(lines)

    def test_line_that_does_not_follow_is_not_added(self):
        missing = self.log._replay_todo(self.lines)["missing"]
        missing[-1] = {**missing[-1], "month": "2020-01"}
        with self.assertRaisesRegex(ledger.LedgerError, "has grown"):
            self.log._replay_append(missing)

    def test_whoever_stands_after_a_broken_line_is_anonymised_again_too(self):
        texts = self.path.read_text().splitlines()
        position = next(index for index, text in enumerate(texts) if '"erased"' in text)
        texts[position - 1] = texts[position - 1].replace('"month": "2', '"month": "3')
        self.path.write_text("\n".join([*texts, ""]))
        known = ledger.contents(self.path, KEY)
        todo = self.log._replay_todo(known.lines)
        self.assertEqual(list(todo["erase"]), self.student.ids)
        astray = self.log._replay_append(todo["missing"])
        self.assertTrue(self.log._replay_end(self.path, known.broken).exists())
        self.log._replay_append_anew(astray)
        self.log._replay_erase(todo["erase"])
        self.env.invalidate_all()
        self.assertEqual(self.student.name, self.label)
        self.log._export_ledger()
        self.assertEqual(self.log._first_broken_line(), "")

    def test_it_says_who_would_not_be_eligible_today(self):
        self.enrol(self.student)
        todo = self.log._replay_todo(self.lines)
        [(number, name, codes)] = self.log._replay_people(todo)
        self.assertEqual((number, name), (self.student.id, "Anna Ravn"))
        self.assertIn("active_course", codes)
