"""What the job does with students, whoever wants them anonymised: look, commit, erase, commit, look again."""

import logging
import time
import traceback

import psycopg2

from odoo import models
from odoo.tools import config

from ...erasure import look_again
from ...erasure.afterwards import forgotten_if_undone
from ...failure import MACHINE, SHUTTING_DOWN, machine_trouble
from ..student.anonymise import AT_ONCE

_logger = logging.getLogger(__name__)

SHARE_OF_TIME = 0.9
"""Of the seconds that the server gives a job: by then the second look is to be done."""

SECOND_LOOK = 1.3
"""How long the second look may take, as a multiple of the first."""


class AnonymisationTask(models.AbstractModel):
    """A student whom the job is to anonymise: on the list of a run, or asked for by hand.

    Whoever inherits this has a field ``student_id``, and says in the methods below on whose behalf it is done, what
    became of it, and when to stop.
    """

    _name = "school.anonymisation.task"
    _description = "Student whom the job is to anonymise"

    def _students(self):
        """Return the students of these tasks, in the environment in which they are anonymised."""
        raise NotImplementedError

    def _settle(self, outcome):
        """Write down what became of the students of these tasks."""
        raise NotImplementedError

    def _note_trouble(self, error):
        """Write down that this error, whose text nobody may read, has stopped all of these tasks."""
        raise NotImplementedError

    def _may_go_on(self):
        """Return whether the tasks that are left are still wanted."""
        return True

    def _commit(self, done=0):
        """Commit, and tell the job how many students are done."""
        self.env["ir.cron"]._commit_progress(done)

    def _anonymise_all(self, **how):
        """Look through everything once for all of these, anonymise them in parts, and look again. Commits.

        :param how: what `school.student._anonymise` is told: ``origin``, and ``cycle`` when there is one.
        :raise psycopg2.OperationalError: somebody else was first, or the database is in trouble; to be tried again.
        """
        if not self:
            return
        began = time.monotonic()
        try:
            swept = self._look()
        except Exception as error:
            if is_to_be_tried_again(error):
                raise
            self.env.cr.rollback()
            self._note_trouble(error)
            self._commit()
            return
        looked = time.monotonic() - began
        deadline = began + seconds_of_a_job() * SHARE_OF_TIME - looked * SECOND_LOOK
        # What follows has to see what others have committed while everything was looked through.
        self._commit()
        try:
            self.exists()._anonymise_in_parts(swept, deadline, how)
        finally:
            # What was being erased when something went wrong is not erased, and must not be taken for it.
            self.env.cr.rollback()
            if swept:
                look_again(self.env.cr.dbname, swept)

    def _look(self):
        """Look through everything for these students; of who may not be anonymised nothing is looked for."""
        students = self._students().sudo()
        codes = students._anonymisation_codes()
        eligible = students.filtered(lambda student: not codes[student.id])
        return eligible._anonymisation_sweep() if eligible else None

    def _anonymise_in_parts(self, swept, deadline, how):
        for start in range(0, len(self), AT_ONCE):
            part = self[start : start + AT_ONCE]
            if start and (time.monotonic() > deadline or not part._may_go_on()):
                return
            trouble = ""
            try:
                with forgotten_if_undone(self.env), self.env.cr.savepoint():
                    outcome = part._students()._anonymise(swept=swept, **how)
                    if trouble := next((code for code in outcome.failed.values() if code in MACHINE), ""):
                        # The rest would fail alike.
                        outcome.failed |= dict.fromkeys((self[start:] - part).student_id.ids, trouble)
                        part = self[start:]
                    part._settle(outcome)
            except Exception as error:
                if is_to_be_tried_again(error):
                    raise
                part._note_trouble(error)
            part._commit(len(part))
            if trouble:
                return


def is_to_be_tried_again(error):
    """Whether somebody else was first, or PostgreSQL has gone: what is not committed is tried again soon.

    A full disk will be full in a minute, too: that fails whoever was to be anonymised, for today.
    """
    if machine_trouble(error) not in ("", SHUTTING_DOWN):
        return False
    return isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)


def seconds_of_a_job():
    """Return how long the server lets a job work."""
    allowed = config["limit_time_real_cron"]
    if allowed is None or allowed < 0:
        allowed = config["limit_time_real"]
    return allowed or float("inf")


def log_trouble(what, error):
    """Log where something went wrong, without the message: it may quote what was being erased."""
    where = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s failed with %s\n%s", what, type(error).__name__, where)
