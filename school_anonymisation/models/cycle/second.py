"""The second part of a run: for those who stood on no list ten days before the first."""

from odoo import fields, models
from odoo.exceptions import UserError

from . import calendar
from .candidate import LISTED, NOT_ANNOUNCED, UNSETTLED
from .mail import NEW_LISTS


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    surge = fields.Boolean("Unusually long", readonly=True, help="Unusually many stand on the supplementary list.")
    later_count = fields.Integer(string="In the second part", compute="_compute_later_count")

    def _compute_later_count(self):
        for cycle in self:
            states = ("later",) if cycle._run_field() == "run_on" else LISTED
            cycle.later_count = len(cycle.candidate_ids.filtered(lambda row, states=states: row.state in states))

    def _put_off(self, told):
        """Leave for later whoever has not stood on the lists since the one of this number; return those rows."""
        listed = self.candidate_ids.filtered(lambda row: row.state in LISTED)
        later = listed.filtered(lambda row: not 0 < row.listed_since <= told)
        later.state = "later"
        return later

    def _announce_second(self, today):
        """Send the supplementary list to everybody; ten days later those on it are anonymised."""
        self.surge = self._is_surge()
        self.second_on = today + calendar.LIST_TO_RUN
        self._send_list(self._second_kind(), today)

    def _second_kind(self):
        return "surge" if self.surge else "extra"

    def _is_surge(self):
        """Return whether more are on the supplementary list than the company's limits, in number and share, allow."""
        later = self.candidate_ids.filtered(lambda row: row.state == "later")
        told = self.candidate_ids.filtered("in_last_mail") - later
        company = self.company_id
        share = company.anonymisation_new_limit_percent * len(told)
        return len(later) > company.anonymisation_new_limit_count and len(later) * 100 > share

    def _end_first_part(self, today):
        """Report what was done and wait for the second part, if there is one; return whether there is."""
        later = self.candidate_ids.filtered(lambda row: row.state == "later")
        if later:
            self._note_result()
            self._tell("part", today)
            self.state = "second"
            later.state = "candidate"
            self._refresh(today)
        return bool(later)

    def action_only_announced(self):
        """Leave whoever was not announced in time for next year; where the first part is through, the year is over."""
        self._check_may_stop()
        if not self.later_count or not self.second_on:
            raise UserError(self.env._("There is no second part: everybody on the list was announced in time."))
        # The rows are written by the cycle alone; the permission was checked above.
        self.sudo()._give_up_second(self.company_id._school_today())

    def _give_up_second(self, today):
        """Skip whoever waits for the second part, and take back the mails that announce it; end what is through."""
        waits = self._run_field() == "second_on"
        states = UNSETTLED if waits else ("later",)
        rows = self.candidate_ids.filtered(lambda row: row.state in states)
        rows.filtered(lambda row: not row.reason_codes).reason_codes = NOT_ANNOUNCED
        rows.write({"state": "skipped", "listed_since": 0, "in_last_mail": False})
        self._take_back_second()
        if waits:
            self._finish(today)

    def _take_back_second(self):
        """Take back that there is a second part, and the mails that say so."""
        self.mail_ids.filtered(lambda mail: mail.kind in NEW_LISTS)._take_back()
        self.write({"second_on": False, "surge": False})
