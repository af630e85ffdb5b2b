"""How long the server lets a job work, and how long a look through everything takes: no job is to be ended by force."""

import threading
import time

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
    """Return the second of the monotonic clock at which the job began, of which this may be the tenth call in a row."""
    now = time.monotonic()
    started = [env.context["cron_end_time"] - MIN_TIME_PER_JOB] if "cron_end_time" in env.context else []
    # Odoo's threads say when they began with what was due in a database; other jobs may have come before.
    if began := getattr(threading.current_thread(), "start_time", None):
        started.append(now - (time.time() - began))
    return min(started, default=now)


def deadline(env):
    """Return the second of the monotonic clock by which the job is to be done."""
    return start_of_job(env) + seconds_of_a_job()


def is_left(env):
    """Return whether there is time for one more look; a job that has just begun does one in any case."""
    now = time.monotonic()
    if now - start_of_job(env) < 1:
        return True
    return now + _looks.get(env.cr.dbname, 0) * SECOND_LOOK < deadline(env)
