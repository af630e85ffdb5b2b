"""The anonymisation log once more, outside the database, so that nobody comes back unnoticed with a backup."""

from . import models


def post_init_hook(env):
    """A log that has lines already may begin a ledger now; from then on one that is not there is missing."""
    env["ir.config_parameter"].sudo().set_param(models.state.BEGIN, "1")


def uninstall_hook(env):
    """Forget what is noted about the ledger; the ledger itself stays where it is."""
    keys = [models.log.TOLD, models.log.CHECKED_ON, models.state.BEGIN, models.state.WRITER]
    env["ir.config_parameter"].sudo().search([("key", "in", keys)]).unlink()
