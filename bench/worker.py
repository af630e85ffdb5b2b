"""Begins a run of some students and works it off, as the scheduled job does, alone or with others."""

from math import ceil

from odoo.addons.school_anonymisation.models.cycle import batch as batches


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
    """Work at the run that has begun until nothing is left of it."""
    cycle = env["school.anonymisation.cycle"].search([("state", "=", "running")])
    cycle._work_off()


def run(env, _argument):
    """Be one of several workers: measure nothing."""
    work_off(env)
    return [], {}
