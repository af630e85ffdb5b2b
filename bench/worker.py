"""Begins a run of some students and works it off, as the scheduled job does, alone or with others."""

import time
from math import ceil

import psycopg2

from odoo.addons.school_anonymisation.models.cycle import batch as batches

PAUSE = 0.2


def begin(env, student_ids, pieces=1):
    """Make a cycle whose run has begun with these students, in so many batches at least. Commits."""
    cycle = env["school.anonymisation.cycle"].create(
        {
            "company_id": env.company.id,
            "year": env.company._school_today().year,
            "state": "running",
            "announced_periods": env.company.anonymisation_inactive_periods,
        }
    )
    env["school.anonymisation.candidate"].create(
        [{"cycle_id": cycle.id, "student_id": student_id, "state": "candidate"} for student_id in student_ids]
    )
    batches.BATCH = min(batches.BATCH, ceil(len(student_ids) / pieces))
    cycle._cut_into_batches()
    env.cr.commit()
    return cycle


def work_off(env):
    """Work at the run that has begun until nobody waits in it, as a job does that is called when there is work."""
    cycle = env["school.anonymisation.cycle"].search([("state", "=", "running")])
    while cycle._is_running() and cycle._count_waiting():
        try:
            cycle._work_off()
        except psycopg2.OperationalError:
            # Another worker was at the same rows first; the job is called again.
            env.cr.rollback()
        # Another worker may be looking for all of them.
        env.cr.commit()
        time.sleep(PAUSE)


def run(env, _argument):
    """Be one of several workers: measure nothing."""
    work_off(env)
    return [], {}
