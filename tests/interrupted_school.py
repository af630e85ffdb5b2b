"""A school in the middle of its run, and what has to be true of it whatever is killed when."""

import subprocess
import sys
from pathlib import Path

from lib import odoo_database

WORKER = Path(__file__).with_name("run_worker.py")
SECONDS = 240

# What makes a profile whole, and what makes it anonymised; each student has to be one of the two in every respect.
STATE = """
    SELECT s.id,
           s.anonymised,
           p.name ~ '^Interrupted Person[0-9]{3}$',
           (p.name = s.anonymisation_label AND p.complete_name = p.name) IS TRUE,
           num_nonnulls(p.email, p.email_normalized, s.national_id, s.health_notes, s.student_number),
           p.anonymised IS TRUE,
           p.active,
           (SELECT count(*) FROM mail_message m WHERE m.model = 'school.student' AND m.res_id = s.id
               AND m.body LIKE '%@interrupted.example%'),
           (SELECT count(*) FROM ir_attachment a WHERE a.res_model = 'school.student' AND a.res_id = s.id),
           (SELECT count(*) FROM school_anonymisation_log l WHERE l.student_id = s.id AND l.kind = 'erased'),
           (SELECT c.state FROM school_anonymisation_candidate c WHERE c.student_id = s.id)
      FROM school_student s JOIN res_partner p ON p.id = s.partner_id
"""
WHOLE = (True, False, 5, False, True, 1, 1, 0)
ANONYMISED = (False, True, 0, True, False, 0, 0, 1)


class InterruptedSchool:
    """The database ``name`` of ``cluster``, and the workers at it."""

    def __init__(self, cluster, name, foreign=()):
        self.cluster, self.name, self.foreign = cluster, name, foreign

    def start(self, task):
        """A worker that is loaded and waits for ``go``."""
        configuration = odoo_database.write_configuration(self.cluster, db_name=self.name, foreign=self.foreign)
        worker = subprocess.Popen(
            [sys.executable, WORKER, configuration, self.name, task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout.readline() == "ready\n", worker.stderr.read()
        return worker

    def do(self, task, may_fail=False):
        """Let a worker do a task to its end; what it printed."""
        said, errors = self.go(self.start(task)).communicate(timeout=SECONDS)
        assert may_fail or "Traceback" not in errors, errors
        return said

    @staticmethod
    def go(worker):
        worker.stdin.write("go\n")
        worker.stdin.flush()
        return worker

    def _waiting(self):
        ((waiting,),) = self.cluster.query(
            "SELECT count(*) FROM school_anonymisation_candidate WHERE state IN ('candidate', 'new')",
            database=self.name,
        )
        return waiting

    def only(self, number):
        """Leave just some students in the run: where each fails alone, each costs as much as all of them."""
        self.cluster.query(
            "UPDATE school_anonymisation_candidate SET state = 'skipped' WHERE id NOT IN"
            " (SELECT id FROM school_anonymisation_candidate ORDER BY id LIMIT %s) RETURNING id",
            number,
            database=self.name,
        )

    def check(self):
        """Every profile is whole or anonymised, with one line in the log or none; returns the number anonymised."""
        rows = self.cluster.query(STATE, database=self.name)
        assert rows
        for student, anonymised, *facts, state in rows:
            assert tuple(facts) == (ANONYMISED if anonymised else WHOLE), (student, anonymised, facts)
            assert (state == "anonymised") == bool(anonymised), (student, state)
        return sum(bool(anonymised) for _student, anonymised, *_facts in rows)

    def finish(self, days=1):
        """Start the run again until it is through, and check that nobody was lost."""
        for day in range(days):
            if day:
                self.do("next_day")
            # One start of a job works for some seconds only.
            for _start in range(5):
                self.do("run")
                if not self._waiting():
                    break
        ((total, done, state),) = self.cluster.query(
            "SELECT count(*) FILTER (WHERE c.state != 'skipped'), count(*) FILTER (WHERE s.anonymised),"
            " (SELECT state FROM school_anonymisation_cycle)"
            " FROM school_student s JOIN school_anonymisation_candidate c ON c.student_id = s.id",
            database=self.name,
        )
        assert self.check() == done == total
        assert state == "done"
        assert self.do("verify").strip() == ""
