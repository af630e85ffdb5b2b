"""The rest of a batch whose students are erased: everything is looked through for what stands of them elsewhere."""

import time
from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...erasure import erase_the_rest
from . import job_time
from .task import is_to_be_tried_again, log_trouble

LARGE = 1_000_000_000
"""Bytes of tables from which on nobody waits for a page while everything is looked through: it is not even tried."""


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    @api.model
    def _work_off_rest(self):
        """Look through everything for whoever it is due for, outside a run that is at work. Commits.

        Return whether the job has time left for something else.
        """
        while due := self._due():
            if not (job_time.is_left(self.env) and due._has_read_files()):
                return False
            with due._all_held() as batches:
                if not batches:
                    break
                for killed in batches.filtered("taken"):
                    killed._note_kill(killed._today())
                batches._commit()
                if batches := batches & self._due():
                    with batches._being_worked_at_here():
                        batches._look_for_the_rest()
        return True

    @api.model
    def _is_better_than_waiting(self):
        """Return whether the database is so large that nobody waits for a page while everything is looked through."""
        # As the files are, not as statistics have it: right after an import there are none.
        query = SQL("SELECT coalesce(sum(pg_relation_size(oid)), 0) FROM pg_class WHERE relkind IN ('r', 'm', 't')")
        return self.env.execute_query(query)[0][0] > LARGE

    @api.model
    def _due(self):
        """Return the batches for which everything is to be looked through now: all that are by hand, or one of a run.

        A run that is at work sees to its own.
        """
        sealed = self.search(Domain("sealed", "!=", False))
        due = sealed.filtered(lambda batch: batch.look_on <= batch._today() and batch.cycle_id.state != "running")
        return due.filtered(lambda batch: not batch.cycle_id) or due[:1]

    @contextmanager
    def _all_held(self):
        """Hold those of these batches at which nobody is, as long as the context lasts."""
        held = self.filtered(lambda batch: batch._lock())
        try:
            yield held
        except BaseException:
            # Nothing can be said to PostgreSQL in a transaction that has failed.
            self.env.cr.rollback()
            raise
        finally:
            for batch in held:
                batch._unlock()

    def _look_for_the_rest(self):
        """Look through everything for the erased students of these batches, which are held, and say so in the log.

        What is found is erased, and what was sealed is forgotten with the same commit. Should it not come to that, it
        is done again.
        """
        began = time.monotonic()
        try:
            remembered, lost = self._opened()
            students = self._erased_among(remembered.signs)
            # What a school adds to the register is for its own students.
            for own in students.grouped("company_id").values():
                subjects = own._anonymisation_subjects_after(remembered)
                erase_the_rest(self.env, subjects, remembered.narrowed(set(own.partner_id.ids)))
            (self - lost)._end_look(students)
            lost._put_off_look(ended=True)
            lost._tell_trouble("key")
        except Exception as error:
            if is_to_be_tried_again(error):
                raise
            self.env.cr.rollback()
            log_trouble("Looking through everything else", error)
            self._put_off_look(ended=True)
            self._tell_trouble("error")
        self.exists()._commit()
        job_time.note_look(self.env.cr.dbname, time.monotonic() - began)

    @api.model
    def _erased_among(self, contact_ids):
        students = self.env["school.student"].sudo().with_context(active_test=False)
        return students.search([("partner_id", "in", list(contact_ids)), ("anonymised", "=", True)])

    def _end_look(self, students):
        users, cycles = self.requested_by_id, self.cycle_id
        self._unseal()
        cycles.filtered(lambda cycle: cycle.state == "done")._note_result()
        for user in users if students else ():
            message = self.with_context(lang=user.lang).env._("Everything else has been looked through, too.")
            user._bus_send("simple_notification", {"type": "success", "message": message})

    def _tell_trouble(self, code):
        """Tell the administrators what is wrong with looking through everything."""
        for batch in self:
            self.env["school.anonymisation.cycle"]._alert(batch.cycle_id.company_id or self.env.company, code)
