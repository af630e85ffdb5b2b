"""A mail that comes back was not delivered: nobody was told by it, whatever the mail server answered at first."""

from odoo import api, fields, models

from .cycle import WAITING
from .mail import REPORTS

TRIES = 5
"""How often a mail goes to an address from which it comes back, once a day."""


class SchoolAnonymisationCycleMail(models.Model):
    _inherit = "school.anonymisation.cycle.mail"

    # The Message-ID under which the mail left.
    reference = fields.Char(index="btree_not_null")
    # The last day on which a mail server said that it could not be delivered.
    came_back_on = fields.Date()

    @api.model
    def _note_came_back(self, references):
        """Note that the mails of these Message-IDs did not arrive; a list that a run has gone by is left as it was."""
        for mail in self.search([("reference", "in", references), ("state", "=", "sent")]):
            if mail.cycle_id.state in WAITING or mail.kind in REPORTS:
                today = mail.company_id._school_today()
                mail.write({"state": "failed", "sent_on": False, "came_back_on": today})

    def _retry(self):
        """Send again what came back, on another day, and not for ever."""
        resting = self.filtered(lambda mail: mail.state == "failed" and mail.came_back_on and mail._rests())
        resting._take_back_from_others()
        return super(SchoolAnonymisationCycleMail, self - resting)._retry()

    def _rests(self):
        return self.attempts >= TRIES or self.came_back_on >= self.company_id._school_today()


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def _not_reached(self):
        """Return the recipients from whom the last mail came back."""
        users = self.env["res.users"]
        for user, mails in self.mail_ids.grouped("user_id").items():
            last = mails.sorted("id")[-1]
            users |= user if last.state == "failed" and last.came_back_on else users
        return users & self._recipients()


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        # Whoever fetches mails need not see the cycle.
        cycle_mails = self.env["school.anonymisation.cycle.mail"].sudo()
        cycle_mails._note_came_back(message_dict.get("bounced_msg_ids") or [])
        return super()._routing_handle_bounce(email_message, message_dict)
