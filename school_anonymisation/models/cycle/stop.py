"""Pause, resume, cancel and confirm: by the people who may, and by the cycle itself; and who is told of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import calendar
from .candidate import LISTED, OFF_THE_LIST
from .cycle import OPEN
from .steps import BEFORE_RUN

ALERTED = ("no_recipients", "unreached")


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def action_pause(self):
        """Ask why, and pause."""
        return self._ask_why("paused")

    def action_cancel(self):
        """Ask why, and cancel for this year."""
        return self._ask_why("cancelled")

    def _ask_why(self, state):
        self._check_may_stop()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pause this year") if state == "paused" else self.env._("Cancel this year"),
            "res_model": "school.anonymisation.cycle.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_cycle_id": self.id, "default_state": state},
        }

    def action_resume(self):
        """Go on where the cycle was paused."""
        self._check_may_stop()
        if self.state != "paused":
            raise UserError(self.env._("This year is not paused."))
        if not self.company_id.sudo().anonymisation_automatic:
            raise UserError(self.env._("The yearly anonymisation is switched off. Switch it on in the settings."))
        # The fields are written by the cycle alone; the permission was checked above.
        cycle = self.sudo()
        if self.stop_code == "no_recipients" and not cycle._recipients():
            raise UserError(
                self.env._(
                    "Still nobody can be told: give the permission R_CAN_ANONYMIZE_USERS to a SuperUser who has"
                    " an e-mail address and works for %s.",
                    self.company_id.name,
                )
            )
        cycle._resume(self.company_id._school_today())
        cycle._wake()

    def action_confirm(self):
        """Say that somebody has looked at a supplementary list that is unusually long."""
        self._check_may_stop()
        if not self.surge or self.confirmed_by_id:
            raise UserError(self.env._("Nothing waits for a confirmation here."))
        # The fields are written by the cycle alone; the permission was checked above.
        self.sudo().confirmed_by_id = self.env.user

    def action_preview(self):
        """Show what anonymising everybody on the list would erase."""
        self._check_may_stop()
        return self.candidate_ids.filtered(lambda row: row.state in LISTED).action_preview()

    def action_refresh(self):
        """Bring the list up to date now instead of tomorrow."""
        self._check_may_stop()
        if self.state == "running":
            raise UserError(self.env._("The run is at work. The list is settled."))
        self.sudo()._refresh(self.company_id._school_today())

    def _check_may_stop(self):
        self.ensure_one()
        self.env.user._check_can_anonymise()
        self.check_access("read")
        if self.state not in OPEN:
            raise UserError(self.env._("This year is over and cannot be changed any more."))

    def _wake(self):
        self.env.ref("school_anonymisation.ir_cron_anonymisation_cycle").sudo()._trigger()
        for job in self._run_jobs():
            job._trigger()

    def _stop(self, state, code, reason=False):
        """Pause or cancel these cycles, writing down who, when and why.

        Of one that gives way to the next year's the reason stays for which somebody had paused it.
        """
        for cycle in self:
            cycle.write(
                {
                    "state": state,
                    "resume_state": cycle.resume_state if cycle.state == "paused" else cycle.state,
                    "stop_code": code,
                    "stop_reason": cycle.stop_reason if code == "replaced" else reason,
                    "stopped_by_id": self.env.uid,
                    "stopped_at": fields.Datetime.now(),
                }
            )
            # When it goes on, everything is looked through anew.
            cycle.batch_ids.sudo().found_ids.unlink()
            if state == "cancelled":
                cycle.mail_ids._take_back()
            if code in ALERTED:
                self._alert(cycle.company_id, code)

    def _resume(self, today):
        """Take up a paused cycle; one whose list is not out yet sends it now."""
        code, state = self.stop_code, self.resume_state
        self.write({"stop_code": False, "stop_reason": False, "stopped_by_id": False, "stopped_at": False})
        self.env["school.anonymisation.alert"]._settle(self.company_id, *ALERTED)
        if not state:
            self._announce(today)
            return
        self.write({"state": state, "resume_state": False})
        if state == "running":
            self._skip_held_back()
        if code == "unreached":
            delivered = self._lists(self._recipients()).filtered("sent_on")
            self._postpone(self._earliest_run() if delivered else today + calendar.LIST_TO_RUN)
        if code == "no_recipients" and state in BEFORE_RUN:
            self._tell_newcomers(today)

    def _skip_held_back(self):
        """Skip whoever has dropped off while the run was paused; who is back by now is in it as before."""
        off = self.candidate_ids.filtered(lambda row: row.state in OFF_THE_LIST)
        off._note_changed()
        off.filtered(lambda row: row.state in OFF_THE_LIST).state = "skipped"

    @api.model
    def _leave_nothing(self):
        """Take unsent mails and the administrators' activities along when the addon is uninstalled."""
        self.env["school.anonymisation.cycle.mail"].search([("mail_id", "!=", False)])._take_back()
        self.env["school.anonymisation.alert"].search([]).activity_id.unlink()
