# The run of twenty batches in worker processes that the server ends after so many seconds: none of them is ended.
import time

import pytest
from interrupted_school import InterruptedSchool
from lib import odoo_database
from lib.ports import free_port
from lib.server import Server

NAME = "limits"
BATCHES = 20
STUDENTS = 200
SECONDS = 300
WAITING = "SELECT count(*) FROM school_anonymisation_candidate WHERE state IN ('candidate', 'new')"
# What Odoo writes when it ends a worker, or a worker ends itself.
ENDED = ("timeout after", "exceeded", "max age", "CRITICAL")


@pytest.fixture(scope="module")
def school_template(cluster, template):
    """Name of a database with a run that is cut into twenty batches."""
    name = f"{NAME}_template"
    odoo_database.copy(cluster, template, name)
    with InterruptedSchool(cluster, name) as school:
        school.do("build")
        school.do("cut", STUDENTS // BATCHES)
    yield name
    odoo_database.remove(cluster, name)


@pytest.fixture
def school(cluster, school_template):
    odoo_database.copy(cluster, school_template, NAME)
    with InterruptedSchool(cluster, NAME) as school:
        yield school
    odoo_database.remove(cluster, NAME)


@pytest.mark.parametrize("limit", [80, 120])
def test_run_of_twenty_batches_ends_before_its_workers_are_ended(school, limit):
    options = {"workers": 2, "gevent_port": free_port(), "limit_time_real": limit, "limit_time_real_cron": limit}
    with Server(school.cluster, school.name, crons=1, **options) as server:
        deadline = time.monotonic() + SECONDS
        # A wake would cut the worker's sleep short, which counts for its limit: the first one only begins.
        server.wake_crons()
        while _state(school) != "done":
            assert time.monotonic() < deadline, f"{school.ask(WAITING)} are waiting still"
            time.sleep(0.5)
        log = server.log.read_text(errors="replace")
    assert school.check() == STUDENTS
    assert school.ask("SELECT count(*) FROM school_anonymisation_candidate WHERE detail IS NOT NULL") == [(0,)]
    verified = "SELECT count(DISTINCT label) FROM school_anonymisation_log WHERE kind = 'verified'"
    assert school.ask(verified) == [(STUDENTS,)]
    assert not [line for line in log.splitlines() if any(word in line for word in ENDED)]


def _state(school):
    ((state,),) = school.ask("SELECT state FROM school_anonymisation_cycle")
    return state
