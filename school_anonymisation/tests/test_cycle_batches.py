"""Batches: what is looked for together, who goes on after a kill, and several workers at one run."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from psycopg2 import errors

from odoo import sql_db
from odoo.addons.school_anonymisation.erasure.sources.catalogue import tables_of
from odoo.addons.school_anonymisation.models.cycle import batch, job_time, sealed, shared_look, task

from .cycle_common import ADVANCE, RUN, CycleCase, november


class TestCycleBatches(CycleCase):
    def test_several_batches_are_looked_for_once(self):
        students = self.make_students("Bo", "Clara", "Ditte", "Emil")
        self.play_until_run()
        with patch.object(batch, "BATCH", 2), self.sweeps() as sizes:
            self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 4)
        self.assertEqual(self.cycle.state, "done")
        self.assertEqual(sizes, [5])
        self.assertFalse(self.env["school.anonymisation.batch.found"].search([]))

    def test_no_more_are_looked_for_at_once_than_there_is_memory_for(self):
        self.make_students("Bo", "Clara", "Ditte", "Emil")
        self.play_until_run()
        with patch.object(batch, "BATCH", 1), patch.object(shared_look, "TOGETHER", 2), self.sweeps() as sizes:
            self.play(november(1))
        self.assertEqual(sizes, [2, 2, 1])

    def test_what_was_found_is_sealed_until_the_batch_is_worked_at_and_is_not_looked_through(self):
        self.make_students("Bo", "Clara")
        with patch.object(batch, "BATCH", 2):
            self.begin_run()
        first, second = self.cycle.batch_ids
        self.people_looked_for(first)
        found = self.env["school.anonymisation.batch.found"].search([])
        self.assertEqual(found.batch_id, first | second)
        key = second.found_ids.key_name
        self.assertTrue(sealed.vault().has(key))
        self.env["school.anonymisation.batch"]._gc_keys()
        for one in found:
            self.assertRegex(one.sealed, r"^[0-9a-f]{200,}$")
        [table] = (table for table in tables_of(self.env)[0] if table.name == "erasure_found")
        self.assertEqual(table.where, "FALSE")
        with self.sweeps() as sizes:
            self.assertEqual(self.people_looked_for(second), self.contacts(second))
        self.assertFalse(sizes)
        self.cycle._stop("paused", False, "Let us think")
        self.assertFalse(found.exists())
        self.env.cr.postcommit.run()
        self.assertFalse(sealed.vault().has(key))

    def contacts(self, cut):
        return set(cut.candidate_ids.student_id.partner_id.ids)

    def people_looked_for(self, cut):
        """Look for those who wait in a batch, as its work begins; return the ids of their contacts."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            here = cut.with_env(self.env(cr=cr))
            people = set(here._swept(here._waiting()).known.people)
        self.env.invalidate_all()
        return people

    def test_everything_is_looked_through_anew_where_the_key_is_lost(self):
        self.make_students("Bo", "Clara")
        with patch.object(batch, "BATCH", 2):
            self.begin_run()
        first, second = self.cycle.batch_ids
        self.people_looked_for(first)
        sealed.vault().destroy(second.found_ids.key_name)
        with self.sweeps() as sizes:
            self.assertEqual(self.people_looked_for(second), self.contacts(second))
        self.assertEqual(sizes, [1])

    def test_batch_in_several_parts_is_looked_for_once(self):
        students = self.make_students("Bo", "Clara", "Ditte", "Emil")
        self.play_until_run()
        with patch.object(task, "AT_ONCE", 2), self.sweeps() as sizes, self.parts() as parts:
            self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 4)
        self.assertEqual((sizes, parts), ([5], [2, 2, 1]))

    def test_part_that_would_leave_no_time_for_the_second_look_is_not_begun(self):
        students = self.make_students("Bo", "Clara", "Ditte", "Emil") | self.student
        self.play_until_run()
        # The clock stands still here: there was less than no time.
        no_time = patch.object(job_time, "seconds_of_a_job", lambda: -1)
        with no_time, patch.object(task, "AT_ONCE", 2), self.sweeps() as sizes, self.parts() as parts:
            self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 5)
        self.assertEqual((sizes, parts), ([5], [2, 2, 1]))

    def test_everybody_of_a_run_is_looked_for_once_more_after_it(self):
        students = self.make_students("Bo", "Clara") | self.student
        self.play_until_run()
        self.play(november(1))
        looked_at = self.env["school.anonymisation.log"].search([("kind", "=", "verified")]).student_id
        self.assertEqual(looked_at & students, students)
        self.assertFalse(self.cycle.unverified_count)

    def begin_run(self):
        """Begin the run without working at it, and cut it into batches."""
        self.play_until_run()
        self.play(november(1), jobs=[ADVANCE])
        self.cycle._cut_into_batches()

    def test_batch_in_which_a_worker_was_killed_is_cut(self):
        self.make_students("Bo", "Clara", "Ditte", "Emil")
        self.begin_run()
        self.cycle.batch_ids.taken = True
        with self.sweeps() as sizes:
            self.play(november(1))
        self.assertEqual(sizes, [2, 2, 1])
        self.assertEqual(self.cycle.state, "done")

    def test_student_over_whom_a_worker_was_killed_once_is_anonymised_the_same_day(self):
        students = self.make_students("Bo", "Clara") | self.student
        with patch.object(batch, "BATCH", 1):
            self.begin_run()
        self.cycle.batch_ids[0].write({"taken": True, "kills": batch.KILLS - 2})
        self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 3)

    def test_student_who_kills_the_worker_alone_again_and_again_is_left_for_tomorrow(self):
        students = self.make_students("Bo", "Clara") | self.student
        with patch.object(batch, "BATCH", 1):
            self.begin_run()
        self.cycle.batch_ids[0].write({"taken": True, "kills": batch.KILLS - 1})
        self.play(november(1))
        self.assertEqual(sorted(self.states(students)), ["anonymised", "anonymised", "failed"])
        self.assertEqual(self.cycle.candidate_ids.filtered("detail").detail, "killed")
        self.play(november(2))
        self.assertEqual(self.states(students), ["anonymised"] * 3)

    def test_batch_at_which_another_worker_is_is_left_to_it(self):
        students = self.make_students("Bo", "Clara") | self.student
        with patch.object(batch, "BATCH", 2):
            self.begin_run()
        with self.another_worker_at(self.cycle.batch_ids[0]):
            self.play(november(1))
            self.assertEqual(sorted(self.states(students)), ["anonymised", "candidate", "candidate"])
            self.assertEqual(self.cycle.state, "running")
        self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 3)
        self.assertEqual(self.cycle.state, "done")

    def test_run_does_not_end_while_another_worker_looks_again(self):
        self.begin_run()
        with self.another_worker_at(self.cycle.batch_ids):
            self.cycle.candidate_ids.state = "anonymised"
            self.play(november(1))
            self.assertEqual(self.cycle.state, "running")
        self.play(november(1))
        self.assertEqual(self.cycle.state, "done")

    def test_copies_of_the_job_are_woken_too(self):
        job = self.env.ref(RUN)
        copy = job.copy()
        before = self.env["ir.cron.trigger"].search([])
        self.cycle._wake()
        self.assertLessEqual(job | copy, (self.env["ir.cron.trigger"].search([]) - before).cron_id)

    @contextmanager
    def another_worker_at(self, taken):
        """Let another connection be at a batch."""
        connection = sql_db.db_connect(self.env.cr.dbname).cursor()
        taken.taken = True
        try:
            connection.execute("SELECT pg_try_advisory_lock(%s, %s)", [batch.LOCK, taken.id])
            yield
        finally:
            connection.execute("SELECT pg_advisory_unlock(%s, %s)", [batch.LOCK, taken.id])
            connection.close()
            taken.taken = False

    @contextmanager
    def sweeps(self):
        """Collect for how many students everything is looked through."""
        sweep = type(self.student)._anonymisation_sweep
        sizes = []

        def count(students, *args):
            sizes.append(len(students))
            return sweep(students, *args)

        with patch.object(type(self.student), "_anonymisation_sweep", count):
            yield sizes

    @contextmanager
    def parts(self):
        """Collect how many students are erased in one transaction."""
        anonymise = type(self.student)._anonymise
        sizes = []

        def count(students, *args, **kwargs):
            sizes.append(len(students))
            return anonymise(students, *args, **kwargs)

        with patch.object(type(self.student), "_anonymise", count):
            yield sizes

    def interrupted(self, error):
        """Return a patch under which the second part meets `error`; parts are of two."""
        anonymise = type(self.student)._anonymise
        calls = []

        def stumble(students, *args, **kwargs):
            calls.append(students)
            if len(calls) == 2:
                raise error
            return anonymise(students, *args, **kwargs)

        stack = ExitStack()
        stack.enter_context(patch.object(task, "AT_ONCE", 2))
        stack.enter_context(patch.object(type(self.student), "_anonymise", stumble))
        return stack

    def test_conflict_with_somebody_else_costs_nobody_a_try(self):
        students = self.make_students("Bo", "Clara", "Ditte", "Emil")
        self.play_until_run()
        with self.interrupted(errors.SerializationFailure()):
            self.play(november(1))
        self.assertEqual(sorted(self.states(students | self.student)), ["anonymised"] * 2 + ["candidate"] * 3)
        self.play(november(1))
        self.assertEqual(self.states(students | self.student), ["anonymised"] * 5)
        self.assertEqual(set(self.cycle.candidate_ids.mapped("attempts")), {0})

    def test_worker_out_of_time_is_followed_by_one_that_goes_on(self):
        students = self.make_students("Bo", "Clara", "Ditte", "Emil") | self.student
        self.play_until_run()
        commit = type(self.env["ir.cron"])._commit_progress

        def no_time_left(jobs, *args, **kwargs):
            commit(jobs, *args, **kwargs)
            return 0

        with (
            patch.object(batch, "BATCH", 2),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", no_time_left),
        ):
            self.play(november(1))
        self.assertEqual(self.states(students), ["anonymised"] * 5)
        self.assertEqual(
            self.env["school.anonymisation.log"].search_count(
                [("student_id", "in", students.ids), ("kind", "=", "erased")]
            ),
            5,
        )
