# The school: students, courses, waiting lists, instruments, families and their reports.
from . import models, wizards


def uninstall_hook(env):
    """Remove the numbering made for each company, which has no XML id of its own."""
    env["ir.sequence"].search([("code", "=", "school.student")]).unlink()
