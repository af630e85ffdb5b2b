"""How many places anonymising will leave to a person to look at: said by the preview and by the mails of the year."""

from typing import NamedTuple

from odoo import fields, models

from ..erasure import ENDLESS, foresee_questions, plan
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

    def _anonymisation_foreseen(self, swept, patience=ENDLESS):
        """Return the Foreseen for these students, as things are today; what is on the list already does not count.

        Looking writes nothing.

        :param swept: the `erasure.Sweep` that has looked for them.
        :raise OutOfTimeError: there is no `erasure.Patience` left.
        """
        found = set()
        for start in range(0, len(self), AT_ONCE):
            part = self[start : start + AT_ONCE]
            planned = plan(self.env, part._anonymisation_subjects(dict.fromkeys(part.ids, "-")), sweep=swept)
            found |= foresee_questions(self.env, planned, swept, patience)
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
        """Count the places for whoever is on the list, before it is sent; what takes long the job does after that.

        What goes wrong in counting must not keep the list from being sent.
        """
        self.foreseen_on = False
        if self._count_foreseen(today, is_quick=True):
            self.foreseen_edition = self.edition
        else:
            self._wake()

    def _count_foreseen(self, today, is_quick=False):
        """Count, if it is to be quick only as long as that takes some seconds; return whether there was time for it."""
        listed = self.candidate_ids.filtered(lambda row: row.state in (*LISTED, "later"))
        students, found = listed.student_id.sudo(), Foreseen(0, 0)
        try:
            with self.env.cr.savepoint():
                if students and is_quick:
                    _swept, found = students._anonymisation_quick_look()
                elif students:
                    found = students._anonymisation_foreseen(students._anonymisation_sweep())
        except Exception as error:  # noqa: BLE001 whatever it is, the mails do without the number
            log_trouble("Counting what is to be looked at", error)
        else:
            if not found:
                return False
            self.write({"foreseen_on": today, "foreseen_files": found.files, "foreseen_texts": found.texts})
        return True

    def _foresee_all(self):
        """Count for the lists that went out since. Commits first: a job that is killed here does not try it again."""
        open_cycles = self.search([("state", "in", ("announced", "reminded_1", "reminded_2", "second"))])
        waiting = open_cycles.filtered(lambda cycle: not cycle.foreseen_on and cycle.foreseen_edition < cycle.edition)
        if waiting and not self.env["school.anonymisation.batch"]._has_read_files():
            self._go_on_later()
            return
        for cycle in waiting:
            cycle.foreseen_edition = cycle.edition
            self.env["ir.cron"]._commit_progress()
            cycle._count_foreseen(cycle.company_id._school_today())
