"""Mails go to whoever may act when they leave, and the run needs somebody who had the list for ten days."""

from odoo.fields import Command

from .cycle_common import ADVANCE, QUEUE, CycleCase, november, october


class TestCyclePeople(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.make_user("kit_administrator", "base.group_system")
        cls.permission = cls.env.ref("school_anonymisation.group_r_can_anonymize_users")

    def leave(self, user):
        user.active = False

    def recipients(self, mails):
        return {self.to(mail) for mail in mails}

    def test_refused_mail_is_not_tried_again_for_who_lost_the_permission(self):
        other = self.make_officer()
        self.play(october(1), refuse=[other.email])
        other.group_ids = [Command.unlink(self.permission.id)]
        self.assertFalse(self.play(october(2)))
        self.assertIn("withdrawn", self.cycle.mail_ids.mapped("state"))

    def test_refused_mail_is_tried_again_for_who_still_has_it(self):
        other = self.make_officer()
        self.play(october(1), refuse=[other.email])
        self.assertEqual(self.recipients(self.play(october(2))), {other.email})

    def test_mail_in_the_queue_does_not_leave_for_who_was_archived_meanwhile(self):
        other = self.make_officer()
        self.play(october(1), jobs=[ADVANCE])
        self.leave(other)
        self.assertEqual(self.recipients(self.play(october(1), jobs=[QUEUE])), {"officer@school.example"})

    def test_mail_in_the_queue_does_not_leave_for_who_no_longer_works_for_the_school(self):
        other = self.make_officer()
        self.play(october(1), jobs=[ADVANCE])
        elsewhere = self.make_company("Another school")
        other.write({"company_ids": [Command.set(elsewhere.ids)], "company_id": elsewhere.id})
        self.assertEqual(self.recipients(self.play(october(1), jobs=[QUEUE])), {"officer@school.example"})

    def test_rewritten_mail_does_not_leave_for_who_lost_the_permission(self):
        other = self.make_officer()
        bo = self.make_student("Bo Lund")
        self.play(october(1), jobs=[ADVANCE])
        other.group_ids = [Command.unlink(self.permission.id)]
        self.anonymise(bo)
        self.assertEqual(self.recipients(self.play(october(1), jobs=[QUEUE])), {"officer@school.example"})

    def test_permission_lost_and_received_again_gets_the_list_again(self):
        other = self.make_officer()
        self.play_until_run(refuse=[other.email])
        other.group_ids = [Command.unlink(self.permission.id)]
        self.play(october(23))
        other.group_ids = [Command.link(self.permission.id)]
        self.assertEqual(self.recipients(self.play(october(24))), {other.email})

    def test_who_gets_the_permission_after_the_last_reminder_gets_the_list_then(self):
        self.play_until_run()
        nina = self.make_officer("kit_nina")
        [mail] = self.play(october(25))
        self.assertEqual(self.to(mail), nina.email)
        self.assertIn("Anna Ravn", self.text(mail))
        self.assertFalse(self.play(october(26)))

    def test_who_comes_beside_somebody_who_was_told_does_not_move_the_run(self):
        self.play_until_run()
        self.make_officer("kit_nina")
        self.play(october(25))
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_run_moves_when_whoever_was_told_has_left(self):
        self.play_until_run()
        self.make_officer("kit_nina")
        self.leave(self.officer)
        [mail] = self.play(october(25))
        self.assertIn("November 4, 2026", self.text(mail))
        self.play_days(october(26), november(3))
        self.assertFalse(self.student.anonymised)
        self.play(november(4))
        self.assertTrue(self.student.anonymised)

    def test_run_moves_when_whoever_was_told_leaves_after_the_successor_came(self):
        self.play_until_run()
        nina = self.make_officer("kit_nina")
        self.play(october(25))
        with self.on_day(october(28)):
            self.leave(self.officer)
        [moved] = self.play(november(1))
        self.assertEqual(self.to(moved), nina.email)
        self.assertIn("November 4, 2026", self.text(moved))
        self.play(november(4))
        self.assertTrue(self.student.anonymised)

    def tell_only_a_newcomer_who_is_on_the_list(self):
        """Give Nina the list of 25 October, and leave her alone with it; return what she was told."""
        self.make_officer("kit_nina")
        [mail] = self.play(october(25))
        self.leave(self.officer)
        return self.text(mail)

    def test_who_was_off_the_list_when_the_only_one_who_is_left_got_it_goes_later(self):
        self.play_until_run()
        hire = self.hire(self.student)
        self.assertNotIn("Anna Ravn", self.tell_only_a_newcomer_who_is_on_the_list())
        hire.unlink()
        self.play_days(october(26), november(13))
        self.assertFalse(self.student.anonymised)
        self.play(november(14))
        self.assertTrue(self.student.anonymised)

    def test_who_was_prevented_when_the_only_one_who_is_left_got_the_list_goes_later(self):
        self.play_until_run()
        self.student.with_user(self.officer).anonymisation_prevented = True
        self.assertNotIn("Anna Ravn", self.tell_only_a_newcomer_who_is_on_the_list())
        self.student.anonymisation_prevented = False
        self.play_days(october(26), november(4))
        self.assertFalse(self.student.anonymised)

    def test_reached_colleague_who_left_does_not_count_for_one_who_was_never_reached(self):
        broken = self.make_officer("kit_broken")
        self.play_until_run(refuse=[broken.email])
        self.leave(self.officer)
        self.play_days(october(25), november(2), refuse=[broken.email])
        self.assertFalse(self.student.anonymised)
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "unreached"))

    def alerts(self, word):
        activities = self.env["mail.activity"].search([("user_id", "=", self.administrator.id)])
        return activities.filtered(lambda one: word in one.summary)

    def test_who_has_no_address_is_named_on_the_cycle_and_to_the_administrators(self):
        nameless = self.make_officer("kit_nameless", name="Nora Noaddress")
        nameless.partner_id.email = False
        self.play(october(1))
        self.play(october(2))
        self.assertEqual(self.cycle.with_user(self.officer).without_address_ids, nameless)
        [alert] = self.alerts("no e-mail address")
        self.assertIn("Nora Noaddress", alert.note)

    def test_alert_goes_when_everybody_has_an_address(self):
        nameless = self.make_officer("kit_nameless")
        nameless.partner_id.email = "nonsense"
        self.play(october(1))
        self.assertTrue(self.alerts("no e-mail address"))
        nameless.partner_id.email = "right@school.example"
        self.play(october(2))
        self.assertFalse(self.alerts("no e-mail address"))
        self.assertFalse(self.cycle.without_address_ids)

    def test_report_that_was_refused_is_tried_again(self):
        self.play_until_run()
        self.assertFalse(self.play(november(1), refuse=["officer@school.example"]))
        self.assertEqual(self.cycle.state, "done")
        [report] = self.play(november(2))
        self.assertIn("1 student anonymised", report["subject"])
        self.assertFalse(self.play(november(3)))

    def test_report_that_waits_is_not_sent_to_who_left(self):
        self.play_until_run()
        self.play(november(1), refuse=["officer@school.example"])
        self.leave(self.officer)
        self.assertFalse(self.play(november(2)))

    def test_report_that_waits_forgets_who_is_anonymised_by_hand(self):
        self.play_until_run()
        hire = self.hire(self.student)
        self.play(november(1), refuse=["officer@school.example"])
        with self.on_day(november(2)):
            hire.unlink()
            self.anonymise()
        [report] = self.play(november(2))
        self.assertNotIn("Anna Ravn", report["body"])
