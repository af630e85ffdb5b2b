# All or nothing: whatever interrupts a run of two hundred students, at random points of it.
# A hundred times over: script/test tests/test_interrupted.py --repetitions 100
import contextlib
import os
import random
import resource
import time

import psycopg2
import pytest
from interrupted_school import NAME
from lib import odoo_database
from lib.traces import places

STUDENTS = 200
# Changes of what the run changes, too, once it has locked the students.
CHANGES = (
    "UPDATE mail_message SET write_date = now() WHERE model = 'school.student' AND res_id = ANY(%s)",
    "UPDATE ir_attachment SET write_date = now() WHERE res_model = 'school.student' AND res_id = ANY(%s)",
)
# Somebody who waits for a row.
WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event = 'transactionid'"


@pytest.fixture(scope="session")
def seed():
    """What makes the random points repeatable: SCHOOL_TEST_SEED."""
    seed = os.environ.get("SCHOOL_TEST_SEED") or str(random.SystemRandom().randrange(10**9))
    print(f"SCHOOL_TEST_SEED={seed}")
    return seed


@pytest.fixture
def chance(seed, request, repetition):
    return random.Random(f"{seed} {request.node.name} {repetition}")


@pytest.fixture(scope="module")
def whole_run(cluster, school_template, loaded_school):
    """How many seconds a run takes that nothing interrupts."""
    odoo_database.copy(cluster, school_template, NAME)
    began = time.monotonic()
    loaded_school.do("run")
    seconds = time.monotonic() - began
    assert loaded_school.check() == STUDENTS
    return seconds


@pytest.fixture
def wait(chance, whole_run):
    """Wait until some point of the run."""
    return lambda: time.sleep(chance.uniform(0, whole_run))


def refused(school, message):
    """How often PostgreSQL has said so, by its own log."""
    return (school.cluster.socket / "postgresql.log").read_text(errors="replace").count(message)


def test_killed_worker(school, wait):
    for _time in range(2):
        worker = school.start("run")
        wait()
        worker.kill()
        school.check()
    school.finish()
    school.do("next_day")
    assert not places(school.cluster, school.name, ["@interrupted.example", "Interrupted Person"])


def test_stopped_database(school, wait):
    # Until then PostgreSQL takes it for logged how far the sequences of a copy have come, because its original was.
    school.ask("CHECKPOINT")
    worker = school.start("run")
    wait()
    school.cluster.stop("immediate")
    worker.kill()
    school.cluster.start()
    school.check()
    school.finish()


def test_row_locked_by_somebody_else(school, chance, wait):
    locked = chance.sample(school.ids(), 5)
    worker = school.start("run")
    wait()
    # Two who want several rows can wait for each other, and it may be this one whom PostgreSQL ends.
    with contextlib.suppress(psycopg2.errors.DeadlockDetected), school.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM school_student WHERE id = ANY(%s) FOR UPDATE", [locked])
        # Not for ever: the line in the log about somebody who is anonymised by now waits for it.
        wait()
        cursor.execute("ROLLBACK")
    worker.end()
    whole = school.ask("SELECT id FROM school_student WHERE NOT anonymised")
    assert {student for (student,) in whole} <= set(locked)
    school.check()
    school.finish(days=2)


def test_rows_changed_by_somebody_else(school, chance):
    """PostgreSQL refuses to change what somebody else has changed since: a serialisation failure."""
    message = "could not serialize access"
    before = refused(school, message)
    change = chance.choice(CHANGES)
    ids = school.ids()
    worker = school.start("run")
    with school.cursor() as cursor:
        while worker.is_going_on() and refused(school, message) == before:
            cursor.execute(change, [chance.sample(ids, STUDENTS // 4)])
    worker.end()
    assert refused(school, message) > before
    school.check()
    school.finish(days=2)


def test_two_who_wait_for_each_other(school, chance):
    """Somebody holds what the run wants, and wants what the run holds: PostgreSQL ends the run's transaction."""
    message = "deadlock detected"
    before = refused(school, message)
    with school.cursor() as cursor:
        cursor.execute("BEGIN")
        # Whoever looks first finds the deadlock, and is the one who has to give way.
        cursor.execute("SET LOCAL deadlock_timeout TO '1min'")
        cursor.execute(chance.choice(CHANGES), [chance.sample(school.ids(), 5)])
        worker = school.start("run")
        while worker.is_going_on() and not school.ask(WAITING, school.name):
            time.sleep(0.05)
        cursor.execute("UPDATE school_student SET write_date = now()")
        cursor.execute("ROLLBACK")
        worker.end()
    assert refused(school, message) == before + 1
    school.check()
    school.finish(days=2)


@pytest.mark.parametrize(
    ("task", "meanwhile"),
    [
        ("write_message", "UPDATE school_student SET write_date = now() WHERE id = %s"),
        ("write_message_and_profile", "SELECT 1 FROM school_student WHERE id = %s FOR KEY SHARE"),
    ],
    ids=["while somebody saves the form", "while somebody else enrols the student"],
)
def test_adding_to_a_profile_waits_for_nobody(school, task, meanwhile):
    student = school.ids()[0]
    with school.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(meanwhile, [student])
        school.do(task, student)
        cursor.execute("ROLLBACK")
    assert school.ask("SELECT 1 FROM mail_message WHERE res_id = %s AND body LIKE '%%Somebody called%%'", student)


def test_no_room_for_files(school, wait):
    worker = school.start("run")
    wait()
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, 0))
    worker.end()
    school.check()
    school.finish(days=2)


def test_addon_that_raises(school, chance):
    said = school.do("run_with_a_bad_addon", chance.random())
    failing = school.ask("SELECT detail FROM school_anonymisation_candidate WHERE state = 'failed'")
    assert failing == [("ValueError",)] * len(failing) != []
    assert school.check() == STUDENTS - len(failing)
    assert "@" not in said
    school.finish(days=2)
