"""The list looks ahead: whoever will be eligible on the day of the run stands on it, with the sentence why not yet."""

from datetime import date, timedelta

from .cycle_common import CycleCase, november, october


class TestCycleForesight(CycleCase):
    def keep(self, student, until):
        student.with_user(self.officer).write(
            {
                "anonymisation_prevented": True,
                "anonymisation_prevented_reason": "Writes a reference",
                "anonymisation_prevented_until": until,
            }
        )

    def list_of_october(self):
        [mail] = self.play(october(1))
        return self.text(mail)

    def test_prevention_that_ends_the_day_before_the_run(self):
        self.keep(self.student, october(31))
        text = self.list_of_october()
        self.assertIn("Anna Ravn", text)
        self.assertIn("Not yet today, but on November 1, 2026. Today: Prevented: Writes a reference", text)

    def test_prevention_that_ends_on_the_day_of_the_run(self):
        self.keep(self.student, november(1))
        self.assertNotIn("Anna Ravn", self.list_of_october())

    def link_to_somebody_who_is_kept(self, end):
        gerda = self.make_contact("Gerda Ravn")
        self.link(self.student, gerda, date_end=end)
        gerda.student_ids.anonymisation_prevented = True

    def test_family_association_that_has_ended_on_the_day_of_the_run(self):
        self.link_to_somebody_who_is_kept(november(1))
        text = self.list_of_october()
        self.assertIn("Anna Ravn", text)
        self.assertIn("Is linked to family: Gerda Ravn.", text)

    def test_family_association_that_ends_after_the_run(self):
        self.link_to_somebody_who_is_kept(november(2))
        self.assertNotIn("Anna Ravn", self.list_of_october())

    def begin_period(self, day):
        """Let a period begin on this day, that makes Anna inactive who was active until long before."""
        self.enrol(self.student, self.periods[4], state="completed")
        self.period.date_end = day - timedelta(days=1)
        self.make_period(day, date(2027, 2, 1))

    def test_teaching_period_that_begins_on_the_day_of_the_run(self):
        self.begin_period(november(1))
        text = self.list_of_october()
        self.assertIn("Anna Ravn", text)
        self.assertIn("Was active until", text)

    def test_teaching_period_that_begins_after_the_run(self):
        self.begin_period(november(2))
        self.assertNotIn("Anna Ravn", self.list_of_october())

    def test_who_was_foreseen_is_anonymised_by_the_run(self):
        self.keep(self.student, october(31))
        self.play_until_run()
        self.play(october(31))
        self.assertFalse(self.student.anonymised)
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_reason_for_not_yet_is_gone_when_it_is(self):
        self.keep(self.student, october(12))
        self.play(october(1))
        self.assertEqual(self.row().foreseen_codes, "prevented")
        [mail] = self.play(october(15))
        self.assertFalse(self.row().foreseen_codes)
        self.assertNotIn("Not yet today", self.text(mail))

    def test_kept_longer_in_october_is_off_the_list_at_once(self):
        self.keep(self.student, october(31))
        self.play(october(1))
        self.keep(self.student, november(30))
        self.assertEqual(self.row().state, "prevented")

    def test_nobody_is_anonymised_by_hand_ahead_of_the_day(self):
        self.keep(self.student, october(31))
        # A context that a browser can send.
        student = self.student.with_user(self.officer).with_context(anonymisation_as_of="2027-01-01")
        self.assertFalse(student.anonymisation_eligible)
        self.assertEqual(student.company_id._school_today(), october(1))

    def test_sentence_is_in_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("da_DK")
        self.keep(self.student, october(31))
        self.play(october(1))
        row = self.row()
        self.assertIn("November 1, 2026", row.foreseen)
        self.assertIn("1. november 2026", row.with_context(lang="da_DK").foreseen)
