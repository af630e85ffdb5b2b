"""A rule that cannot work is told of by file and line; one that fails at the run holds back, and names whose it is."""

from unittest.mock import patch

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..rules.check import rule_problems
from .common import AnonymisationCase

RULE = "school.anonymisation.rule.waiting_list"


@tagged("post_install", "-at_install")
class TestRulesChecked(AnonymisationCase):
    def problems(self, **wrong):
        """Return what is said of the rule when something of it is wrong."""
        with patch.multiple(self.env.registry[RULE], **wrong):
            return [said for _addon, said in rule_problems(self.env)]

    def test_rules_and_overrides_that_are_there_have_no_problems(self):
        self.assertEqual(rule_problems(self.env), [])

    def test_each_thing_that_is_wrong_is_said_with_file_and_line(self):
        for wrong, said in (
            ({"_code": "Waiting list"}, "has the code 'Waiting list', which is not one word"),
            ({"_code": "active_course"}, "has the code 'active_course', as "),
            ({"_switch": "name"}, "names 'name', which is no Boolean of the company"),
            ({"_depends_on": ("book_ids.name",)}, "depends on 'book_ids.name', which is no field of a student"),
            ({"_blocked": lambda _rule: [("name", "=", "x")]}, "fails with "),
            ({"_blocked": lambda _rule: Domain("book_ids", "=", 1)}, "fails with ValueError"),
            ({"_blocked": lambda _rule: Domain("id", "in", SQL("(SELECT nothing)"))}, "cannot answer (42703)"),
        ):
            with mute_logger("odoo.sql_db"):
                (problem,) = self.problems(**wrong)
            self.assertIn(said, problem)
            self.assertRegex(problem, r"^\w+\.py, line \d+: the rule 'school\.anonymisation\.rule\.", wrong)

    def failing(self, blocked):
        """Let the rule fail at the run: in Python, or in the database."""
        self.enterContext(patch.object(self.env.registry[RULE], "_blocked", blocked))
        self.enterContext(mute_logger("odoo.sql_db", "odoo.addons.school_anonymisation.rules.rule"))

    def test_rule_that_raises_holds_back_whoever_is_asked_about_and_says_so(self):
        self.failing(lambda _rule: 1 / 0)
        self.assertEqual(self.codes(), {"waiting_list"})
        self.assertNotIn(self.student, self.eligible_students())
        outcome = self.student.with_user(self.officer)._anonymise("hand")
        self.assertEqual(outcome.skipped, {self.student.id: ["waiting_list"]})
        (blocker,) = self.student._anonymisation_blockers()[self.student.id]
        self.assertIn("ZeroDivisionError", blocker.sentence)

    def test_rule_that_the_database_cannot_answer_holds_back_and_the_others_are_asked(self):
        self.enrol(self.student)
        self.failing(lambda _rule: Domain("id", "in", SQL("(SELECT 1 / (id - id) FROM school_student)")))
        self.assertLess({"active_course", "waiting_list"}, self.codes())
