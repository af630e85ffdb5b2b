"""Refused mails, mails that come back, nobody reached, nobody to tell."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..models.cycle.came_back import TRIES
from .cycle_common import ADVANCE, RUN, CycleCase, november, october
from .kit_bounce import BOUNCE

REFUSED = ["officer@school.example"]


class TestCycleMailTrouble(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.make_user("kit_administrator", "base.group_system")

    def alerts(self):
        return self.env["mail.activity"].search([("user_id", "=", self.administrator.id)])

    def take_permission(self):
        permission = self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        self.officer.group_ids = [Command.unlink(permission.id)]

    def give_permission(self):
        permission = self.env.ref("school_anonymisation.group_r_can_anonymize_users")
        self.officer.group_ids = [Command.link(permission.id)]

    def test_refused_mail_is_shown_on_the_cycle(self):
        self.play(october(1), refuse=REFUSED)
        mail = self.cycle.mail_ids
        self.assertEqual(mail.state, "failed")
        self.assertIn("No such mailbox", mail.failure)
        self.assertEqual(self.cycle.failed_mail_count, 1)

    def test_refused_mail_is_tried_again(self):
        self.play(october(1), refuse=REFUSED)
        self.assertEqual(len(self.play(october(2))), 1)
        self.assertEqual(self.cycle.mail_ids.state, "sent")
        self.assertEqual(self.cycle.mail_ids.sent_on, october(2))
        self.assertEqual(self.cycle.mail_ids.attempts, 2)

    def test_wrong_address_that_was_put_right_gets_the_mail(self):
        self.officer.partner_id.email = "officer@nowhere@school"
        self.make_officer()
        self.play(october(1))
        self.officer.partner_id.email = "right@school.example"
        self.assertIn("right@school.example", [self.to(mail) for mail in self.play(october(15))])

    def test_mail_that_was_deleted_from_the_queue_is_written_anew(self):
        self.play(october(1), jobs=[ADVANCE])
        self.cycle.mail_ids.mail_id.unlink()
        [mail] = self.play(october(1))
        self.assertIn("Anna Ravn", self.text(mail))
        self.assertEqual(self.cycle.mail_ids.state, "sent")
        self.assertFalse(self.play(october(2)))

    def test_mail_that_was_cancelled_in_the_queue_goes_all_the_same(self):
        self.play(october(1), jobs=[ADVANCE])
        self.cycle.mail_ids.mail_id.cancel()
        [mail] = self.play(october(1))
        self.assertIn("Anna Ravn", self.text(mail))
        self.assertEqual(self.cycle.mail_ids.state, "sent")
        self.assertFalse(self.play(october(2)))

    def test_report_that_was_deleted_from_the_queue_is_written_anew(self):
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE, RUN])
        self.assertEqual(self.cycle.state, "done")
        self.cycle.mail_ids.mail_id.unlink()
        [report] = self.play(november(1))
        self.assertIn("1 student anonymised", report["subject"])
        self.assertFalse(self.play(november(2)))

    def test_supplementary_list_that_was_cancelled_in_the_queue_holds_the_second_part_back_no_longer(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.play(november(1), jobs=[ADVANCE])
        self.cycle.mail_ids.mail_id.cancel()
        self.play_days(november(1), november(10))
        self.assertFalse(nanna.anonymised)
        self.play(november(11))
        self.assertTrue(nanna.anonymised)

    def test_mail_that_waits_in_the_queue_is_not_written_twice(self):
        self.play(october(1), jobs=[ADVANCE])
        waiting = self.cycle.mail_ids.mail_id
        self.play(october(2), jobs=[ADVANCE])
        self.assertEqual(self.cycle.mail_ids.mail_id, waiting)
        self.assertEqual(len(self.play(october(2))), 1)

    def come_back(self, mails):
        """Hand the mail servers' answers to these mails to Odoo: they could not be delivered."""
        self.env["mail.alias.domain"].create({"name": "school.example", "bounce_alias": "bounce"})
        for mail in mails:
            headers = f"In-Reply-To: {mail.reference}\nReferences: {mail.reference}\n"
            answer = BOUNCE.format(to="bounce@school.example", headers=headers, sender=mail.user_id.email)
            self.env["mail.thread"].message_process(None, answer.encode())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_mail_that_comes_back_was_not_delivered_and_goes_again_another_day(self):
        self.make_officer()
        self.play(october(1))
        mine = self.cycle.mail_ids.filtered(lambda mail: mail.user_id == self.officer)
        with self.on_day(october(1)):
            self.come_back(mine)
        self.assertEqual((mine.state, mine.sent_on), ("failed", False))
        self.assertEqual((self.cycle.mail_ids - mine).state, "sent")
        self.assertFalse(self.play(october(1)))
        self.assertIn(self.officer.name, self.alerts().note)
        self.assertEqual([self.to(mail) for mail in self.play(october(2))], REFUSED)
        self.assertEqual(mine.sent_on, october(2))
        self.play(october(3))
        self.assertFalse(self.alerts())

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_run_waits_for_somebody_whose_mails_do_not_come_back(self):
        self.play_until_run()
        with self.on_day(october(31)):
            self.cycle.mail_ids.attempts = TRIES
            self.come_back(self.cycle.mail_ids)
        self.assertFalse(self.play(november(1)))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "unreached"))
        self.assertFalse(self.student.anonymised)

    def test_one_of_two_reached_is_enough_for_the_run(self):
        self.make_officer()
        self.play_until_run(refuse=REFUSED)
        self.play(november(1), refuse=REFUSED)
        self.assertTrue(self.student.anonymised)

    def test_nobody_reached_by_the_run_pauses(self):
        self.play_until_run(refuse=REFUSED)
        self.play(november(1), refuse=REFUSED)
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "unreached"))
        self.assertFalse(self.student.anonymised)
        self.assertEqual(len(self.alerts()), 1)

    def resume_unreached(self):
        """Resume on 3 November what was paused because no mail had arrived."""
        self.play_until_run(refuse=REFUSED)
        self.play(november(1), refuse=REFUSED)
        with self.on_day(november(3)):
            self.cycle.with_user(self.officer).action_resume()
        self.assertEqual(self.cycle.run_on, november(13))
        self.assertFalse(self.alerts())

    def test_resuming_what_nobody_was_told_leaves_ten_days_from_the_delivery(self):
        self.resume_unreached()
        self.play(november(5))
        self.play(november(13))
        self.assertFalse(self.student.anonymised)
        self.play(november(14))
        self.assertFalse(self.student.anonymised)
        self.play(november(15))
        self.assertTrue(self.student.anonymised)

    def test_resuming_does_not_stand_for_a_mail_that_still_does_not_arrive(self):
        self.resume_unreached()
        self.play(november(13), refuse=REFUSED)
        self.assertFalse(self.student.anonymised)
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "unreached"))

    def test_nobody_to_tell_on_the_first_of_october_pauses_before_the_list(self):
        self.take_permission()
        self.assertFalse(self.play(october(1)))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "no_recipients"))
        self.assertFalse(self.cycle.list_on)
        self.assertEqual(len(self.alerts()), 1)
        self.assertIn("R_CAN_ANONYMIZE_USERS", self.alerts().note)

    def test_administrators_are_not_told_again_every_hour(self):
        self.take_permission()
        for _run in range(3):
            self.play(october(1), jobs=[ADVANCE])
        self.play(october(2))
        self.assertEqual(len(self.alerts()), 1)

    def test_list_goes_out_by_itself_once_there_is_somebody_to_tell(self):
        self.take_permission()
        self.play(october(1))
        self.give_permission()
        self.assertEqual(len(self.play(october(25))), 1)
        self.assertEqual(self.cycle.state, "announced")
        self.assertEqual(self.cycle.run_on, november(4))
        self.assertFalse(self.alerts())

    def test_nobody_to_tell_any_more_pauses_the_reminder(self):
        self.play(october(1))
        self.take_permission()
        self.play(october(15))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "no_recipients"))
        self.give_permission()
        self.play(october(16))
        self.play(october(17))
        self.assertEqual(self.cycle.state, "reminded_1")

    def test_nobody_to_tell_on_the_day_of_the_run_pauses(self):
        self.play_until_run()
        self.take_permission()
        self.play(november(1))
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "no_recipients"))
        self.assertFalse(self.student.anonymised)

    def test_successor_who_was_never_told_gets_the_list_and_ten_days(self):
        self.play_until_run()
        self.take_permission()
        self.play(november(1))
        self.make_officer("kit_successor")
        [mail] = self.play(november(5))
        self.assertEqual(self.to(mail), "kit_successor@school.example")
        self.assertEqual(self.cycle.run_on, november(15))
        self.play(november(14))
        self.assertFalse(self.student.anonymised)
        self.play(november(15))
        self.assertTrue(self.student.anonymised)

    def test_resuming_with_nobody_to_tell_is_refused(self):
        self.play(october(1))
        self.cycle._stop("paused", "no_recipients")
        self.officer.partner_id.email = False
        with self.assertRaisesRegex(UserError, "Still nobody can be told"):
            self.cycle.with_user(self.officer).action_resume()

    def test_trouble_of_one_company_stops_only_that_one(self):
        other = self.make_company("Aaa school", anonymisation_inactive_periods=4)
        other.anonymisation_first_saved_on = self.saved_on
        self.make_periods(8, other)
        advance = type(self.cycle)._advance_company

        def fail_for_other(cycles, company):
            if company == other:
                raise ValueError(self.student.name)
            return advance(cycles, company)

        self.patch(type(self.cycle), "_advance_company", fail_for_other)
        with self.assertLogs("odoo.addons.school_anonymisation.models.cycle.steps") as logs:
            self.assertEqual(len(self.play(october(1))), 1)
        self.assertNotIn("Anna Ravn", "".join(logs.output))
        self.assertIn("ValueError", "".join(logs.output))
        self.assertEqual(len(self.alerts()), 1)

    def test_uninstalling_takes_unsent_lists_and_activities_along(self):
        self.play(october(1), refuse=REFUSED)
        self.cycle._stop("paused", "unreached")
        self.env["school.anonymisation.cycle"]._leave_nothing()
        self.assertFalse(self.env["mail.mail"].search([("body_html", "like", "Anna Ravn")]))
        self.assertFalse(self.alerts())
