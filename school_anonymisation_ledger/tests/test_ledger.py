"""The log is kept outside: what is in the ledger, and what is refused in a database that is older."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tools import mute_logger

from .. import ledger
from ..models import log, state
from .common import KEY, LedgerCase, made_lines


class TestLedger(LedgerCase):
    def test_lines_are_kept_outside(self):
        self.anonymise()
        self.log._export_ledger()
        lines = [(line["label"], line["kind"]) for line in ledger.read(self.path, KEY)[-2:]]
        label = self.student.anonymisation_label
        self.assertEqual(lines, [(label, "erased"), (label, "verified")])
        self.assertEqual(self.log._ledger_state(self.env.cr), "kept")
        self.assertEqual(self.log._ledger_sentence(), "")

    def test_nobody_is_named_in_it(self):
        self.anonymise()
        self.log._export_ledger()
        self.assertNotIn("Ravn", self.path.read_text())

    def test_settings_say_nothing_of_it(self):
        self.path.mkdir()
        shown = self.env["school.anonymisation.settings"].with_user(self.officer).get_settings()
        self.assertNotIn("ledger", str(shown))

    def test_without_one_nothing_is_refused_and_the_chain_is_whole(self):
        with patch.object(state, "config", {"config": None}):
            self.anonymise()
            self.assertEqual(self.log._ledger_state(self.env.cr), "off")
            self.assertEqual(self.log._first_broken_line(), "")

    def test_without_one_the_servers_log_says_so_at_the_start(self):
        with patch.object(state, "config", {"config": None}), self.assertLogs(log.__name__, "WARNING") as said:
            self.log._register_hook()
        self.assertIn("No ledger is kept", said.output[0])

    @mute_logger("odoo.addons.school_anonymisation_ledger.models.log")
    def test_ledger_that_cannot_be_written_stops_nobody(self):
        self.path.mkdir()
        self.anonymise()
        self.log._export_ledger()
        self.assertTrue(self.student.anonymised)
        self.assertIn("cannot be read", self.log._first_broken_line())

    def test_missing_ledger_is_not_written_anew_and_stops(self):
        self.anonymise()
        self.log._export_ledger()
        self.path.unlink()
        self.log._export_ledger()
        self.assertFalse(self.path.exists())
        self.assertEqual(self.log._ledger_state(self.env.cr), "missing")
        self.assertIn("is missing", self.log._first_broken_line())
        with self.assertRaisesRegex(UserError, "is missing"):
            self.anonymise(self.bo)

    def test_first_ledger_of_a_log_with_lines_is_begun(self):
        self.env["ir.config_parameter"].set_param(state.BEGIN, "1")
        self.log._note_officers()
        self.assertTrue(self.log.search_count([]))
        self.log._export_ledger()
        self.assertEqual(len(ledger.read(self.path, KEY)), self.log.search_count([]))
        self.assertFalse(self.env["ir.config_parameter"].get_param(state.BEGIN))

    def test_changed_line_is_noticed_at_once(self):
        self.anonymise()
        self.log._export_ledger()
        texts = self.path.read_text().splitlines()
        texts[1] = texts[1].replace('"done_by": ', '"done_by": 9')
        self.path.write_text("\n".join([*texts, ""]))
        self.assertEqual(self.log._ledger_state(self.env.cr), "broken")
        with self.assertRaisesRegex(UserError, "not as it was written"):
            self.anonymise(self.bo)

    @mute_logger("odoo.addons.school_anonymisation_ledger.models.log")
    def test_whole_file_is_looked_at_daily(self):
        self.anonymise()
        self.log._export_ledger()
        self.path.unlink()
        for _hour in range(2):
            self.log._check_ledger_daily()
        told = self.env["mail.activity"].search([("summary", "ilike", "copy of the anonymisation log")])
        administrators = self.env.ref("base.group_system").all_user_ids.filtered("active")
        self.assertEqual(told.user_id, administrators)
        self.assertEqual(len(told), len(administrators))

    def test_second_database_is_refused_and_writes_nothing(self):
        self.anonymise()
        self.log._export_ledger()
        ledger.hand_over(self.path, "another", KEY)
        before = self.path.read_bytes()
        self.assertEqual(self.log._ledger_state(self.env.cr), "foreign")
        self.log._export_ledger()
        self.assertEqual(self.path.read_bytes(), before)
        with self.assertRaisesRegex(UserError, "another database"):
            self.anonymise(self.bo)

    def test_copy_of_the_same_name_has_another_uuid_and_writes_nothing(self):
        self.anonymise()
        self.log._export_ledger()
        before = self.path.read_bytes()
        self.assertEqual(self.log._ledger_state(self.env.cr), "kept")
        # As Odoo does it when a database is restored as a copy.
        self.env["ir.config_parameter"].init(force=True)
        self.assertEqual(self.log._ledger_state(self.env.cr), "foreign")
        self.log._export_ledger()
        self.assertEqual(self.path.read_bytes(), before)

    def test_database_of_another_name_finds_the_ledger_of_its_log(self):
        self.anonymise()
        former = self.path.with_name("former.ledger")
        self.configure(self.path.with_name("{database}.ledger"))
        self.log._export_ledger()
        self.path.with_name(f"{self.env.cr.dbname}.ledger").rename(former)
        self.path.with_name("other.ledger").write_text("")
        for name in ("former.ledger", "gone.ledger"):
            self.env["ir.config_parameter"].set_param(state.WRITER, name)
            self.assertEqual(self.log._ledger_path(), former)

    def test_snapshot_older_than_another_workers_line_is_no_restored_backup(self):
        self.anonymise()
        self.log._export_ledger()
        with db_connect(self.env.cr.dbname).cursor() as old_cr:
            # Nothing of this test is committed: this transaction sees what was there before.
            self.assertIsNone(self.log._hash_of_line(old_cr, ledger.contents(self.path, KEY).number))
            self.assertEqual(self.log._ledger_state(old_cr), "kept")

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

    @mute_logger("odoo.addons.school_anonymisation_ledger.models.log")
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
        ledger.extend(self.path, lambda _number: made_lines(1), KEY)
        self.anonymise_and_expect("does not belong to this log")

    def anonymise_and_expect(self, words):
        # The first line of this log is not that of the other one.
        self.log._note_officers()
        state = self.log._ledger_state(self.env.cr)
        self.assertIn(state, ("older", "other"))
        with self.assertRaises(UserError) as refusal:
            self.anonymise(self.bo)
        self.assertIn(words if state == "other" else "a backup", str(refusal.exception))
