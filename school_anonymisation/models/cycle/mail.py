"""The mails of a cycle: one per recipient and step, and what became of it. Their text is kept only until delivery."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from .candidate import LISTED
from .spreadsheet import list_as_xlsx

KINDS = [
    ("list", "List"),
    ("reminder_1", "First reminder"),
    ("reminder_2", "Second reminder"),
    ("moved", "Run moved"),
    ("extra", "Supplementary list"),
    ("surge", "Supplementary list, unusually long"),
    ("part", "Report of the first part"),
    ("report", "Report"),
]
LISTS = ("list", "reminder_1", "reminder_2", "extra", "surge")
NEW_LISTS = ("extra", "surge")
REPORTS = ("part", "report")
ROWS_IN_MAIL = 200


class SchoolAnonymisationCycleMail(models.Model):
    _name = "school.anonymisation.cycle.mail"
    _description = "Anonymisation mail"
    _order = "id"

    cycle_id = fields.Many2one(
        "school.anonymisation.cycle", "Yearly anonymisation", required=True, index=True, ondelete="cascade"
    )
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
    edition = fields.Integer("List in it", aggregator=None, help="Number of the list in it; 0 = there is none.")
    first_time = fields.Boolean(help="The recipient has not had a list of this year before.")
    due_on = fields.Date(string="Written on", required=True)
    sent_on = fields.Date(string="Delivered on")
    attempts = fields.Integer(aggregator=None)
    mail_id = fields.Many2one("mail.mail", string="Mail in the queue", ondelete="set null", index="btree_not_null")
    failure = fields.Text(string="Mail server's answer", related="mail_id.failure_reason")

    listed_count = fields.Integer(compute="_compute_headline")
    headline = fields.Char(compute="_compute_headline", help="What the mail says in a few words, for its subject.")
    run_day = fields.Date(compute="_compute_run_day", help="The day on which those on its list are anonymised.")
    new_count = fields.Integer(compute="_compute_changes")
    gone_count = fields.Integer(compute="_compute_changes")
    late = fields.Boolean(compute="_compute_late")
    list_html = fields.Html(compute="_compute_tables", sanitize=False)
    report_html = fields.Html(compute="_compute_tables", sanitize=False)
    cycle_url = fields.Char("Link to the list", compute="_compute_cycle_url")

    _once = models.UniqueIndex(
        "(cycle_id, kind, edition, user_id, due_on) WHERE state <> 'withdrawn'", "Each recipient gets each mail once."
    )

    @api.depends("cycle_id.display_name")
    def _compute_display_name(self):
        for mail in self:
            mail.display_name = mail.cycle_id.display_name

    @api.depends("cycle_id.candidate_ids.state", "cycle_id.candidate_ids.in_last_mail")
    def _compute_changes(self):
        for mail in self:
            mail.new_count = len(mail._new())
            mail.gone_count = len(mail._gone())

    @api.depends("run_day", "cycle_id.year")
    def _compute_late(self):
        for mail in self:
            mail.late = mail.run_day != fields.Date.to_date(f"{mail.cycle_id.year}-11-01")

    @api.depends("kind", "cycle_id.run_on", "cycle_id.second_on", "cycle_id.state")
    def _compute_run_day(self):
        for mail in self:
            second = mail.kind in (*NEW_LISTS, "part")
            mail.run_day = mail.cycle_id["second_on" if second else mail.cycle_id._run_field()]

    @api.depends("kind", "cycle_id.candidate_ids.state", "run_day")
    @api.depends_context("lang")
    def _compute_headline(self):
        for mail in self:
            mail.listed_count = len(mail._listed())
            if mail.kind in REPORTS:
                headline = mail._report_headline(mail.cycle_id.anonymised_count)
                mail.headline = mail.env._("first part: %s", headline) if mail.kind == "part" else headline
            else:
                day = format_date(mail.env, mail.run_day, date_format="long")
                moved = mail.env._("anonymisation moved to %s", day)
                mail.headline = moved if mail.kind == "moved" else mail._list_headline(mail.listed_count, day)
                if mail.kind != "moved" and mail.listed_count:
                    mail.headline = mail.env._("look by %(last)s: %(what)s", last=mail._last_day(), what=mail.headline)

    def _last_day(self):
        """Return the last day on which somebody on the list can be prevented, in words."""
        return format_date(self.env, self.run_day - timedelta(days=1), date_format="long")

    def _list_headline(self, count, day):
        if not count:
            return self.env._("nobody to be anonymised on %s", day)
        if count == 1:
            return self.env._("1 student to be anonymised on %s", day)
        return self.env._("%(count)s students to be anonymised on %(day)s", count=count, day=day)

    def _report_headline(self, count):
        if not count:
            return self.env._("nobody anonymised")
        if count == 1:
            return self.env._("1 student anonymised")
        return self.env._("%s students anonymised", count)

    def _compute_cycle_url(self):
        """Lead to the overview of the year, from which the list is a click away; a new list is opened itself."""
        for mail in self:
            if mail.kind in NEW_LISTS:
                mail.cycle_url = mail._link("school.anonymisation.cycle", mail.cycle_id.id)
            else:
                mail.cycle_url = mail._link("school.anonymisation.overview", mail.company_id.id)

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
            "later": self.cycle_id.later_count if self.kind == "part" else 0,
            "link": self._profile_link,
            "format_date": lambda day: format_date(self.env, day, date_format="long"),
        }

    def _link(self, model, res_id):
        return f"{self.cycle_id.get_base_url()}/mail/view?model={model}&res_id={res_id}"

    def _in_state(self, *states):
        rows = self.cycle_id.with_context(active_test=False).candidate_ids
        return rows.filtered(lambda row: row.state in states).sorted(lambda row: row.student_id.name or "")

    def _listed(self):
        """Return who is on the list of this mail: in a supplementary one, whoever the first part leaves."""
        if self.kind in NEW_LISTS and self.cycle_id._run_field() == "run_on":
            return self._in_state("later")
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
        for mail in self.filtered("edition"):
            listed = mail._listed()
            if len(listed) > ROWS_IN_MAIL:
                name = self.env._("Students to be anonymised %s.xlsx", mail.cycle_id.year)
                sheets[mail.id] = {"attachments": [(name, list_as_xlsx(listed, mail))]}
        return sheets
