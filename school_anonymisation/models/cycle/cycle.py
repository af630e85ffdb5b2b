"""The cycle: one company's year, from the list to the run, as a record that people can look at."""

from odoo import api, fields, models
from odoo.fields import Domain

STATES = [
    ("announced", "Announced"),
    ("reminded_1", "Reminded"),
    ("reminded_2", "Reminded again"),
    ("running", "Running"),
    ("second", "Second part announced"),
    ("done", "Done"),
    ("paused", "Paused"),
    ("cancelled", "Cancelled"),
]
WAITING = ("announced", "reminded_1", "reminded_2", "second", "paused")
OPEN = (*WAITING, "running")

STOP_CODES = [
    ("by_hand", "Stopped by hand"),
    ("no_recipients", "Nobody to tell"),
    ("unreached", "No mail arrived"),
    ("switched_off", "The yearly anonymisation is switched off"),
    ("replaced", "Replaced by the next year's list"),
]


class SchoolAnonymisationCycle(models.Model):
    _name = "school.anonymisation.cycle"
    _description = "Yearly anonymisation"
    _inherit = ["mail.thread"]
    _order = "year desc, company_id"
    _mail_post_access = "read"

    company_id = fields.Many2one("res.company", required=True, index=True, readonly=True, ondelete="cascade")
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    state = fields.Selection(STATES, required=True, readonly=True, tracking=True, default="announced")
    resume_state = fields.Selection(
        STATES, "Goes on at", readonly=True, help="Where it goes on after a pause; empty = before the list."
    )
    announced_periods = fields.Integer(string="Teaching periods announced", readonly=True)
    required_periods = fields.Integer(
        string="Teaching periods that count",
        compute="_compute_required_periods",
        help="The stricter of the number that was announced and the number in the settings now.",
    )

    list_on = fields.Date(string="List", readonly=True, help="The day on which the list went out.")
    reminder_1_on = fields.Date(string="First reminder", readonly=True)
    reminder_2_on = fields.Date(string="Second reminder", readonly=True)
    run_on = fields.Date(string="Anonymisation", readonly=True, tracking=True)
    second_on = fields.Date(
        string="Second part",
        readonly=True,
        tracking=True,
        help="The day on which those are anonymised who were on no list ten days before the anonymisation.",
    )
    done_on = fields.Date(string="Done on", readonly=True)
    refreshed_on = fields.Date(string="List as of", readonly=True)

    stop_code = fields.Selection(STOP_CODES, string="Stopped because", readonly=True, tracking=True)
    stop_reason = fields.Char(string="Reason", readonly=True, tracking=True)
    stopped_by_id = fields.Many2one("res.users", string="Stopped by", readonly=True)
    stopped_at = fields.Datetime(string="Stopped at", readonly=True)
    confirmed_by_id = fields.Many2one("res.users", string="Confirmed by", readonly=True, tracking=True)
    edition = fields.Integer(
        "Lists sent", readonly=True, aggregator=None, help="How many lists have gone out to everybody."
    )

    candidate_ids = fields.One2many("school.anonymisation.candidate", "cycle_id", string="Students", readonly=True)
    mail_ids = fields.One2many("school.anonymisation.cycle.mail", "cycle_id", string="Mails", readonly=True)
    retained_count = fields.Integer(string="Profiles with documents kept by law", readonly=True)
    retained_until = fields.Date(string="Kept by law until, at the latest", readonly=True)
    expired_count = fields.Integer(string="Documents erased that the law no longer asks to keep", readonly=True)
    residue_count = fields.Integer(string="Profiles with something left", readonly=True)
    undecided_count = fields.Integer(string="Second contacts that nobody had decided about", readonly=True)
    unverified_count = fields.Integer(string="Profiles not searched for traces", readonly=True)

    listed_count = fields.Integer(string="On the list", compute="_compute_counts")
    new_count = fields.Integer(string="New", compute="_compute_counts")
    gone_count = fields.Integer(string="Gone", compute="_compute_counts")
    prevented_count = fields.Integer(string="Prevented", compute="_compute_counts")
    anonymised_count = fields.Integer(string="Anonymised", compute="_compute_counts")
    skipped_count = fields.Integer(string="Skipped", compute="_compute_counts")
    failed_count = fields.Integer(string="Failed", compute="_compute_counts")
    failed_mail_count = fields.Integer(string="Mails not delivered", compute="_compute_failed_mail_count")
    reason_summary = fields.Html(string="Counts by reason", compute="_compute_reason_summary")

    _one_a_year = models.Constraint(
        "UNIQUE (company_id, year)", "There is one yearly anonymisation per company and year."
    )

    @api.depends("year", "company_id")
    def _compute_display_name(self):
        for cycle in self:
            cycle.display_name = self.env._(
                "Anonymisation %(year)s, %(company)s", year=cycle.year, company=cycle.company_id.name
            )

    @api.depends("announced_periods", "company_id.anonymisation_inactive_periods")
    def _compute_required_periods(self):
        for cycle in self:
            cycle.required_periods = max(cycle.announced_periods, cycle.company_id.anonymisation_inactive_periods)

    @api.depends("candidate_ids.state")
    def _compute_counts(self):
        groups = self.env["school.anonymisation.candidate"]._read_group(
            [("cycle_id", "in", self.ids)], ["cycle_id", "state"], ["__count"]
        )
        counts = {(cycle.id, state): count for cycle, state, count in groups}
        for cycle in self:
            for state in ("new", "gone", "prevented", "anonymised", "skipped", "failed"):
                cycle[f"{state}_count"] = counts.get((cycle.id, state), 0)
            cycle.listed_count = cycle.new_count + counts.get((cycle.id, "candidate"), 0)

    @api.depends("mail_ids.state")
    def _compute_failed_mail_count(self):
        for cycle in self:
            cycle.failed_mail_count = len(cycle.mail_ids.filtered(lambda mail: mail.state == "failed"))

    @api.depends("candidate_ids.reason_codes", "candidate_ids.state")
    @api.depends_context("lang")
    def _compute_reason_summary(self):
        for cycle in self:
            cycle.reason_summary = self.env["ir.qweb"]._render(
                "school_anonymisation.cycle_reasons", {"reasons": cycle._count_by_reason()}
            )

    def _count_by_reason(self):
        """Return [(what held them back, in words, number of students)], the most frequent first."""
        counts = {}
        for codes, count in self.env["school.anonymisation.candidate"]._read_group(
            Domain("cycle_id", "=", self.id) & Domain("reason_codes", "!=", False), ["reason_codes"], ["__count"]
        ):
            for code in codes.split(","):
                counts[code] = counts.get(code, 0) + count
        labels = self.env["school.anonymisation.candidate"]._reason_labels()
        return sorted(((labels.get(code, code), count) for code, count in counts.items()), key=lambda row: -row[1])

    def _students(self):
        """Return the students model as the cycle looks at it: archived ones too, by the stricter number."""
        return (
            self.env["school.student"]
            .sudo()
            .with_context(active_test=False, anonymisation_periods_at_least=self.announced_periods)
        )
