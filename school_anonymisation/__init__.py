"""Find students who are no longer active and erase who they were, keeping the school's history."""

from . import controllers, models, papers, rules, triggers, wizards


def post_init_hook(env):
    """Know again whom an earlier installation anonymised: its columns went with it. Tell who has to do what first."""
    env["school.student"]._anonymisation_mark_again()
    env["school.anonymisation.alert"]._ask_for_first_steps()


def uninstall_hook(env):
    """Leave no trigger behind on tables that stay, and no list in the mail queue."""
    env["school.anonymisation.cycle"]._leave_nothing()
    triggers.remove(env.cr)
