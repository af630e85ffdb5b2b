"""Who is told today, who was told when, and whom that lets the run take."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..who_may import OFFICER
from . import calendar
from .candidate import LISTED


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    without_address_ids = fields.Many2many(
        "res.users", string="Without an e-mail address", compute="_compute_without_address_ids"
    )

    @api.depends("company_id")
    def _compute_without_address_ids(self):
        for cycle in self:
            cycle.without_address_ids = cycle._officers() - cycle._recipients()

    def _officers(self):
        """Return the users who may act on this cycle today."""
        # Who else may act is no secret among those who may; users are readable for some of them only.
        return (
            self.env["res.users"]
            .sudo()
            .search(
                Domain("all_group_ids", "in", self.env.ref(OFFICER).ids)
                & Domain("company_ids", "in", self.company_id.ids)
                & Domain("share", "=", False)
                & Domain("active", "=", True),
                order="id",
            )
        )

    def _recipients(self):
        """Return the users who are told today: those who may act and have an e-mail address."""
        return self._officers().filtered("partner_id.email_normalized")

    def _lists(self, users):
        """Return the mails with the list of the part of the run that is next, to these users, not taken back."""
        return self.mail_ids.filtered(
            lambda mail: mail.edition >= self._first_edition() and mail.state != "withdrawn" and mail.user_id in users
        )

    def _first_edition(self):
        """Return the number of the first list on which somebody stands whom the next part of the run takes."""
        if self._run_field() == "run_on":
            return 1
        listed = self.candidate_ids.filtered(lambda row: row.state in LISTED and row.listed_since)
        return min(listed.mapped("listed_since"), default=self.edition)

    def _told_edition(self, today):
        """Return the number of the last list that somebody who may act today got ten days ago; 0 = none.

        Whoever has stood on every list since that one, or an earlier one, is known to somebody who had ten days.
        """
        told = self._lists(self._recipients()).filtered(
            lambda mail: mail.sent_on and mail.sent_on + calendar.LIST_TO_RUN <= today
        )
        return max(told.mapped("edition"), default=0)

    def _earliest_run(self):
        """Return the first day that leaves ten days to one of today's recipients; None when no list can be counted on.

        A mail that has not left yet is counted on for ten days, in which it is tried again every hour.
        """
        lists = self._lists(self._recipients())
        delivered = lists.filtered("sent_on")
        days = (delivered or lists).mapped(lambda mail: mail.sent_on or mail.due_on)
        return min(days) + calendar.LIST_TO_RUN if days else None

    def _tell_newcomers(self, today):
        """Give the list to whoever may act since the last one; return those users.

        When nobody else has had it, they are left ten days.
        """
        recipients = self._recipients()
        newcomers = recipients - self._lists(recipients).user_id
        if newcomers:
            self._refresh(today)
            if not self._lists(recipients).filtered("sent_on"):
                self._postpone(today + calendar.LIST_TO_RUN)
            self._tell("reminder_2" if self.state == "reminded_2" else self._second_kind(), today, newcomers)
        return newcomers

    def _postpone(self, day):
        """Move the part of the run that is next to this day, if it is later."""
        field = self._run_field()
        self[field] = max(self[field], day)
