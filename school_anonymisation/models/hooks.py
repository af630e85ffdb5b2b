"""What another addon extends when it mirrors people elsewhere (mailing lists, calendars, another system)."""

from odoo import api, models


class AnonymisationHooks(models.AbstractModel):
    """Extend with ``super()``. Both run in the erasing transaction: what they raise stops that student only."""

    _name = "school.anonymisation.hooks"
    _description = "Hooks around anonymisation"

    @api.model
    def _before_erasure(self, students):
        """Called with the locked, eligible students while they can still be recognised."""

    @api.model
    def _after_erasure(self, students):
        """Called with the same students when they have been anonymised."""
