# Somebody else is at the profile when the button is pressed: for a moment, or for long.
import contextlib
import threading
import time

import psycopg2
import pytest
from conftest import start_of_the_year
from lib import odoo_database
from lib.postgres import PORT, ROLE
from lib.server import Server
from small_school import INACTIVE, SmallSchool

DATABASE = "in_turn"
REFER = "SELECT 1 FROM school_student WHERE id = %s FOR KEY SHARE"
LETTER = """
    INSERT INTO mail_message (model, res_id, message_type, body, date)
    SELECT 'res.partner', partner_id, 'comment', '<p>At the last moment</p>', now() FROM school_student WHERE id = %s
"""


@pytest.fixture(scope="module")
def school(clock_cluster, small_school_database):
    odoo_database.copy(clock_cluster, small_school_database, DATABASE)
    server = Server(clock_cluster, DATABASE, clock=start_of_the_year(clock_cluster))
    with server:
        yield SmallSchool(server)
    server.kill()
    odoo_database.remove(clock_cluster, DATABASE)


@contextlib.contextmanager
def somebody_at(school, student, *statements):
    """A connection that has referred to a student's row, and has not ended its transaction."""
    connection = psycopg2.connect(host=str(school.server.cluster.socket), port=PORT, user=ROLE, dbname=DATABASE)
    with contextlib.closing(connection), connection.cursor() as cursor:
        for statement in (REFER, *statements):
            cursor.execute(statement, [student])
        yield connection


def committed(school, student, *statements):
    """What a press answers while somebody else ends two seconds after it has begun."""
    officer = school.officer
    with somebody_at(school, student, *statements) as connection:
        timer = threading.Timer(2, connection.commit)
        timer.start()
        officer.call("school.student", "action_anonymise", [student])
        timer.join()


def test_press_waits_for_whoever_is_there_for_a_moment(school):
    student = school.student(INACTIVE[0])
    committed(school, student)
    query = "SELECT anonymised FROM school_student WHERE id = %s"
    assert school.server.cluster.query(query, student, database=DATABASE) == [(True,)]


def test_press_sees_what_whoever_was_there_has_written(school):
    student = school.student(INACTIVE[1])
    committed(school, student, LETTER)
    left = "SELECT count(*) FROM mail_message WHERE body LIKE '%At the last moment%'"
    assert school.server.cluster.query(left, database=DATABASE) == [(0,)]


def test_several_are_anonymised_when_one_of_them_was_busy(school):
    students = [school.student(name) for name in INACTIVE[2:4]]
    officer = school.officer
    with somebody_at(school, students[1]) as connection:
        timer = threading.Timer(2, connection.commit)
        timer.start()
        answer = officer.call("school.student", "action_anonymise_several", students)
        timer.join()
    assert answer["params"]["message"] == "Anonymised: 2."


def test_whoever_stays_is_not_waited_for_for_ever(school):
    student = school.student(INACTIVE[4])
    officer = school.officer
    began = time.monotonic()
    said = "Somebody else is working on this profile just now. Nothing has been changed"
    with somebody_at(school, student), pytest.raises(RuntimeError, match=said):
        officer.call("school.student", "action_anonymise", [student])
    assert time.monotonic() - began < 60
