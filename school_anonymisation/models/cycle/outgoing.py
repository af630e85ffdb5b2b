"""How mails leave: written into Odoo's queue, tried again, taken back, and only to whoever may act when they leave."""

import psycopg2

from odoo import api, models
from odoo.fields import Command

from .candidate import OFF_THE_LIST
from .cycle import WAITING
from .mail import REPORTS, ROWS_IN_MAIL
from .task import log_trouble

TEMPLATES = {
    "list": "school_anonymisation.mail_template_cycle_list",
    "reminder_1": "school_anonymisation.mail_template_cycle_reminder",
    "reminder_2": "school_anonymisation.mail_template_cycle_reminder",
    "moved": "school_anonymisation.mail_template_cycle_moved",
    "extra": "school_anonymisation.mail_template_cycle_extra",
    "surge": "school_anonymisation.mail_template_cycle_surge",
    "part": "school_anonymisation.mail_template_cycle_report",
    "report": "school_anonymisation.mail_template_cycle_report",
}


class SchoolAnonymisationCycleMail(models.Model):
    _inherit = "school.anonymisation.cycle.mail"

    def _write_mails(self):
        """Write the mails into Odoo's outgoing queue, each in its recipient's language, and wake the queue.

        Where the template is missing or broken, the built-in text goes out and the administrators are told at once.
        Each names who is on the list now, whatever its number: whoever is off it is told by the next list.
        """
        for mail in self:
            mail.mail_id = mail.with_context(lang=mail.user_id.lang or mail.env.lang)._write_one()
        rows = self.filtered("edition").cycle_id.candidate_ids
        rows.filtered(lambda row: row.state in OFF_THE_LIST and row.listed_since).listed_since = 0
        self._wake_queue()

    def _write_one(self):
        template, alerts = TEMPLATES[self.kind], self.env["school.anonymisation.alert"]
        written = self._write_from_template()
        if written:
            alerts._settle(self.company_id, f"template {template}")
            return written
        self.cycle_id._alert(self.company_id, "template", template=template)
        return self._write_built_in()

    def _write_from_template(self):
        """Return the mail that the template makes; nothing when it makes none that says what it must."""
        template = self.env.ref(TEMPLATES[self.kind], raise_if_not_found=False)
        if not template:
            return self.env["mail.mail"]
        try:
            with self.env.cr.savepoint():
                written = template.send_mail_batch(
                    self.ids, email_layout_xmlid="school_anonymisation.mail_layout", email_values=self._envelope()
                )
                if not self._is_whole(written):
                    raise ValueError
                return written
        except psycopg2.OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 templates are the school's to change, and anything may be in them
            log_trouble(f"Template {TEMPLATES[self.kind]}", error)
            return self.env["mail.mail"]

    def _envelope(self):
        """Return what no template decides: that the mail goes to its recipient, to nobody else, and is not kept."""
        return {
            "recipient_ids": [Command.set(self.user_id.partner_id.ids)],
            "email_to": False,
            "email_cc": False,
            "auto_delete": True,
            "scheduled_date": False,
        }

    def _is_whole(self, written):
        """Return whether this written mail has a subject and names whoever its list must name."""
        if not (written.subject or "").strip() or not (written.body_html or "").strip():
            return False
        shown = self._listed()[:ROWS_IN_MAIL] if self.edition else self.cycle_id.candidate_ids.browse()
        return all(f'{row._link_path()}"' in written.body_html for row in shown)

    @api.model
    def _wake_queue(self):
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _retry(self):
        """Take back what waits for somebody who may no longer act; put what was refused back into Odoo's queue.

        What somebody has cancelled there as well. What is gone (Odoo throws a wrong address away; somebody deleted it)
        is written anew.
        """
        self._take_back_from_others()
        undelivered = self.filtered(lambda mail: mail.state == "failed" or mail._is_stuck())
        if undelivered:
            undelivered.state = "outgoing"
            undelivered.mail_id.mark_outgoing()
            undelivered.filtered(lambda mail: not mail.mail_id)._write_mails()
            self._wake_queue()

    def _is_stuck(self):
        """Return whether this mail is to leave, and Odoo's queue will not send it.

        One that has left is known to have: that is written in the transaction in which Odoo deletes it from the queue.
        """
        return self.state == "outgoing" and (not self.mail_id or self.mail_id.state == "cancel")

    def _take_back_from_others(self):
        """Take back the mails that have not left, of users who are not to be told today; return their queued mails."""
        unsent = self.filtered(lambda mail: mail.state in ("outgoing", "failed"))
        others = unsent.filtered(lambda mail: mail.user_id not in mail.cycle_id._recipients())
        queued = others.mail_id
        others._take_back()
        return queued

    def _rewrite(self):
        """Write anew what has not left yet: somebody on it has been anonymised in the meantime."""
        self._take_back_from_others()
        waiting = self.filtered(lambda mail: mail.state in ("outgoing", "failed"))
        waiting.mail_id.unlink()
        waiting.state = "outgoing"
        waiting._write_mails()

    def _take_back(self):
        """Delete the texts and attachments that are still stored, delivered or not."""
        self.mail_id.unlink()
        self.filtered(lambda mail: mail.state != "sent").state = "withdrawn"


class AnonymisationHooks(models.AbstractModel):
    _inherit = "school.anonymisation.hooks"

    @api.model
    def _after_erasure(self, students):
        """Take whoever was anonymised off the open lists, and out of the mails that wait in the queue."""
        result = super()._after_erasure(students)
        rows = self.env["school.anonymisation.candidate"].sudo().search([("student_id", "in", students.ids)])
        listed = rows.filtered(lambda row: row.cycle_state in WAITING)
        listed._note_changed()
        listed.cycle_id.mail_ids._rewrite()
        reported = rows.cycle_id.mail_ids.filtered(lambda mail: mail.kind in REPORTS and mail.mail_id)
        (reported - listed.cycle_id.mail_ids)._rewrite()
        return result


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _send(self, *args, **kwargs):
        """Send the cycle's mails to those only who may act at this moment: a permission may go while a mail waits.

        Those of a cycle whose day is still to come wait until it is known which clock was wrong.
        """
        # Whoever sends the queue need not see the cycle.
        cycle_mails = self.env["school.anonymisation.cycle.mail"].sudo().search([("mail_id", "in", self.ids)])
        stale = cycle_mails._take_back_from_others()
        stale |= cycle_mails.filtered(lambda mail: mail.cycle_id._is_ahead()).mail_id
        return super(MailMail, self.filtered(lambda mail: mail.id not in stale.ids))._send(*args, **kwargs)

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        """Tell the cycle what became of its mail, before Odoo deletes a delivered one."""
        cycle_mails = self.env["school.anonymisation.cycle.mail"].sudo().search([("mail_id", "in", self.ids)])
        for mail in cycle_mails:
            mail.attempts += 1
            today = mail.cycle_id.company_id._school_today()
            sent = {"state": "sent", "sent_on": today, "reference": mail.mail_id.message_id}
            mail.write({"state": "failed"} if failure_type else sent)
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
