"""Pause, resume, cancel, confirm: what they do, and who may."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleStop(CycleCase):
    def stop(self, action, reason="The board decides first", user=None):
        """Press the button and fill in the dialog, as a user would."""
        action = getattr(self.cycle.with_user(user or self.officer), action)()
        dialog = self.env[action["res_model"]].with_user(user or self.officer).with_context(**action["context"])
        with Form(dialog) as form:
            form.reason = reason
        form.record.action_confirm()

    def test_paused_with_who_when_and_why(self):
        self.play(october(1))
        with self.on_day(october(5)):
            self.stop("action_pause")
        cycle = self.cycle
        self.assertEqual(
            (cycle.state, cycle.stop_code, cycle.stop_reason), ("paused", "by_hand", "The board decides first")
        )
        self.assertEqual(cycle.stopped_by_id, self.officer)
        self.assertEqual(cycle.stopped_at.date(), october(5))

    def test_pausing_needs_a_reason(self):
        self.play(october(1))
        action = self.cycle.with_user(self.officer).action_pause()
        dialog = self.env[action["res_model"]].with_user(self.officer).with_context(**action["context"])
        with self.assertRaises(AssertionError), Form(dialog):
            pass

    def test_paused_cycle_sends_and_erases_nothing(self):
        self.play(october(1))
        self.stop("action_pause")
        self.assertFalse(self.play_days(october(15), october(16)))
        self.assertFalse(self.play(november(1)))
        self.assertFalse(self.student.anonymised)

    def test_resumed_cycle_goes_on_where_it_was(self):
        self.play(october(1))
        self.stop("action_pause")
        with self.on_day(october(16)):
            self.cycle.with_user(self.officer).action_resume()
        self.assertEqual(self.cycle.state, "announced")
        self.assertEqual(len(self.play(october(16))), 1)
        self.assertEqual(self.cycle.state, "reminded_1")

    def test_run_is_paused_and_resumed(self):
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        self.stop("action_pause")
        self.play(november(1))
        self.assertFalse(self.student.anonymised)
        self.cycle.with_user(self.officer).action_resume()
        self.assertEqual(self.cycle.state, "running")
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_pausing_while_everything_is_looked_through_fails_nobody(self):
        self.play_until_run()
        batches = self.registry["school.anonymisation.batch"]
        look = batches._swept

        def look_and_pause(batch, rows):
            swept = look(batch, rows)
            batch.cycle_id._stop("paused", False, "Let us think")
            return swept

        with patch.object(batches, "_swept", look_and_pause):
            self.play(november(1))
        self.assertEqual((self.cycle.state, self.cycle.failed_count), ("paused", 0))
        self.assertFalse(self.student.anonymised)
        self.cycle.with_user(self.officer).action_resume()
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def pause_run(self):
        """Pause the run that has begun on 1 November, before anybody is anonymised."""
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        with self.on_day(november(1)):
            self.stop("action_pause")

    def go_on(self, day):
        """Choose Go on that day, and let the jobs work the day after."""
        with self.on_day(day):
            self.cycle.with_user(self.officer).action_resume()
        return self.play(day + timedelta(days=1))

    def test_who_becomes_eligible_while_the_run_is_paused_is_next_years(self):
        self.pause_run()
        nanna = self.make_student("Nanna Ny")
        self.play(november(2))
        with self.on_day(november(2)):
            self.cycle.with_user(self.officer).action_refresh()
        self.assertFalse(self.row(nanna))
        self.go_on(november(2))
        self.assertTrue(self.student.anonymised)
        self.assertFalse(nanna.anonymised)

    def test_who_becomes_eligible_while_the_second_part_is_paused_is_next_years(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.play(november(1))
        self.play(november(11), jobs=[ADVANCE])
        self.assertEqual(self.cycle.state, "running")
        with self.on_day(november(11)):
            self.stop("action_pause")
        late = self.make_student("Lone Late")
        self.play(november(12))
        self.assertFalse(self.row(late))
        self.go_on(november(12))
        self.assertTrue(nanna.anonymised)
        self.assertFalse(late.anonymised)

    def test_who_drops_off_while_the_run_is_paused_is_reported_as_skipped(self):
        self.pause_run()
        self.hire(self.student)
        self.play(november(2))
        self.assertEqual(self.row().state, "gone")
        [report] = self.go_on(november(2))
        self.assertEqual(self.row().state, "skipped")
        self.assertIn("Skipped: 1", self.text(report))
        self.assertIn("Instrument on hire", self.text(report))

    def test_who_drops_off_while_the_run_is_paused_and_is_back_goes_with_it(self):
        self.pause_run()
        hire = self.hire(self.student)
        self.play(november(2))
        hire.unlink()
        self.go_on(november(2))
        self.assertTrue(self.student.anonymised)

    def test_cancelled_cycle_is_over_for_this_year(self):
        self.play(october(1))
        self.stop("action_cancel")
        self.assertEqual(self.cycle.state, "cancelled")
        self.assertFalse(self.play_days(october(15), october(16)))
        self.assertFalse(self.play(november(1)))
        self.assertFalse(self.student.anonymised)
        with self.assertRaisesRegex(UserError, "This year is over"):
            self.cycle.with_user(self.officer).action_resume()

    def test_cancelled_cycle_takes_back_what_has_not_left(self):
        self.play(october(1), refuse=["officer@school.example"])
        self.stop("action_cancel")
        self.assertEqual(self.cycle.mail_ids.state, "withdrawn")
        self.assertFalse(self.env["mail.mail"].search([("body_html", "like", "Anna Ravn")]))

    def test_resuming_what_is_not_paused_is_refused(self):
        self.play(october(1))
        with self.assertRaisesRegex(UserError, "not paused"):
            self.cycle.with_user(self.officer).action_resume()

    def test_confirming_what_does_not_wait_is_refused(self):
        self.play(october(1))
        with self.assertRaisesRegex(UserError, "Nothing waits"):
            self.cycle.with_user(self.officer).action_confirm()

    def test_nobody_else_may(self):
        self.play(october(1))
        administrator = self.make_user("kit_administrator", "base.group_system,school_base.group_school_superuser")
        permission = self.make_user(
            "kit_permission", "base.group_user,school_anonymisation.group_r_can_anonymize_users"
        )
        for user in (self.school_user, self.superuser, administrator, permission):
            cycle = self.cycle.with_user(user)
            for method in ("action_pause", "action_cancel", "action_resume", "action_confirm", "action_refresh"):
                with self.assertRaises(AccessError):
                    getattr(cycle, method)()
            for method in ("get_progress",):
                with self.assertRaises(AccessError):
                    getattr(cycle, method)()
            with self.assertRaises(AccessError):
                cycle.read(["state"])
            with self.assertRaises(AccessError):
                self.cycle.candidate_ids.with_user(user).read(["student_id"])
            with self.assertRaises(AccessError):
                self.cycle.mail_ids.with_user(user).read(["kind"])

    def test_officer_cannot_write_the_cycle_past_the_buttons(self):
        self.play(october(1))
        with self.assertRaises(AccessError):
            self.cycle.with_user(self.officer).write({"state": "running"})
        with self.assertRaises(AccessError):
            self.cycle.candidate_ids.with_user(self.officer).write({"state": "candidate"})
        with self.assertRaises(AccessError):
            self.env["school.anonymisation.cycle"].with_user(self.officer).create(
                {"company_id": self.company.id, "year": 2030}
            )

    def test_officer_of_another_company_neither_sees_nor_stops(self):
        self.play(october(1))
        stranger = self.make_officer("kit_stranger", company=self.make_company("Another school"))
        cycle = self.cycle.with_user(stranger).with_context(allowed_company_ids=stranger.company_ids.ids)
        self.assertFalse(cycle.search([]))
        with self.assertRaises(AccessError):
            cycle.action_pause()
