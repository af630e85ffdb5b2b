# The run through OCA's job queue: real jobs, a real runner, several worker processes, and a server that is killed.
import time

import pytest
from interrupted_school import InterruptedSchool
from lib import odoo_database, packages, places
from lib.ports import free_port
from lib.server import Server

QUEUE_JOB = "odoo-addon-queue_job==19.0.2.4.0.1"
BRIDGE = "school_anonymisation_queue_job"
NAME = "queue"
SECONDS = 180


@pytest.fixture(scope="session")
def foreign():
    return [packages.addon(QUEUE_JOB, places.cache())]


@pytest.fixture(scope="session")
def school_template(cluster, template, foreign):
    """Name of a database in the middle of its run, in four batches, with the bridge installed by itself."""
    name = "queue_template"
    odoo_database.copy(cluster, template, name)
    odoo_database.install(cluster, name, ["queue_job"], foreign=foreign)
    with InterruptedSchool(cluster, name, foreign) as school:
        school.do("build")
        school.do("cut")
    yield name
    odoo_database.remove(cluster, name)


@pytest.fixture
def school(cluster, school_template, foreign):
    odoo_database.copy(cluster, school_template, NAME)
    with InterruptedSchool(cluster, NAME, foreign) as school:
        yield school
    odoo_database.remove(cluster, NAME)


@pytest.fixture
def server(school, foreign):
    """Odoo with two worker processes and a job runner, and room for two of our jobs at a time."""
    sections = "[queue_job]\nchannels = root:4,root.anonymisation:2"
    options = {
        "workers": 2,
        "server_wide_modules": "base,web,queue_job",
        "gevent_port": free_port(),
        "limit_time_real": 600,
        "limit_time_real_cron": 600,
    }
    with Server(school.cluster, school.name, crons=1, foreign=foreign, sections=sections, **options) as server:
        yield server


def ask(school, query, *values):
    return school.ask(query, *values)


def wait(school, server, query):
    """Wait until a query answers something true, with the scheduler awake."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        server.wake_crons()
        ((answer,),) = ask(school, query)
        if answer:
            return
        time.sleep(0.5)
    found = [ask(school, there) for there in WHAT_IS_THERE]
    raise TimeoutError(f"Still not: {query}; cycle, candidates, batches, jobs, what is triggered: {found}")


WHAT_IS_THERE = (
    "SELECT state FROM school_anonymisation_cycle",
    "SELECT state, detail, attempts, batch_id, count(*) FROM school_anonymisation_candidate GROUP BY 1, 2, 3, 4",
    "SELECT id, taken, kills, looks, look_on, sealed IS NOT NULL, alone FROM school_anonymisation_batch",
    "SELECT state, identity_key, result, exc_info, retry, date_done FROM queue_job ORDER BY date_done",
    "SELECT cron_id, call_at FROM ir_cron_trigger",
)
DONE = "SELECT state = 'done' FROM school_anonymisation_cycle"
WORKED = """
    SELECT state, channel, count(DISTINCT identity_key), count(*) FILTER (WHERE result NOT LIKE '%Another worker%')
      FROM queue_job GROUP BY 1, 2
"""


def test_bridge_is_installed_by_itself(school):
    assert ask(school, "SELECT state FROM ir_module_module WHERE name = %s", BRIDGE) == [("installed",)]


def test_run_is_one_job_a_batch(school, server):
    wait(school, server, DONE)
    assert school.check() == 200
    # While one worker looks through everything for all batches, the jobs of the others end without work.
    assert ask(school, WORKED) == [("done", "root.anonymisation", 4, 4)]
    assert ask(school, "SELECT count(DISTINCT label) FROM school_anonymisation_log WHERE kind = 'verified'") == [(200,)]


def test_killed_server_is_followed_by_one_that_goes_on(school, server):
    wait(school, server, "SELECT count(*) > 0 FROM school_student WHERE anonymised")
    server.kill()
    school.check()
    server.start()
    wait(school, server, DONE)
    assert school.check() == 200
    assert school.do("verify").strip() == ""


def test_paused_run_takes_no_further_batch(school, server):
    wait(school, server, "SELECT count(*) > 0 FROM queue_job")
    ask(school, "UPDATE school_anonymisation_cycle SET state = 'paused', resume_state = 'running' RETURNING id")
    wait(school, server, "SELECT bool_and(state = 'done') FROM queue_job")
    assert ask(school, "SELECT state FROM school_anonymisation_cycle") == [("paused",)]
    before = school.check()
    ask(school, "UPDATE school_anonymisation_cycle SET state = 'running' RETURNING id")
    school.do("wake")
    wait(school, server, DONE)
    assert before < school.check() == 200
