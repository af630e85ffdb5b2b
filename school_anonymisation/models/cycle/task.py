"""What the job does with a batch: look, erase, commit, look again; what that did not come to is done later."""

import logging
import time
import traceback

import psycopg2
from psycopg2 import errors

from odoo import models

from ...erasure import look_again
from ...erasure.afterwards import forgotten_if_undone
from ...failure import MACHINE, SHUTTING_DOWN, machine_trouble
from ..student.anonymise import AT_ONCE
from . import job_time

_logger = logging.getLogger(__name__)

PATIENCE = 10
"""Seconds for which the job waits until those who write about students have done so."""
TRIES = 5
"""How often those are tried for whom it has waited, as Odoo tries what somebody else was first at."""
STOPPED = "stopped"
FIRST = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    def _work(self):
        """Do what is next in this batch of a run, which is held: what remains of the erased, then who waits. Commits.

        Files that nobody has read come before that, and may take all the time.

        :raise psycopg2.OperationalError: somebody else was first, or the database is in trouble; to be tried again.
        """
        with self._being_worked_at_here():
            if not self._has_read_files():
                return
            if self.sealed:
                self._look_for_the_rest()
            else:
                self._anonymise_waiting()

    def _anonymise_waiting(self):
        """Look through everything once for all who wait, anonymise them in parts, and look again. Commits."""
        rows = self._waiting()
        if not rows:
            return
        began = time.monotonic()
        try:
            swept = self._swept(rows)
            if swept:
                # Whoever is erased from now on is looked for again, whatever becomes of this worker.
                self._seal(swept.remembered)
        except Exception as error:
            if is_to_be_tried_again(error):
                raise
            self.env.cr.rollback()
            rows._note_trouble(error)
            self._commit()
            return
        looked = (time.monotonic() - began) * job_time.SECOND_LOOK
        job_time.note_look(self.env.cr.dbname, looked)
        # What follows has to see what others have committed while everything was looked through.
        self._commit()
        deadline = job_time.deadline(self.env) - looked
        try:
            rows.exists()._anonymise_in_parts(swept, deadline)
        finally:
            # What was being erased when something went wrong is not erased, and must not be taken for it.
            self.env.cr.rollback()
            if swept:
                self._look_again(swept, deadline)
        self._forget_found()

    def _look_again(self, swept, deadline):
        """Look again for whoever has been erased of a Sweep; without time that is left for the next call of the job."""
        if not swept.labels:
            self._unseal()
        elif time.monotonic() <= deadline:
            if look_again(self.env.cr.dbname, swept):
                self._unseal()
            else:
                self._put_off_look(ended=True)
        self._commit()


class SchoolAnonymisationCandidate(models.Model):
    _inherit = "school.anonymisation.candidate"

    def _look(self):
        """Look through everything for these students; of who may not be anonymised nothing is looked for."""
        eligible = self._eligible_students()
        return eligible._anonymisation_sweep() if eligible else None

    def _eligible_students(self):
        students = self._students().sudo()
        codes = students._anonymisation_codes()
        return students.filtered(lambda student: not codes[student.id])

    def _anonymise_in_parts(self, swept, deadline):
        for start in range(0, len(self), AT_ONCE):
            if start and time.monotonic() > deadline:
                return
            if self[start : start + AT_ONCE]._anonymise_part(swept, self[start:]):
                return
        self._anonymise_busy()

    def _anonymise_part(self, swept, left):
        """Anonymise these students in one transaction. Commits.

        :param left: these rows and those whom the same would stop.
        :return: the code of what stopped it, if something did: the machine's trouble, or that the run is paused.
        """
        cycle, part, trouble = self.cycle_id, self, ""
        if not cycle._is_running():
            # Since it was looked whether it is, everything may have been looked through.
            return STOPPED
        try:
            with forgotten_if_undone(self.env), self.env.cr.savepoint():
                outcome = part._students()._anonymise(swept=swept, origin="cycle", cycle=cycle)
                if trouble := next((code for code in outcome.failed.values() if code in MACHINE), ""):
                    outcome.failed |= dict.fromkeys((left - part).student_id.ids, trouble)
                    part = left
                part._settle(outcome)
        except Exception as error:
            if is_to_be_tried_again(error):
                raise
            part._note_trouble(error)
        cycle._commit(len(part))
        return trouble

    def _anonymise_busy(self):
        """Anonymise those about whom somebody wrote whenever it was tried; who writes now waits for it. Commits.

        Nothing is looked through meanwhile: the job does that afterwards, as when it was done by hand.
        """
        busy = self.exists().filtered(lambda row: row.state == "failed" and row.detail == "locked")
        if busy:
            with self.env["school.anonymised.guard"]._without_writers(PATIENCE, busy.cycle_id._commit) as alone:
                if alone:
                    busy._anonymise_alone()

    def _anonymise_alone(self):
        """Anonymise these while nobody begins to write about students; who had begun may be first a few times."""
        for left in reversed(range(TRIES)):
            for row in self:
                # It is the same try still.
                row.attempts -= 1
            try:
                self._anonymise_part(None, self)
                return
            except FIRST:
                if not left:
                    raise
                self.env.cr.rollback()


def is_to_be_tried_again(error):
    """Whether somebody else was first, or PostgreSQL has gone: what is not committed is tried again soon.

    A full disk will be full in a minute, too: that fails whoever was to be anonymised, for today.
    """
    if machine_trouble(error) not in ("", SHUTTING_DOWN):
        return False
    return isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)


def log_trouble(what, error):
    """Log where something went wrong, without the message: it may quote what was being erased."""
    where = "".join(traceback.format_tb(error.__traceback__))
    _logger.error("%s failed with %s\n%s", what, type(error).__name__, where)
