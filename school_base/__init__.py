# The school: students, courses, waiting lists, instruments, families and their reports.
from . import models, wizards
from .occupied import refuse_to_overwrite as pre_init_hook


def uninstall_hook(env):
    """Remove the numbering made for each company, which has no XML id of its own."""
    env["ir.sequence"].search([("code", "=", "school.student")]).unlink()
