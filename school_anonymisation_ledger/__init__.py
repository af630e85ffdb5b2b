"""The anonymisation log once more, outside the database, so that nobody comes back unnoticed with a backup."""

from . import models


def uninstall_hook(env):
    """Forget what the administrators were told; the ledger itself stays where it is."""
    env["ir.config_parameter"].sudo().search([("key", "=", models.log.TOLD)]).unlink()
