"""What whoever may anonymise is asked to do: look at the list; decide on keepings that end soon."""

from datetime import timedelta

from .cycle_common import CycleCase, november, october


class TestCycleToDo(CycleCase):
    def asked(self, word, user=None):
        """Return the activities of a user that are not done, the officer's unless told."""
        mine = self.env["mail.activity"].search([("user_id", "=", (user or self.officer).id)])
        return mine.filtered(lambda activity: word in activity.summary)

    def test_list_is_an_activity_for_whoever_may_act_and_for_nobody_else(self):
        silent = self.make_officer("kit_officer_silent")
        silent.partner_id.email = False
        self.play(october(1))
        self.play(october(2))
        for user in (self.officer, silent):
            self.assertEqual(len(self.asked("Look at the list", user)), 1)
        self.assertFalse(self.asked("Look at the list", self.superuser))
        self.assertNotIn("Ravn", self.asked("Look at the list").note)

    def test_activity_is_done_when_they_have_looked_and_stays_for_the_others(self):
        other = self.make_officer()
        self.play(october(1))
        overview = self.env["school.anonymisation.overview"].with_user(self.officer).browse(self.company.id)
        overview.web_read({"line": {}})
        self.assertFalse(self.asked("Look at the list"))
        self.assertTrue(self.asked("Look at the list", other))
        self.cycle.with_user(other).web_read({"state": {}})
        self.assertFalse(self.asked("Look at the list", other))
        self.play(october(2))
        self.assertFalse(self.asked("Look at the list"))

    def test_second_part_is_asked_about_anew_and_nothing_is_left_when_the_year_is_over(self):
        self.play_until_run()
        self.cycle.with_user(self.officer).web_read({"state": {}})
        with self.on_day(october(31)):
            self.make_student("Nanna Ny")
        self.play(november(1))
        self.assertEqual(len(self.asked("Look at the list")), 1)
        self.cycle.with_user(self.officer).action_only_announced()
        self.assertFalse(self.asked("Look at the list"))

    def test_keeping_that_runs_out_is_told_two_weeks_before_and_once(self):
        last = november(20)
        with self.on_day(october(1)):
            self.student.with_user(self.officer)._anonymisation_keep("Comes back", last)
        self.play(last - timedelta(days=15))
        self.assertFalse(self.asked("Prevented until"))
        self.play(last - timedelta(days=14))
        self.play(last - timedelta(days=13))
        activity = self.asked("Prevented until November 20, 2026")
        self.assertEqual(len(activity), 1)
        self.assertIn("not longer: 1", activity.note)
        activity.action_done()
        self.play(last - timedelta(days=12))
        self.assertFalse(self.asked("Prevented until"))
