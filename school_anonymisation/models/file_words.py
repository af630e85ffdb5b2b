"""What is kept of the words of each file, so that none is read twice; and the job that reads what is new."""

import time

from odoo import api, fields, models

from ..erasure.sources.filestore import read_new_files, unread_count

SECONDS = 20
"""Of reading in one call: the process that reads may need half of the ten seconds of Odoo's own to start."""

JOB = "school_anonymisation.ir_cron_anonymisation_files"


class FileWords(models.Model):
    """One row a file of the filestore. Only the engine (`erasure/sources/file_words.py`) reads and writes them."""

    _name = "school.anonymisation.file.words"
    _description = "What is kept of a file's words"
    _table = "erasure_file_words"
    _log_access = False

    name = fields.Char("Name of the stored file", required=True, index=True)
    edition = fields.Char(
        "Version", required=True, help="What another version of the program has kept counts as nothing."
    )
    unread = fields.Char("Why it could not be read whole")
    words = fields.Binary(attachment=False, help="Keyed numbers of the words; empty where there are too many.")
    read_on = fields.Datetime(required=True)

    @api.model
    def _cron_read_files(self):
        """Read what nobody has read yet, as long as the job's time lasts; the next call goes on."""
        jobs = self.env["ir.cron"]
        # Odoo calls a job up to ten times in a row: once its time is over, it reads no file more.
        if not jobs._commit_progress(remaining=unread_count(self.env)):
            return
        deadline = time.monotonic() + SECONDS

        def may_go_on(read):
            jobs._commit_progress(read)
            return time.monotonic() < deadline

        if read_new_files(self.env, may_go_on):
            # A file that an attachment names and nobody has is not waited for.
            jobs._commit_progress(remaining=0)

    @api.model
    def _waiting_count(self):
        """Return how many files the job had still to read when it last said so."""
        job = self.env.ref(JOB, raise_if_not_found=False)
        progress = (
            self.env["ir.cron.progress"]
            .sudo()
            .search([("cron_id", "=", job.id if job else 0)], limit=1, order="id desc")
        )
        return progress.remaining if progress else unread_count(self.env)
