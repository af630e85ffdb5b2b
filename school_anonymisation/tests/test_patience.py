"""A look for which somebody waits ends in time, and leaves everything as it was."""

import time

from odoo.addons.school_anonymisation.erasure import OutOfTimeError, sweep, waiting_for
from odoo.tests import tagged

from ..erasure.readers import Extractor
from ..erasure.sources.reading import Search, Source, read_all
from .kit_erasing import ErasureCase

PDF = b"%PDF-1.4\n"


@tagged("post_install", "-at_install")
class TestPatience(ErasureCase):
    def timeout(self):
        self.env.cr.execute("SHOW statement_timeout")
        return self.env.cr.fetchone()[0]

    def test_statement_that_takes_longer_is_ended(self):
        with self.assertRaises(OutOfTimeError), waiting_for(self.env, 0.1) as patient:
            patient.check(self.env)
            self.env.cr.execute("SELECT pg_sleep(600)", log_exceptions=False)
        self.assertEqual(self.timeout(), "0")

    def test_look_that_takes_longer_is_ended_and_leaves_nothing(self):
        before = self.env["school.anonymisation.file.words"].search_count([])
        self.env["ir.attachment"].create({"name": "a.txt", "raw": f"Written for {self.id()}".encode()})
        with self.assertRaises(OutOfTimeError), waiting_for(self.env, 0) as patient:
            sweep(self.env, self.subjects(self.anna), patience=patient)
        self.assertEqual(self.env["school.anonymisation.file.words"].search_count([]), before)

    def test_look_that_is_done_in_time_finds_what_any_look_finds(self):
        with waiting_for(self.env, 600) as patient:
            found = sweep(self.env, self.subjects(self.anna), patience=patient)
        self.assertEqual(found.traces.rows, sweep(self.env, self.subjects(self.anna)).traces.rows)
        self.assertEqual(self.timeout(), "0")

    def test_time_limit_of_the_role_ends_no_look_for_which_nobody_waits(self):
        class Slow(Source):
            def look_through(self, env, search):
                env.cr.execute("SELECT pg_sleep(1.1)", log_exceptions=False)

        self.env.cr.execute("SET LOCAL statement_timeout = '1s'")
        search = Search(None, None)
        read_all(self.env, [Slow()], search)
        self.assertEqual((search.traces.questions, self.timeout()), ([], "1s"))

    def test_of_a_look_of_which_a_part_is_enough_each_source_ends_alone(self):
        ended = []

        class Slow(Source):
            name = "slow"

            def look_through(self, env, search):
                env.cr.execute("SELECT pg_sleep(600)", log_exceptions=False)

        class Quick(Source):
            name = "quick"

            def look_through(self, env, search):
                ended.append(search.patience.check(env))

        with waiting_for(self.env, 0.3, takes_a_part=True) as patient:
            search = Search(None, None, patient)
            read_all(self.env, [Quick(), Slow(), Quick()], search)
        self.assertEqual((search.left_out, len(ended), self.timeout()), (["slow"], 2, "0"))

    def test_nobody_waits_for_a_file_longer_either(self):
        with Extractor(until=time.monotonic()) as extractor:
            self.assertEqual(extractor.extract(PDF).unread, "timeout")
