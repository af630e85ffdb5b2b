# Somebody who waits, or who never stops: the server ends in its own time, and the run gets through.
import os
import signal
import threading
import time

import pytest
from interrupted_school import InterruptedSchool
from lib import odoo_database
from lib.ports import free_port
from lib.server import Server

NAME = "waiting"
STUDENTS = 200
PASSWORD = "a long password"
SECONDS = 600
LIMIT = 60
"""Seconds after which Odoo ends a worker that is at one request."""
CRON_LIMIT = 120
"""The least of a job, as Odoo has it by default; it counts the minute for which a worker sleeps between its jobs."""
OTHER_JOBS = """
    UPDATE ir_cron SET active = FALSE
     WHERE id <> (SELECT res_id FROM ir_model_data WHERE name = 'ir_cron_anonymisation_run')
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event = 'transactionid'"


@pytest.fixture
def school(cluster, school_template):
    odoo_database.copy(cluster, school_template, NAME)
    with InterruptedSchool(cluster, NAME) as school:
        school.ask(OTHER_JOBS)
        yield school
    odoo_database.remove(cluster, NAME)


def server_of(school, limit):
    limits = {"limit_time_real": limit, "limit_time_real_cron": max(limit, CRON_LIMIT)}
    options = {"workers": 3, "gevent_port": free_port(), **limits}
    return Server(school.cluster, school.name, crons=1, **options)


def eventually(happened):
    deadline = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.2)


class Writer(threading.Thread):
    """Writes about a student in one message after the other, until it is refused."""

    def __init__(self, session, student):
        super().__init__(daemon=True)
        self._session, self._student = session, student
        self.written, self.refusal = 0, ""

    def run(self):
        while not self.refusal:
            try:
                self._session.call("school.student", "message_post", [self._student], body="Somebody called")
                self.written += 1
            except RuntimeError as error:
                self.refusal = str(error)


def test_student_about_whom_two_write_without_end_is_anonymised_that_night(school):
    student = school.ids()[0]
    with server_of(school, SECONDS) as server:
        writers = [Writer(server.login("secretary", PASSWORD), student) for _number in range(2)]
        for writer in writers:
            writer.start()
        school.do("wake")
        server.wake_crons()
        eventually(lambda: school.ask("SELECT 1 FROM school_anonymisation_cycle WHERE state = 'done'"))
        for writer in writers:
            writer.join(SECONDS)
    assert school.check() == STUDENTS
    assert all(writer.written for writer in writers)
    assert all("has been anonymised" in writer.refusal or "access" in writer.refusal for writer in writers)


def test_server_that_is_stopped_while_a_press_and_the_job_wait_ends_in_its_own_time(school):
    student, *_others, other = school.ids()
    with school.cursor() as cursor, server_of(school, LIMIT) as server:
        cursor.execute("BEGIN")
        cursor.execute(
            "SELECT 1 FROM mail_message WHERE model = 'school.student' AND res_id = %s FOR UPDATE", [student]
        )
        cursor.execute(
            "SELECT 1 FROM ir_attachment WHERE res_model = 'school.student' AND res_id = %s FOR UPDATE", [other]
        )
        # First the button: whom the job has in its hands it does not get.
        officer = server.login("officer", PASSWORD)
        threading.Thread(target=press, args=(officer, other), daemon=True).start()
        eventually(lambda: school.ask(WAITING, school.name) >= [(1,)])
        school.do("wake")
        server.wake_crons()
        eventually(lambda: school.ask(WAITING, school.name) >= [(2,)])
        began = time.monotonic()
        os.kill(server.process.pid, signal.SIGTERM)
        server.process.wait(SECONDS)
        assert time.monotonic() - began < CRON_LIMIT
        cursor.execute("ROLLBACK")
    school.check()
    school.finish(days=2)


def press(session, student):
    """Press the button; the answer never comes."""
    try:
        session.call("school.student", "action_anonymise", [student])
    except (OSError, RuntimeError):
        return
