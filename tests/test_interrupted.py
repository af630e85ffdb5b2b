# All or nothing: workers killed, databases stopped, rows locked, at random points of a real run.
# A hundred times over: script/test tests/test_interrupted.py --repetitions 100
import os
import random
import time

import psycopg2
import pytest
from interrupted_school import InterruptedSchool
from lib import odoo_database
from lib.postgres import PORT, ROLE
from lib.traces import places

WHOLE_RUN = 5.0
"""About how many seconds a run takes; an interruption that comes too late interrupts nothing and is no failure."""


@pytest.fixture(scope="session")
def seed():
    """What makes the random points repeatable: SCHOOL_TEST_SEED."""
    seed = os.environ.get("SCHOOL_TEST_SEED") or str(random.SystemRandom().randrange(10**9))
    print(f"SCHOOL_TEST_SEED={seed}")
    return seed


@pytest.fixture
def chance(seed, request, repetition):
    return random.Random(f"{seed} {request.node.name} {repetition}")


@pytest.fixture(scope="session")
def school_template(cluster, template):
    """Name of a database in which the run has begun."""
    name = "interrupted_template"
    odoo_database.copy(cluster, template, name)
    InterruptedSchool(cluster, name).do("build")
    yield name
    odoo_database.remove(cluster, name)


@pytest.fixture
def school(cluster, school_template):
    name = "interrupted"
    odoo_database.copy(cluster, school_template, name)
    yield InterruptedSchool(cluster, name)
    odoo_database.remove(cluster, name)


def connect(school):
    return psycopg2.connect(host=str(school.cluster.socket), port=PORT, user=ROLE, dbname=school.name)


def test_killed_worker(school, chance):
    for _time in range(2):
        worker = school.go(school.start("run"))
        time.sleep(chance.uniform(0, WHOLE_RUN))
        worker.kill()
        worker.communicate()
        school.check()
    school.finish()
    school.do("next_day")
    assert not places(school.cluster, school.name, ["@interrupted.example", "Interrupted Person"])


def test_stopped_database(school, chance):
    worker = school.go(school.start("run"))
    time.sleep(chance.uniform(0, WHOLE_RUN))
    school.cluster.stop("immediate")
    worker.kill()
    worker.communicate()
    school.cluster.start()
    school.check()
    school.finish()


def test_row_locked_by_somebody_else(school, chance):
    ids = [row[0] for row in school.cluster.query("SELECT id FROM school_student", database=school.name)]
    locked = chance.sample(ids, 5)
    with connect(school) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM school_student WHERE id = ANY(%s) FOR UPDATE", [locked])
        school.do("run")
        assert school.check() == len(ids) - 5
    connection.close()
    school.finish(days=2)


def test_rows_changed_by_somebody_else_all_the_time(school, chance):
    """What PostgreSQL refuses then, as a serialisation failure or a deadlock, costs nobody anything."""
    ids = [row[0] for row in school.cluster.query("SELECT partner_id FROM school_student", database=school.name)]
    worker = school.go(school.start("run"))
    with connect(school) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            while worker.poll() is None:
                # In an order of its own, and several at once: two transactions can wait for each other.
                cursor.execute(
                    "UPDATE res_partner SET write_date = now() WHERE id IN (SELECT unnest(%s) ORDER BY 1 DESC)",
                    [chance.sample(ids, 20)],
                )
                time.sleep(chance.uniform(0, 0.1))
    worker.communicate()
    connection.close()
    school.check()
    school.finish(days=2)


def test_no_room_for_files(school):
    school.only(20)
    school.do("run_without_room", may_fail=True)
    assert school.check() == 0
    school.finish(days=2)


def test_addon_that_raises(school):
    school.only(40)
    said = school.do("run_with_a_bad_addon")
    failing = school.cluster.query(
        "SELECT detail FROM school_anonymisation_candidate WHERE state = 'failed'", database=school.name
    )
    assert failing == [("ValueError",)] * len(failing) != []
    assert school.check() == 40 - len(failing) > 0
    assert "@" not in said
    school.finish(days=2)
