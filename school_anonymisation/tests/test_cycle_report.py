"""The report: what the law asks to keep, what no longer, what was found to be left, and what nobody has looked for."""

from unittest.mock import patch

from odoo.addons.school_anonymisation.models.cycle import task

from ..outcome import Outcome
from .cycle_common import CycleCase, november
from .kit_erasure import NoTraceMixin


class TestCycleReport(NoTraceMixin, CycleCase):
    def test_documents_kept_by_law_are_told_with_their_date(self):
        self.play_until_run()
        until = november(1).replace(year=2031)

        def keep(students, **_how):
            return Outcome(done=students.ids, retained=dict.fromkeys(students.ids, until))

        with patch.object(type(self.student), "_anonymise", keep):
            [report] = self.play(november(1))
        self.assertEqual((self.cycle.retained_count, self.cycle.retained_until), (1, until))
        self.assertIn("November 1, 2031", self.text(report))

    def test_documents_whose_term_has_ended_are_erased_and_counted(self):
        self.play_until_run()
        expired = type(self.env["school.anonymisation.retained"])
        with patch.object(expired, "_erase_expired", lambda _retained: {self.student.id: 3}):
            [report] = self.play(november(1))
        self.assertEqual(self.cycle.expired_count, 3)
        self.assertIn("no longer asks to keep: 3", self.text(report))

    def test_trouble_with_expired_documents_does_not_undo_the_run(self):
        self.play_until_run()

        def explode(_retained):
            raise ValueError(self.student.name)

        with (
            patch.object(type(self.env["school.anonymisation.retained"]), "_erase_expired", explode),
            self.assertLogs(task.__name__),
        ):
            self.assertEqual(len(self.play(november(1))), 1)
        self.assertEqual(self.cycle.state, "done")

    def test_nothing_left_is_told_in_the_report(self):
        self.play_until_run()
        [report] = self.play(november(1))
        self.assertIn("Nothing personal was found to be left", self.text(report))

    def test_what_nobody_has_looked_for_is_not_called_clean(self):
        self.play_until_run()
        # As if the worker was killed after the last commit.
        with patch.object(task, "look_again", lambda _dbname, _swept: None):
            [report] = self.play(november(1))
        self.assertIn("Profiles not searched for traces yet: 1", self.text(report))
        self.assertNotIn("Nothing personal was found", self.text(report))

    def test_residue_is_told_in_the_report(self):
        self.play_until_run()
        self.leave_stubborn("Anna Ravn plays the violin")
        [report] = self.play(november(1))
        self.assertEqual(self.cycle.residue_count, 1)
        self.assertIn("Profiles of which something personal was still found: 1", self.text(report))
