"""How many places anonymising will leave to a person to look at: said by the preview and by the mails of the year."""

from typing import NamedTuple

from odoo import fields, models

from ..erasure import foresee_questions, plan
from .cycle.candidate import LISTED
from .cycle.task import log_trouble
from .student.anonymise import AT_ONCE


class Foreseen(NamedTuple):
    """How many files, and texts of records, a person will have to look at."""

    files: int
    texts: int

    @property
    def total(self):
        """Files and texts together."""
        return self.files + self.texts


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_foreseen(self, swept):
        """Return the Foreseen for these students, as things are today; what is on the list already does not count.

        Looking writes nothing.

        :param swept: the `erasure.Sweep` that has looked for them.
        """
        found = set()
        for start in range(0, len(self), AT_ONCE):
            part = self[start : start + AT_ONCE]
            planned = plan(self.env, part._anonymisation_subjects(dict.fromkeys(part.ids, "-")), sweep=swept)
            found |= foresee_questions(self.env, planned, swept)
        found = self.env["school.anonymisation.look"]._not_asked_yet(self.company_id[:1], found)
        files = sum(bool(question.attachment_id or question.file) for question in found)
        return Foreseen(files, len(found) - files)


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    foreseen_on = fields.Date("Places to look at counted on", readonly=True)
    foreseen_files = fields.Integer("Files to look at", readonly=True, aggregator=None)
    foreseen_texts = fields.Integer("Texts to look at", readonly=True, aggregator=None)
    foreseen_edition = fields.Integer(
        "List that was counted for", readonly=True, aggregator=None, help="Number of the list that was counted for."
    )

    def _foresee(self, today):
        """Count the places for whoever is on the list, before it is sent; in a large database the job does it after.

        What goes wrong in counting must not keep the list from being sent.
        """
        if self.env["school.anonymisation.batch"]._is_better_than_waiting():
            self.foreseen_on = False
            self._wake()
        else:
            self._count_foreseen(today)

    def _count_foreseen(self, today):
        self.foreseen_edition = self.edition
        try:
            with self.env.cr.savepoint():
                listed = self.candidate_ids.filtered(lambda row: row.state in (*LISTED, "later"))
                students = listed.student_id.sudo()
                swept = students._anonymisation_sweep() if students else None
                found = students._anonymisation_foreseen(swept) if swept else Foreseen(0, 0)
        except Exception as error:  # noqa: BLE001 whatever it is, the mails do without the number
            log_trouble("Counting what is to be looked at", error)
        else:
            self.write({"foreseen_on": today, "foreseen_files": found.files, "foreseen_texts": found.texts})

    def _foresee_all(self):
        """Count for the lists that went out since. Commits first: a job that is killed here does not try it again."""
        open_cycles = self.search([("state", "in", ("announced", "reminded_1", "reminded_2", "second"))])
        waiting = open_cycles.filtered(lambda cycle: not cycle.foreseen_on and cycle.foreseen_edition < cycle.edition)
        for cycle in waiting:
            cycle.foreseen_edition = cycle.edition
            self.env["ir.cron"]._commit_progress()
            cycle._count_foreseen(cycle.company_id._school_today())
