"""The ledger: what is in it, when it is refused, and doing again what a restored backup undid."""

import json
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import BaseCase
from odoo.tools import SQL, mute_logger

from .. import ledger
from ..chain import GENESIS, canonical, hash_of
from ..models import school_anonymisation_ledger
from .common import AnonymisationCase


def made_lines(count):
    """Return a chain of so many lines."""
    lines, last_hash = [], GENESIS
    for number in range(1, count + 1):
        line = canonical({"number": number, "kind": "granted", "month": "2026-10", "officer_number": number})
        line["hash"] = last_hash = hash_of(line, last_hash)
        lines.append(line)
    return lines


class TestLedgerFile(BaseCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "ledger"
        self.lines = made_lines(4)

    def extend(self, lines=None):
        ledger.extend(self.path, lambda number: (lines or self.lines)[number:])

    def test_lines_are_read_as_they_were_written(self):
        self.extend()
        self.assertEqual(ledger.read(self.path), self.lines)
        self.assertEqual(ledger.head(self.path), (4, self.lines[-1]["hash"]))

    def test_no_file_is_an_empty_ledger(self):
        self.assertEqual(ledger.head(self.path), (0, GENESIS))

    def test_what_is_there_is_not_written_again(self):
        self.extend(self.lines[:2])
        self.extend()
        self.extend()
        self.assertEqual(len(self.path.read_text().splitlines()), 4)

    def test_only_the_server_reads_it(self):
        self.extend()
        self.assertEqual(self.path.stat().st_mode & 0o777, 0o600)

    def test_line_cut_off_by_a_power_failure_is_written_whole(self):
        self.extend(self.lines[:3])
        self.path.write_bytes(self.path.read_bytes() + b'{"number": 4, "ki')
        self.assertEqual(ledger.read(self.path), self.lines[:3])
        self.extend()
        self.assertEqual(ledger.read(self.path), self.lines)

    def test_line_that_does_not_follow_is_not_added(self):
        self.extend(self.lines[:2])
        before = self.path.read_bytes()
        with self.assertRaisesRegex(ledger.LedgerError, "Line 3 of the log does not follow"):
            ledger.extend(self.path, lambda _number: [{**self.lines[2], "month": "2020-01"}])
        self.assertEqual(self.path.read_bytes(), before)

    def test_changed_line_is_refused_and_named(self):
        self.extend()
        texts = self.path.read_text().splitlines()
        texts[1] = texts[1].replace("2026-10", "2020-10")
        self.path.write_text("\n".join([*texts, ""]))
        with self.assertRaisesRegex(ledger.LedgerError, "Line 2 "):
            ledger.read(self.path)

    def test_missing_line_is_refused(self):
        self.extend()
        texts = self.path.read_text().splitlines()
        self.path.write_text("\n".join([texts[0], *texts[2:], ""]))
        with self.assertRaisesRegex(ledger.LedgerError, "Line 2 "):
            ledger.read(self.path)

    def test_anything_else_is_refused_in_words(self):
        for content in (b"\xff\xfe\n", b"[]\n", b"null\n", b"{}\n", b'{"number": "x"}\n', b"[[[[\n", b"\x00\n"):
            with self.subTest(content=content), self.assertRaises(ledger.LedgerError):
                self.path.write_bytes(content)
                ledger.read(self.path)
            with self.subTest(content=content), self.assertRaises(ledger.LedgerError):
                ledger.head(self.path)

    def test_path_comes_from_the_configuration(self):
        self.path.write_text("[options]\ndb_name = x\n[school_anonymisation]\nledger = /somewhere/{database}.ledger\n")
        self.assertEqual(ledger.configured_path(str(self.path), "school"), Path("/somewhere/school.ledger"))

    def test_no_path_is_no_ledger(self):
        self.path.write_text("[options]\ndb_name = x\n")
        self.assertIsNone(ledger.configured_path(str(self.path), "school"))
        self.assertIsNone(ledger.configured_path(None, "school"))


class LedgerCase(AnonymisationCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "ledger"
        configuration = Path(folder.name) / "odoo.conf"
        configuration.write_text(f"[school_anonymisation]\nledger = {self.path}\n")
        self.enterContext(patch.object(school_anonymisation_ledger, "config", {"config": str(configuration)}))
        self.enterContext(self.enter_registry_test_mode())
        self.log = self.env["school.anonymisation.log"]
        self.bo = self.make_student("Bo Ravn")

    def back_up(self):
        """Return a savepoint to which `restore` goes back, as if it were a backup."""
        self.env.flush_all()
        return self.env.cr.savepoint()

    def restore(self, backup):
        self.env.flush_all()
        backup.rollback()
        self.env.invalidate_all(flush=False)


class TestLedger(LedgerCase):
    def test_lines_are_kept_outside(self):
        self.anonymise()
        self.log._export_ledger()
        line = ledger.read(self.path)[-1]
        self.assertEqual((line["label"], line["kind"]), (self.student.anonymisation_label, "erased"))
        self.assertEqual(self.log._ledger_state(self.env.cr), "kept")
        self.assertEqual(self.log._ledger_sentence(), "")

    def test_nobody_is_named_in_it(self):
        self.anonymise()
        self.log._export_ledger()
        self.assertNotIn("Ravn", self.path.read_text())

    def test_without_one_the_settings_say_so(self):
        with patch.object(school_anonymisation_ledger, "config", {"config": None}):
            shown = self.env["school.anonymisation.settings"].with_user(self.officer).get_settings()
            self.assertIn("kept in this database only", shown["ledger"])

    @mute_logger("odoo.addons.school_anonymisation.models.school_anonymisation_ledger")
    def test_ledger_that_cannot_be_written_stops_nobody(self):
        self.path.mkdir()
        self.anonymise()
        self.log._export_ledger()
        self.assertTrue(self.student.anonymised)
        self.assertIn("cannot be read", self.log._ledger_sentence())

    def test_deleted_ledger_is_written_anew(self):
        self.anonymise()
        self.log._export_ledger()
        before = self.path.read_text()
        self.path.unlink()
        self.log._export_ledger()
        self.assertEqual(self.path.read_text(), before)

    def test_older_database_refuses_to_anonymise(self):
        self.log._export_ledger()
        backup = self.back_up()
        self.anonymise()
        self.log._export_ledger()
        self.restore(backup)
        self.assertEqual(self.log._ledger_state(self.env.cr), "older")
        with self.assertRaisesRegex(UserError, "a backup has been restored"):
            self.anonymise(self.bo)

    def test_older_database_can_still_give_the_permission(self):
        backup = self.back_up()
        self.anonymise()
        self.log._export_ledger()
        self.restore(backup)
        self.make_user(
            "kit_new_officer", "school_base.group_school_superuser,school_anonymisation.group_r_can_anonymize_users"
        )

    @mute_logger("odoo.addons.school_anonymisation.models.school_anonymisation_ledger")
    def test_administrators_are_told_once_when_the_server_starts(self):
        backup = self.back_up()
        self.anonymise()
        self.log._export_ledger()
        self.restore(backup)
        for _start in range(2):
            self.log._tell_administrators()
        activities = self.env["mail.activity"].search([("summary", "ilike", "brought anonymised people back")])
        administrators = self.env.ref("base.group_system").all_user_ids.filtered("active")
        self.assertEqual(activities.user_id, administrators)
        self.assertEqual(len(activities), len(administrators))

    def test_ledger_of_another_database_is_noticed(self):
        ledger.extend(self.path, lambda _number: made_lines(1))
        self.anonymise_and_expect("does not belong to this log")

    def anonymise_and_expect(self, words):
        # The first line of this log is not that of the other one.
        self.log._note_officers()
        state = self.log._ledger_state(self.env.cr)
        self.assertIn(state, ("older", "other"))
        with self.assertRaises(UserError) as refusal:
            self.anonymise(self.bo)
        self.assertIn(words if state == "other" else "a backup", str(refusal.exception))


class TestReplay(LedgerCase):
    def setUp(self):
        super().setUp()
        backup = self.back_up()
        self.anonymise()
        self.label = self.student.anonymisation_label
        self.log._export_ledger()
        self.lines = ledger.read(self.path)
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
        self.assertEqual(ledger.read(self.path)[: len(self.lines)], self.lines)
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
