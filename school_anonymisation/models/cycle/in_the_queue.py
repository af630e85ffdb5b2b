"""Mails that wait in the queue name nobody there: administrators read the queue, and need not have the permission.

What a mail says is kept with the cycle, where those who may anonymise read it, and is put in when the mail leaves.
"""

from markupsafe import Markup

from odoo import api, fields, models

from ..who_may import OFFICER


class SchoolAnonymisationCycleMail(models.Model):
    _inherit = "school.anonymisation.cycle.mail"

    body = fields.Text("What it says", readonly=True, copy=False, groups=OFFICER)

    def _write_one(self):
        self._unseal()
        written = super()._write_one()
        if written:
            self._seal(written)
        return written

    def _seal(self, written):
        """Take the text of a mail in the queue, and its files, to this record."""
        self.sudo().body = written.body_html
        placeholder = Markup("<p>%s</p>") % self.env._("What this mail says is put in when it is sent.")
        written.sudo().write({"body_html": placeholder, "body": placeholder})
        # Whoever cannot read this record cannot read what is attached to it.
        written.sudo().attachment_ids.write({"res_model": self._name, "res_id": self.id})

    def _unseal(self):
        """Forget what was kept until the mail left."""
        self.sudo().body = False
        files = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("res_field", "=", False)]
        self.env["ir.attachment"].sudo().search(files).unlink()

    def _take_back(self):
        self._unseal()
        return super()._take_back()

    @api.model
    def _of_queued(self, mails):
        """Return the cycle's mails that stand in the queue as these."""
        # Whoever sends the queue need not see the cycle.
        return self.sudo().search([("mail_id", "in", mails.ids)])


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _prepare_outgoing_body(self):
        body = super()._prepare_outgoing_body()
        sealed = self.env["school.anonymisation.cycle.mail"]._of_queued(self)[:1].body
        return self.env["mail.render.mixin"]._replace_local_links(sealed) if sealed else body

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        if not failure_type:
            self.env["school.anonymisation.cycle.mail"]._of_queued(self)._unseal()
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
