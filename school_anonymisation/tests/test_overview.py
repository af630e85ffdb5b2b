"""The overview of the year: where it stands, what is next, who is held back by what, and from when time frees whom."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.sql_db import Cursor
from odoo.tests import Form

from .cycle_common import CycleCase, november, october


class TestOverview(CycleCase):
    def page(self, user=None):
        """Return the overview as an officer sees it now."""
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=user or self.officer, context={"allowed_company_ids": self.company.ids})
        return env["school.anonymisation.overview"].browse(self.company.id)

    def next_step(self, day):
        with self.on_day(day):
            return self.page().next_step

    def bars(self, kind):
        """Return {name of a bar: how many}, in their order."""
        page = self.page()
        return {bar.name: bar.student_count for bar in (page.reason_ids if kind == "reason" else page.day_ids)}

    def opened(self, bar):
        """Return the students whom a bar opens."""
        action = bar.action_open()
        return bar.env[action["res_model"]].search(action["domain"]).student_id

    def test_says_what_happens_next_the_whole_year_round(self):
        self.assertIn("October 1, 2026", self.next_step(october(1).replace(month=5)))
        self.play(october(1))
        self.assertIn("October 15, 2026: First reminder", self.next_step(october(2)))
        self.play(october(15))
        self.assertIn("October 22, 2026: Second reminder", self.next_step(october(16)))
        self.play(october(22))
        self.assertIn("November 1, 2026: Whoever is on the list", self.next_step(october(23)))
        self.play(november(1))
        self.assertIn("October 1, 2027", self.next_step(november(2)))

    def test_second_part_is_next_when_there_is_one(self):
        self.play_until_run()
        self.make_student("Nanna Ny")
        self.play(november(1))
        self.assertIn("November 11, 2026: Second part", self.next_step(november(2)))

    def test_line_shows_today_and_every_day_of_the_cycle(self):
        self.play(october(1))
        with self.on_day(october(3)):
            line = str(self.page().line)
        for day in ("October 1", "October 3", "October 15", "October 22", "November 1"):
            self.assertIn(f"{day}, 2026", line)

    def test_what_stops_the_year_is_told(self):
        self.play(october(1))
        self.cycle._stop("paused", "by_hand", "Holidays")
        page = self.page()
        self.assertTrue(page.stopped)
        self.assertIn("Stopped by hand", page.next_step)
        self.cycle._resume(october(2))
        self.company.anonymisation_automatic = False
        self.assertIn("switched off", self.page().next_step)

    def test_nobody_who_can_be_told_is_told(self):
        self.officer.partner_id.email = False
        self.assertTrue(self.page().stopped)
        self.assertEqual(self.page().recipient_count, 0)

    def test_counts_are_those_of_the_other_pages(self):
        bo, _clara = self.make_students("Bo", "Clara")
        bo.with_user(self.officer).anonymisation_prevented = True
        self.play(october(1))
        page = self.page()
        self.assertEqual((page.listed_count, page.candidate_count, page.prevented_count), (2, 2, 1))

    def test_bars_tell_who_is_held_back_by_what_and_open_them(self):
        bo, clara, _dan = self.make_students("Bo", "Clara", "Dan")
        self.enrol(bo)
        self.hire(bo)
        self.hire(clara)
        self.student.with_user(self.officer).anonymisation_prevented = True
        names = {"Instrument on hire": 2, "On a course": 1, "Prevented": 1, "Recently active": 2}
        self.assertEqual(self.bars("reason"), names)
        hired = self.page().reason_ids.filtered(lambda bar: bar.code == "instrument_hire")
        self.assertEqual(self.opened(hired).sudo(), bo | clara)
        self.assertEqual(hired.share, 50)

    def test_bar_opens_also_when_somebody_was_freed_since_the_page_was_opened(self):
        bo, clara = self.make_students("Bo", "Clara")
        taken_back = self.hire(bo)
        self.hire(clara)
        hired = self.page().reason_ids.filtered(lambda bar: bar.code == "instrument_hire")
        taken_back.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.opened(hired).sudo(), clara)

    def test_day_opens_also_when_somebody_was_freed_since_the_page_was_opened(self):
        bo, clara = self.make_students("Bo", "Clara")
        left, _stays = (self.enrol(student, self.periods[-4], state="completed") for student in (bo, clara))
        self.make_period("2027-01-01", "2027-06-30")
        (day,) = self.page().day_ids
        left.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.opened(day).sudo(), clara)

    def test_bars_tell_from_when_time_alone_frees_whom(self):
        bo, clara, dan = self.make_students("Bo", "Clara", "Dan")
        for student, period in ((bo, -4), (clara, -4), (dan, -1)):
            self.enrol(student, self.periods[period], state="completed")
        self.make_period("2027-01-01", "2027-06-30")
        missing = "Not in the calendar yet: further teaching periods are missing"
        self.assertEqual(self.bars("day"), {"January 1, 2027": 2, missing: 1})
        first, last = self.page().day_ids
        self.assertEqual(self.opened(first).sudo(), bo | clara)
        self.assertEqual(self.opened(last).sudo(), dan)
        self.assertEqual(bo._anonymisation_eligible_from(), "Can be anonymised from 01/01/2027.")

    def test_whom_something_else_holds_back_too_is_freed_by_no_time(self):
        self.enrol(self.student)
        self.make_period("2027-01-01", "2027-06-30")
        self.assertEqual(self.bars("day"), {})

    def test_family_of_whoever_is_held_back_is_held_back_beside_them(self):
        bo, clara = self.make_students("Bo", "Clara")
        self.env["school.family.association"].create({"student_id": bo.id, "relative_id": clara.partner_id.id})
        self.assertEqual(self.bars("reason"), {})
        self.hire(bo)
        self.assertEqual(
            self.bars("reason"), {"Instrument on hire": 1, "Active family association": 1, "Recently active": 1}
        )

    def test_rule_that_fails_holds_nobody_who_is_anonymised(self):
        (bo,) = self.make_students("Bo")
        self.anonymise()
        self.hire(bo)
        family = type(self.env["school.anonymisation.rule.family_association"])
        failing = patch.object(family, "_blocked_beside", side_effect=KeyError)
        with failing, self.assertLogs("odoo.addons.school_anonymisation.rules.rule", "ERROR"):
            self.assertEqual(self.bars("reason")["Active family association"], 1)

    def test_rules_are_asked_once_for_all_bars_of_the_page(self):
        self.hire(self.student)
        page, asked, execute = self.page(), [], Cursor.execute

        def note(cursor, query, *arguments, **named):
            asked.append("held_back (id, holds_family, place, code)" in str(getattr(query, "code", query)))
            return execute(cursor, query, *arguments, **named)

        with patch.object(Cursor, "execute", note):
            self.assertTrue(Form(page).reason_ids)
        self.assertEqual(sum(asked), 1)

    def test_statement_of_all_rules_is_not_compiled(self):
        self.env.cr.execute("SET LOCAL jit = on")
        self.bars("reason")
        self.env.cr.execute("SHOW jit")
        self.assertEqual(self.env.cr.fetchone(), ("off",))

    def test_anonymised_and_students_of_another_school_are_not_counted(self):
        self.anonymise()
        other = self.make_company("Another school")
        self.enrol_elsewhere(other)
        self.assertEqual(self.bars("reason"), {})

    def enrol_elsewhere(self, company):
        self.hire(
            self.make_student("Bo Ravn", company_id=company.id),
            self.make_instrument(company_id=company.id),
        )

    def test_nobody_else_sees_it(self):
        for user in (self.school_user, self.superuser, self.env.ref("base.user_admin")):
            for model in ("overview", "bar", "held.back"):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[f"school.anonymisation.{model}"].with_user(user).search([])
