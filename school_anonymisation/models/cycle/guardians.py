"""Relatives who have come to need a profile, as who is staff no longer, get it from the daily job, before any list."""

import logging
import traceback
from contextlib import contextmanager

from odoo import api, models

_logger = logging.getLogger(__name__)


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        self._as_itself()._make_missing_guardians()
        return super()._cron_advance()

    @api.model
    def _make_missing_guardians(self):
        """Make the profiles that are missing; one that cannot be made stops neither the others nor the year."""
        missing = self.env["school.family.association"]
        with self._stopping_nothing(self.env.company):
            missing = missing._of_missing_guardians()
        for associations in missing.grouped("relative_id").values():
            with self._stopping_nothing(associations.company_id[:1]):
                associations._make_guardians()

    @api.model
    @contextmanager
    def _stopping_nothing(self, company):
        """Undo this block when it fails, tell the administrators of this company's trouble, and go on."""
        try:
            with self.env.cr.savepoint():
                yield
        except Exception as error:  # noqa: BLE001 what cannot be made now is tried again with the next call
            # Without the message: it may quote what stands in a record.
            where = "".join(traceback.format_tb(error.__traceback__))
            _logger.error("Profiles of guardians not made: %s\n%s", type(error).__name__, where)
            self._alert(company, "error")
