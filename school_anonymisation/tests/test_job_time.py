"""How long a job may work: what the server allows, less what it has used up before the job began."""

import threading
import time
from unittest.mock import patch

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB
from odoo.addons.school_anonymisation.models.cycle import job_time
from odoo.tests import TransactionCase, tagged
from odoo.tools import config


@tagged("post_install", "-at_install")
class TestJobTime(TransactionCase):
    def seconds(self, **options):
        """Return the seconds of a job with these options of the server, the others as Odoo has them by default."""
        defaults = {"workers": 0, "limit_time_real": 120, "limit_time_real_cron": -1, "limit_time_cpu": 60}
        with patch.dict(config.options, {**defaults, **options}):
            return job_time.seconds_of_a_job()

    def test_thread_has_nearly_all_that_the_server_allows(self):
        self.assertEqual(self.seconds(), 108)
        self.assertEqual(self.seconds(limit_time_real_cron=600), 540)

    def test_worker_process_may_have_slept_before(self):
        self.assertEqual(self.seconds(workers=2), 45)
        self.assertEqual(self.seconds(workers=2, limit_time_real_cron=80), 9)

    def test_limit_below_the_sleep_leaves_a_little(self):
        self.assertEqual(self.seconds(workers=2, limit_time_real_cron=60), 5.4)

    def test_worker_process_is_limited_in_the_seconds_that_it_computes_too(self):
        self.assertEqual(self.seconds(workers=2, limit_time_real_cron=600), 54)
        self.assertEqual(self.seconds(workers=2, limit_time_real_cron=600, limit_time_cpu=300), 270)

    def test_no_limit_is_no_limit(self):
        self.assertEqual(self.seconds(limit_time_real_cron=0), float("inf"))

    def at(self, seconds_ago):
        """Return an environment of a job that began so many seconds ago."""
        return self.env(context={"cron_end_time": time.monotonic() - seconds_ago + MIN_TIME_PER_JOB})

    def test_tenth_call_in_a_row_has_what_the_nine_before_have_left(self):
        with patch.object(job_time, "seconds_of_a_job", lambda: 45):
            job_time.note_look(self.env.cr.dbname, 5)
            self.assertTrue(job_time.is_left(self.at(30)))
            self.assertFalse(job_time.is_left(self.at(40)))

    def test_job_that_has_just_begun_does_something_in_any_case(self):
        with patch.object(job_time, "seconds_of_a_job", lambda: 1):
            job_time.note_look(self.env.cr.dbname, 100)
            self.assertTrue(job_time.is_left(self.at(0)))
            self.assertFalse(job_time.is_left(self.at(2)))

    def test_other_jobs_of_the_same_round_have_used_their_share(self):
        class Cursor:
            """Stands for the one under which the scheduler holds a round of jobs."""

        first, second = Cursor(), Cursor()
        self.startPatcher(patch.object(job_time, "_round", threading.local()))
        clock = self.startPatcher(patch.object(job_time.time, "monotonic"))
        clock.return_value = 1000
        with job_time.round_of(first):
            clock.return_value = 1050
        with job_time.round_of(first):
            self.assertEqual(job_time.start_of_job(self.at(10)), 1000)
        with job_time.round_of(second):
            self.assertEqual(job_time.start_of_job(self.at(10)), 1040)
        clock.return_value = 2000
        with job_time.round_of(second):
            self.assertEqual(job_time.start_of_job(self.at(0)), 2000)
