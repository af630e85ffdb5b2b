"""Pause, resume, cancel and confirm: by the people who may, and by the cycle itself; and who is told of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import calendar
from .candidate import LISTED
from .cycle import OPEN

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
            "name": self.env._("Pause the cycle") if state == "paused" else self.env._("Cancel the cycle"),
            "res_model": "school.anonymisation.cycle.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_cycle_id": self.id, "default_state": state},
        }

    def action_resume(self):
        """Go on where the cycle was paused."""
        self._check_may_stop()
        if self.state != "paused":
            raise UserError(self.env._("This cycle is not paused."))
        if self.stop_code == "many_new":
            raise UserError(self.env._("Look at the new profiles and choose Confirm instead."))
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
        """Let the run take the profiles that are new since the last mail."""
        self._check_may_stop()
        if self.stop_code != "many_new":
            raise UserError(self.env._("Nothing waits for a confirmation here."))
        cycle = self.sudo()
        cycle.confirmed_by_id = self.env.user
        cycle._resume(self.company_id._school_today())
        cycle._wake()

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
            raise UserError(self.env._("This cycle is over and cannot be changed any more."))

    def _wake(self):
        self.env.ref("school_anonymisation.ir_cron_anonymisation_cycle").sudo()._trigger()
        for job in self._run_jobs():
            job._trigger()

    def _stop(self, state, code, reason=False):
        """Pause or cancel these cycles, writing down who, when and why."""
        for cycle in self:
            cycle.write(
                {
                    "state": state,
                    "resume_state": cycle.resume_state if cycle.state == "paused" else cycle.state,
                    "stop_code": code,
                    "stop_reason": reason,
                    "stopped_by_id": self.env.uid,
                    "stopped_at": fields.Datetime.now(),
                }
            )
            if state == "cancelled":
                cycle.mail_ids._take_back()
            if code in ALERTED:
                cycle.alert_ids |= self._alert(cycle.company_id, code)

    def _resume(self, today):
        """Take up a paused cycle; one whose list is not out yet sends it now."""
        code, state = self.stop_code, self.resume_state
        self.write({"stop_code": False, "stop_reason": False, "stopped_by_id": False, "stopped_at": False})
        # Of the administrators, not of whoever resumes: they are told that it is settled.
        self.alert_ids.sudo().unlink()
        if not state:
            self._announce(today)
            return
        self.write({"state": state, "resume_state": False})
        if code == "unreached":
            self.unreached_waived = True
            notice = self._earliest_run() if self._first_delivery() else today + calendar.LIST_TO_RUN
            self.run_on = max(self.run_on, notice)
        if code == "no_recipients" and state == "reminded_2":
            self._leave_time(today, self._recipients())
            self._refresh(today)
            self._tell("reminder_2", today)

    @api.model
    def _leave_nothing(self):
        """Take unsent mails and the administrators' activities along when the addon is uninstalled."""
        self.env["school.anonymisation.cycle.mail"].search([("mail_id", "!=", False)])._take_back()
        self.search([("alert_ids", "!=", False)]).alert_ids.unlink()

    @api.model
    def _alert(self, company, code):
        """Give every administrator an activity that says what is wrong and what to do; return the activities."""
        summary, note = self._alert_text(company, code)
        administrators = self.env.ref("base.group_system").sudo().all_user_ids.filtered("active")
        activities = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        have = activities.search([("user_id", "in", administrators.ids), ("summary", "=", summary)])
        return have | activities.create(
            [
                {
                    "user_id": user.id,
                    "summary": summary,
                    "note": note,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_warning").id,
                    "date_deadline": company._school_today(),
                }
                for user in administrators - have.user_id
            ]
        )

    @api.model
    def _alert_text(self, company, code):
        summary = self.env._("The anonymisation of %s has stopped", company.name)
        notes = {
            "no_recipients": self.env._(
                "There is nobody to send the list to. Give the permission R_CAN_ANONYMIZE_USERS to a SuperUser who has"
                " an e-mail address and works for %s. The cycle then goes on by itself.",
                company.name,
            ),
            "unreached": self.env._(
                "Not one of the mails with the list could be delivered, so nobody has been anonymised. Look at"
                " Settings > Technical > Emails and at the outgoing mail server. A SuperUser with the permission"
                " then resumes the cycle.",
            ),
            "error": self.env._("Something went wrong. The server's log says where. It is tried again every hour."),
        }
        return summary, notes[code]
