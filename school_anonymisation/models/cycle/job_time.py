"""How long the server lets a job work, and how long a look through everything takes: no job is to be ended by force."""

import threading
import time
import weakref
from contextlib import contextmanager

from odoo.addons.base.models.ir_cron import MIN_TIME_PER_JOB
from odoo.service.server import SLEEP_INTERVAL
from odoo.tools import config

SHARE_OF_TIME = 0.9
"""Of the seconds that the server gives a job: by then it is to be done."""

LONGEST_SLEEP = SLEEP_INTERVAL + 10
"""Seconds that a worker process may have slept before its jobs; its watchdog counts them."""

SECOND_LOOK = 1.3
"""How long the second look may take, as a multiple of the first."""

# {database: seconds that a look took the last time in this process}.
_looks: dict[str, float] = {}
# Of each thread: the cursor under which it does what is due in a database, when it began to and last ended a job.
_round = threading.local()
PAUSE = 10
"""Seconds between two jobs from which on they are not of the same round."""


@contextmanager
def round_of(cron_cr):
    """Know, as long as a job lasts, when this thread began with what is due: one cursor holds all jobs of a round."""
    last, now = getattr(_round, "cursor", None), time.monotonic()
    if last is None or last() is not cron_cr or now - _round.ended > PAUSE:
        _round.cursor, _round.began = weakref.ref(cron_cr), now
    try:
        yield
    finally:
        _round.ended = time.monotonic()


def note_look(dbname, seconds):
    """Remember how long a look through everything has taken."""
    _looks[dbname] = seconds


def seconds_of_a_job():
    """Return for how many seconds after its start the server surely lets a job work."""
    allowed = config["limit_time_real_cron"]
    if allowed is None or allowed < 0:
        allowed = config["limit_time_real"]
    allowed = allowed or float("inf")
    if config["workers"]:
        # Below that nothing is sure: then a tenth, so that something is done at all.
        allowed = max(allowed - LONGEST_SLEEP, allowed / 10)
        # A process never works for more seconds than go by.
        allowed = min(allowed, config["limit_time_cpu"] or float("inf"))
    return allowed * SHARE_OF_TIME


def start_of_job(env):
    """Return the second of the monotonic clock at which the round of jobs began of which this one is part.

    This may be the tenth call of it in a row, and the server counts other jobs that came before.
    """
    now = time.monotonic()
    if "cron_end_time" not in env.context:
        return now
    return min(env.context["cron_end_time"] - MIN_TIME_PER_JOB, getattr(_round, "began", now))


def deadline(env):
    """Return the second of the monotonic clock by which the job is to be done."""
    return start_of_job(env) + seconds_of_a_job()


def is_left(env):
    """Return whether there is time for one more look; a job that has just begun does one in any case."""
    now = time.monotonic()
    if now - start_of_job(env) < 1:
        return True
    return now + _looks.get(env.cr.dbname, 0) * SECOND_LOOK < deadline(env)
