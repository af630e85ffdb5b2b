"""Nobody unannounced: whoever stood on no delivered list ten days before goes in a second part of the same run."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from .cycle_common import ADVANCE, CycleCase, november, october


class TestCycleSecondPart(CycleCase):
    def setUp(self):
        super().setUp()
        self.play_until_run()

    def import_students(self, *names):
        with self.on_day(october(31)):
            return self.make_students(*names)

    def test_who_became_eligible_after_the_last_list_is_not_anonymised_by_the_first_part(self):
        nanna = self.import_students("Nanna Ny")
        self.play(november(1))
        self.assertTrue(self.student.anonymised)
        self.assertFalse(nanna.anonymised)
        self.assertEqual((self.cycle.state, self.cycle.second_on), ("second", november(11)))

    def test_supplementary_list_names_them_and_nobody_else(self):
        self.import_students("Nanna Ny")
        other = self.make_officer()
        self.play(october(31))
        mails = [mail for mail in self.play(november(1)) if "supplementary list" in mail["subject"]]
        self.assertEqual({self.to(mail) for mail in mails}, {"officer@school.example", other.email})
        for mail in mails:
            self.assertIn("Nanna Ny", self.text(mail))
            self.assertNotIn("Anna Ravn", self.text(mail))
            self.assertIn("November 11, 2026", self.text(mail))

    def test_no_supplementary_list_when_everybody_was_announced(self):
        [report] = self.play(november(1))
        self.assertIn("1 student anonymised", report["subject"])
        self.assertEqual(self.cycle.state, "done")

    def test_second_part_comes_ten_days_later_and_not_before(self):
        nanna = self.import_students("Nanna Ny")
        self.play_days(november(1), november(10))
        self.assertFalse(nanna.anonymised)
        [report] = self.play(november(11))
        self.assertTrue(nanna.anonymised)
        self.assertIn("2 students anonymised", report["subject"])
        self.assertEqual((self.cycle.state, self.row(nanna).first_mail), ("done", "extra"))

    def test_report_of_the_first_part_says_when_the_second_comes(self):
        self.import_students("Nanna Ny")
        [report] = [mail for mail in self.play(november(1)) if "anonymised" in mail["subject"].rpartition(" ")[2]]
        self.assertIn("In the second part: 1", self.text(report))
        self.assertIn("November 11, 2026", self.text(report))

    def test_who_is_prevented_meanwhile_is_skipped_by_the_second_part(self):
        students = self.import_students("Nanna Ny", "Nora Ny")
        self.play(november(1))
        students[0].with_user(self.officer).write({"anonymisation_prevented": True})
        self.assertEqual(self.states(students), ["prevented", "candidate"])
        self.play(november(11))
        self.assertEqual(self.states(students), ["skipped", "anonymised"])

    def test_who_becomes_eligible_after_the_run_has_begun_is_next_years(self):
        self.import_students("Nanna Ny")
        self.play(november(1))
        with self.on_day(november(5)):
            late = self.make_student("Lone Late")
        self.play_days(november(5), november(11))
        self.assertFalse(self.row(late))
        self.assertFalse(late.anonymised)
        self.assertEqual(self.cycle.state, "done")

    def test_supplementary_list_that_arrives_late_moves_the_second_part(self):
        nanna = self.import_students("Nanna Ny")
        self.play_days(november(1), november(4), refuse=["officer@school.example"])
        self.play_days(november(5), november(14))
        self.assertFalse(nanna.anonymised)
        self.assertEqual(self.cycle.second_on, november(15))
        self.play(november(15))
        self.assertTrue(nanna.anonymised)

    def test_supplementary_list_that_never_arrives_pauses(self):
        nanna = self.import_students("Nanna Ny")
        self.play_days(november(1), november(11), refuse=["officer@school.example"])
        self.assertFalse(nanna.anonymised)
        self.assertEqual((self.cycle.state, self.cycle.stop_code), ("paused", "unreached"))

    def test_many_on_the_supplementary_list_hold_nobody_else_back_and_are_anonymised_in_time(self):
        students = self.import_students(*(f"Import {number}" for number in range(40)))
        mails = self.play(november(1))
        self.assertTrue(self.student.anonymised)
        self.assertTrue(any("unusually long" in mail["subject"] for mail in mails))
        self.assertTrue(self.cycle.surge)
        self.play(november(11))
        self.assertEqual(set(students.mapped("anonymised")), {True})

    def limit(self, count, percent):
        self.company.write({"anonymisation_new_limit_count": count, "anonymisation_new_limit_percent": percent})

    def test_as_many_as_the_number_allows_are_nothing_unusual(self):
        self.limit(2, 0)
        self.import_students("Nanna Ny", "Nora Ny")
        self.play(november(1))
        self.assertFalse(self.cycle.surge)

    def test_share_that_is_exactly_allowed_is_nothing_unusual(self):
        self.limit(0, 100)
        self.import_students("Nanna Ny")
        self.play(november(1))
        self.assertFalse(self.cycle.surge)

    def test_whoever_looked_at_a_long_list_is_noted(self):
        self.limit(0, 0)
        self.import_students("Nanna Ny")
        self.play(november(1))
        self.cycle.with_user(self.officer).action_confirm()
        self.assertEqual(self.cycle.confirmed_by_id, self.officer)

    def test_only_those_announced_ends_the_year_and_leaves_the_others_for_the_next(self):
        students = self.import_students("Nanna Ny", "Nora Ny")
        self.play(november(1))
        students[0].with_user(self.officer).anonymisation_prevented = True
        self.cycle.with_user(self.officer).action_only_announced()
        self.assertEqual((self.cycle.state, self.cycle.second_on), ("done", False))
        self.assertEqual(self.states(students), ["skipped", "skipped"])
        self.assertEqual(self.row(students[1]).reasons, "Not announced in time, left for next year")
        self.play(november(2))
        self.play(november(11))
        self.assertEqual(set(students.mapped("anonymised")), {False})
        self.assertEqual(self.cycle.mail_ids.filtered(lambda mail: mail.kind == "report").state, "sent")
        with self.assertRaises(UserError):
            self.cycle.with_user(self.officer).action_only_announced()

    def test_only_those_announced_while_the_first_part_is_at_work_lets_it_end(self):
        nanna = self.import_students("Nanna Ny")
        self.play(november(1), jobs=(ADVANCE,))
        self.assertEqual(self.states(nanna), ["later"])
        self.cycle.with_user(self.officer).action_only_announced()
        self.play(november(2))
        self.assertTrue(self.student.anonymised)
        self.assertEqual((self.cycle.state, self.states(nanna)), ("done", ["skipped"]))

    def test_whoever_may_not_anonymise_gives_up_no_second_part(self):
        self.import_students("Nanna Ny")
        self.play(november(1))
        with self.assertRaises(AccessError):
            self.cycle.with_user(self.superuser).action_only_announced()

    def test_pausing_holds_the_second_part(self):
        nanna = self.import_students("Nanna Ny")
        self.play(november(1))
        self.cycle._stop("paused", "by_hand", "Looks wrong")
        self.play_days(november(10), november(12))
        self.assertFalse(nanna.anonymised)
        self.cycle._resume(november(12))
        self.play(november(13))
        self.assertTrue(nanna.anonymised)


class TestCycleDelivered(CycleCase):
    def test_who_stood_only_in_a_list_delivered_nine_days_before_goes_later(self):
        self.play(october(1))
        self.play(october(15))
        nanna = self.make_student("Nanna Ny")
        self.play(october(22), refuse=["officer@school.example"])
        self.play(october(23))
        self.play(november(1))
        self.assertTrue(self.student.anonymised)
        self.assertFalse(nanna.anonymised)

    def test_who_stood_in_a_list_delivered_ten_days_before_goes_with_the_run(self):
        self.play(october(1))
        self.play(october(15))
        nanna = self.make_student("Nanna Ny")
        self.play(october(22))
        self.play(november(1))
        self.assertTrue(nanna.anonymised)

    def test_who_was_told_to_be_gone_and_came_back_is_announced_again(self):
        self.play(october(1))
        hire = self.hire(self.student)
        self.play(october(15))
        self.play(october(22))
        hire.unlink()
        self.play(october(25))
        self.play(november(1))
        self.assertFalse(self.student.anonymised)
        self.play(november(1) + timedelta(days=10))
        self.assertTrue(self.student.anonymised)

    def test_rewritten_mail_does_not_announce_who_is_not_in_it(self):
        busy = self.make_student("Bo Busy")
        self.play(october(1), refuse=["officer@school.example"])
        hire = self.hire(self.student)
        self.play(october(2), refuse=["officer@school.example"])
        self.anonymise(busy)
        [mail] = self.play(october(3))
        self.assertNotIn("Anna Ravn", mail["body"])
        hire.unlink()
        self.play(october(4))
        self.assertFalse(self.row().listed_since)
