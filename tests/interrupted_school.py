"""A school in the middle of its run, and what has to be true of it whatever is killed when."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
from lib import odoo_database
from lib.postgres import PORT, ROLE

NAME = "interrupted"
WORKER = Path(__file__).with_name("run_worker.py")
SECONDS = 240

# What makes a profile whole, and what makes it anonymised; each student has to be one of the two in every respect.
STATE = """
    SELECT s.id,
           s.anonymised,
           p.name ~ '^Interrupted Person[a-j]{3}$',
           (p.name = s.anonymisation_label AND p.complete_name = p.name) IS TRUE,
           num_nonnulls(p.email, p.email_normalized, s.national_id, s.health_notes, s.student_number),
           p.anonymised IS TRUE,
           p.active,
           (SELECT count(*) FROM mail_message m WHERE m.model = 'school.student' AND m.res_id = s.id
               AND m.body LIKE '%@interrupted.example%'),
           (SELECT count(*) FROM ir_attachment a WHERE a.res_model = 'school.student' AND a.res_id = s.id),
           -- Neither the line nor the list leads to whoever's history has been moved since.
           (SELECT count(*) FROM school_anonymisation_log l WHERE l.student_id = s.id AND l.kind = 'erased')
               + coalesce(s.history_moved, FALSE)::int,
           CASE WHEN s.history_moved THEN 'anonymised'
                ELSE (SELECT c.state FROM school_anonymisation_candidate c WHERE c.student_id = s.id) END
      FROM school_student s JOIN res_partner p ON p.id = s.partner_id
"""
WHOLE = (True, False, 5, False, True, 1, 1, 0)
ANONYMISED = (False, True, 0, True, False, 0, 0, 1)
LINES = "SELECT count(*), count(DISTINCT label) FROM school_anonymisation_log WHERE kind = 'erased'"


class Task:
    """Something that a worker is doing in a process of its own."""

    def __init__(self, answers):
        self._answers = answers
        self.ended = False
        self.pid = self._next()["pid"]

    def is_going_on(self):
        return not select.select([self._answers], [], [], 0)[0]

    def kill(self):
        """Kill it if it has not ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.end()

    def end(self):
        """Wait until it ends; return (what it printed, its errors)."""
        ended = self._next()
        self.ended = True
        return ended["said"], ended["errors"]

    def _next(self):
        assert select.select([self._answers], [], [], SECONDS)[0], "The worker does not answer."
        return json.loads(self._answers.readline())


class InterruptedSchool:
    """The database ``name`` of ``cluster``, and a worker at it; a context manager.

    The worker is loaded once, with the first task; the database may be replaced by a copy of its like between tasks.
    """

    def __init__(self, cluster, name, foreign=()):
        self.cluster, self.name, self.foreign = cluster, name, foreign
        self._worker = self._task = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._worker:
            self._worker.kill()
            self._worker.communicate()

    def start(self, task, *arguments):
        """Let the worker begin a task; the one before has ended."""
        if not self._worker:
            configuration = odoo_database.write_configuration(self.cluster, db_name=self.name, foreign=self.foreign)
            command = [sys.executable, WORKER, configuration, self.name]
            self._worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self._worker.poll() is None, f"The worker has ended by itself ({self._worker.returncode})."
        self._worker.stdin.write(json.dumps([task, *arguments]).encode() + b"\n")
        self._task = Task(self._worker.stdout)
        return self._task

    def leave_nothing_going_on(self):
        """Kill what a test left that did not come to its end."""
        if self._task and not self._task.ended:
            self._task.kill()

    def do(self, task, *arguments):
        """Let the worker do a task to its end; return what it printed."""
        said, errors = self.start(task, *arguments).end()
        assert not errors, errors
        return said

    @contextlib.contextmanager
    def cursor(self):
        """Somebody else's transaction, or several; each statement is one until ``begin``."""
        connection = psycopg2.connect(host=str(self.cluster.socket), port=PORT, user=ROLE, dbname=self.name)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def ask(self, query, *parameters):
        return self.cluster.query(query, *parameters, database=self.name)

    def ids(self):
        """Return the ids of all students."""
        return [student for (student,) in self.ask("SELECT id FROM school_student ORDER BY id")]

    def check(self):
        """Every profile is whole or anonymised, with one line in the log or none; returns the number anonymised."""
        rows = self.ask(STATE)
        assert rows
        for student, anonymised, *facts, state in rows:
            assert tuple(facts) == (ANONYMISED if anonymised else WHOLE), (student, anonymised, facts)
            assert (state == "anonymised") == bool(anonymised), (student, state)
        gone = sum(bool(anonymised) for _student, anonymised, *_facts in rows)
        assert self.ask(LINES) == [(gone, gone)]
        return gone

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
        ((total, done, state),) = self.ask(
            "SELECT count(*), count(*) FILTER (WHERE s.anonymised), (SELECT state FROM school_anonymisation_cycle)"
            " FROM school_student s JOIN school_anonymisation_candidate c ON c.student_id = s.id"
        )
        assert self.check() == done == total
        assert state == "done"
        assert self.do("verify").strip() == ""

    def _waiting(self):
        ((waiting,),) = self.ask(
            "SELECT count(*) FROM school_anonymisation_candidate WHERE state IN ('candidate', 'new')"
        )
        return waiting
