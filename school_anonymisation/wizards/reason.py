"""Asks why a cycle is paused or cancelled."""

from odoo import fields, models


class SchoolAnonymisationCycleReason(models.TransientModel):
    _name = "school.anonymisation.cycle.reason"
    _description = "Pause or cancel a yearly anonymisation"

    cycle_id = fields.Many2one(
        "school.anonymisation.cycle", "Yearly anonymisation", required=True, readonly=True, ondelete="cascade"
    )
    state = fields.Selection([("paused", "Pause"), ("cancelled", "Cancel this year")], required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Pause or cancel the cycle for this reason."""
        self.ensure_one()
        self.cycle_id._check_may_stop()
        # The fields are written by the cycle alone; the permission was checked just above.
        self.cycle_id.sudo()._stop(self.state, "by_hand", self.reason)
        return {"type": "ir.actions.act_window_close"}
