"""The mails of a cycle: one per recipient and step, and what became of it. Their text is kept only until delivery."""

from odoo import api, fields, models
from odoo.tools import format_date

from .candidate import LISTED
from .cycle import WAITING
from .spreadsheet import list_as_xlsx

KINDS = [
    ("list", "List"),
    ("reminder_1", "First reminder"),
    ("reminder_2", "Second reminder"),
    ("moved", "Run moved"),
    ("surge", "Waits for a confirmation"),
    ("report", "Report"),
]
TEMPLATES = {
    "list": "school_anonymisation.mail_template_cycle_list",
    "reminder_1": "school_anonymisation.mail_template_cycle_reminder",
    "reminder_2": "school_anonymisation.mail_template_cycle_reminder",
    "moved": "school_anonymisation.mail_template_cycle_moved",
    "surge": "school_anonymisation.mail_template_cycle_surge",
    "report": "school_anonymisation.mail_template_cycle_report",
}
ROWS_IN_MAIL = 200


class SchoolAnonymisationCycleMail(models.Model):
    _name = "school.anonymisation.cycle.mail"
    _description = "Anonymisation mail"
    _order = "id"

    cycle_id = fields.Many2one("school.anonymisation.cycle", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="cycle_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", string="To", required=True, ondelete="cascade")
    kind = fields.Selection(KINDS, string="Mail", required=True)
    state = fields.Selection(
        [
            ("outgoing", "In the queue"),
            ("sent", "Sent"),
            ("failed", "Not delivered, will be tried again"),
            ("withdrawn", "Taken back"),
        ],
        required=True,
        default="outgoing",
    )
    first_time = fields.Boolean(help="The recipient has not had a list of this cycle before.")
    due_on = fields.Date(string="Written on", required=True)
    sent_on = fields.Date(string="Delivered on")
    attempts = fields.Integer(aggregator=None)
    mail_id = fields.Many2one("mail.mail", string="Mail in the queue", ondelete="set null", index="btree_not_null")
    failure = fields.Text(string="Mail server's answer", related="mail_id.failure_reason")

    listed_count = fields.Integer(related="cycle_id.listed_count")
    new_count = fields.Integer(compute="_compute_changes")
    gone_count = fields.Integer(compute="_compute_changes")
    late = fields.Boolean(compute="_compute_late")
    list_html = fields.Html(compute="_compute_tables", sanitize=False)
    report_html = fields.Html(compute="_compute_tables", sanitize=False)
    cycle_url = fields.Char(compute="_compute_cycle_url")

    _once = models.Constraint("UNIQUE (cycle_id, kind, user_id)", "Each recipient gets each mail once.")

    @api.depends("cycle_id.display_name")
    def _compute_display_name(self):
        for mail in self:
            mail.display_name = mail.cycle_id.display_name

    @api.depends("cycle_id.candidate_ids.state", "cycle_id.candidate_ids.in_last_mail")
    def _compute_changes(self):
        for mail in self:
            mail.new_count = len(mail._new())
            mail.gone_count = len(mail._gone())

    @api.depends("cycle_id.run_on", "cycle_id.year")
    def _compute_late(self):
        for mail in self:
            mail.late = mail.cycle_id.run_on != fields.Date.to_date(f"{mail.cycle_id.year}-11-01")

    def _compute_cycle_url(self):
        for mail in self:
            mail.cycle_url = mail._link("school.anonymisation.cycle", mail.cycle_id.id)

    @api.depends_context("lang")
    def _compute_tables(self):
        for mail in self:
            values = mail._table_values()
            mail.list_html = self.env["ir.qweb"]._render("school_anonymisation.cycle_mail_list", values)
            mail.report_html = self.env["ir.qweb"]._render("school_anonymisation.cycle_mail_report", values)

    def _table_values(self):
        listed = self._listed()
        return {
            "mail": self,
            "shown": listed[:ROWS_IN_MAIL],
            "total": len(listed),
            "limit": ROWS_IN_MAIL,
            "new": self._new(),
            "gone": self._gone(),
            "skipped": self._in_state("skipped"),
            "failed": self._in_state("failed"),
            "link": lambda row: self._link("school.student", row.student_id.id),
            "format_date": lambda day: format_date(self.env, day, date_format="long"),
        }

    def _link(self, model, res_id):
        return f"{self.cycle_id.get_base_url()}/mail/view?model={model}&res_id={res_id}"

    def _in_state(self, *states):
        rows = self.cycle_id.with_context(active_test=False).candidate_ids
        return rows.filtered(lambda row: row.state in states).sorted(lambda row: row.student_id.name or "")

    def _listed(self):
        return self._in_state(*LISTED)

    def _new(self):
        """Return who is on the list now and was not in the last mail."""
        return self._listed().filtered(lambda row: not row.in_last_mail)

    def _gone(self):
        """Return who was in the last mail and is on the list no more."""
        return (self._in_state("gone", "prevented")).filtered("in_last_mail")

    def _process_attachments_for_template_post(self, template):
        """Give Odoo's mail the spreadsheet, in the recipient's language, when the list is too long for a mail."""
        sheets = {}
        for mail in self.filtered(lambda mail: mail.kind in ("list", "reminder_1", "reminder_2")):
            listed = mail._listed()
            if len(listed) > ROWS_IN_MAIL:
                name = self.env._("Students to be anonymised %s.xlsx", mail.cycle_id.year)
                sheets[mail.id] = {"attachments": [(name, list_as_xlsx(listed, mail))]}
        return sheets

    def _write_mails(self):
        """Write the mails into Odoo's outgoing queue, each in its recipient's language, and wake the queue."""
        for mail in self:
            lang = mail.user_id.lang or mail.env.lang
            template = self.env.ref(TEMPLATES[mail.kind]).with_context(lang=lang)
            mail.mail_id = template.send_mail_batch(mail.ids, email_layout_xmlid="mail.mail_notification_light")
        if self:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _retry(self):
        """Put what was refused back into Odoo's queue; what Odoo threw away (a wrong address) is written anew."""
        refused = self.filtered(lambda mail: mail.state == "failed")
        refused.state = "outgoing"
        refused.mail_id.mark_outgoing()
        refused.filtered(lambda mail: not mail.mail_id)._write_mails()
        if refused:
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _rewrite(self):
        """Write anew what has not left yet: somebody on it has been anonymised in the meantime."""
        waiting = self.filtered(lambda mail: mail.state in ("outgoing", "failed") and mail.kind != "report")
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
        """Take whoever was anonymised by hand off the open lists, and out of the mails that wait in the queue."""
        result = super()._after_erasure(students)
        rows = self.env["school.anonymisation.candidate"].sudo()
        rows = rows.search([("student_id", "in", students.ids), ("cycle_id.state", "in", WAITING)])
        rows._note_changed()
        rows.cycle_id.mail_ids._rewrite()
        return result


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        """Tell the cycle what became of its mail, before Odoo deletes a delivered one."""
        cycle_mails = self.env["school.anonymisation.cycle.mail"].sudo().search([("mail_id", "in", self.ids)])
        for mail in cycle_mails:
            mail.attempts += 1
            today = mail.cycle_id.company_id._school_today()
            mail.write({"state": "failed"} if failure_type else {"state": "sent", "sent_on": today})
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type
        )
