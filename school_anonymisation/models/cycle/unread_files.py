"""Files that nobody has read yet are read before a look: each is committed, so that a killed look costs none of it."""

import time

from odoo import api, models

from ...erasure.readers.process import SECONDS as LONGEST_FILE
from ...erasure.sources.filestore import read_new_files, unread_count
from . import job_time


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    @api.model
    def _has_read_files(self):
        """Read what nobody has read yet, as far as the time of the job goes; commits.

        :return: whether a look may begin: nothing is left to read, and the job has time for it.
        """
        if not unread_count(self.env):
            return True
        # A file that takes its whole time is not to outlast the job.
        deadline = job_time.deadline(self.env) - LONGEST_FILE

        def may_go_on(_read):
            self._commit()
            return time.monotonic() < deadline

        return read_new_files(self.env, may_go_on) and job_time.is_left(self.env)
