"""The overview of the year: one record a company, made of its cycle and of what the rules say today."""

from odoo import fields, models
from odoo.fields import Domain

from ..cycle.cycle import OPEN, STATES
from .held_back import check_open


class AnonymisationOverview(models.Model):
    """One record a company, under the company's id; nothing is written here."""

    _name = "school.anonymisation.overview"
    _description = "Overview of the year"
    _auto = False
    _rec_name = "company_id"
    _table_query = "SELECT id, id AS company_id FROM res_company"

    company_id = fields.Many2one("res.company", readonly=True)
    cycle_id = fields.Many2one("school.anonymisation.cycle", string="This year", compute="_compute_cycle")
    cycle_state = fields.Selection(STATES, string="State", compute="_compute_cycle")
    cycle_is_open = fields.Boolean("Is under way", compute="_compute_cycle")
    stop_label = fields.Char(compute="_compute_cycle")
    listed_count = fields.Integer(string="On the list", compute="_compute_counts")
    new_count = fields.Integer(string="New", compute="_compute_counts")
    gone_count = fields.Integer(string="Gone", compute="_compute_counts")
    anonymised_count = fields.Integer(string="Anonymised", compute="_compute_counts")
    candidate_count = fields.Integer(string="Can be anonymised today", compute="_compute_counts")
    prevented_count = fields.Integer(string="Prevented", compute="_compute_counts")
    look_count = fields.Integer(string="Look at these yourself", compute="_compute_counts")
    recipient_count = fields.Integer(string="Who is told", compute="_compute_counts")
    next_step = fields.Char(string="What happens next", compute="_compute_next_step")
    stopped = fields.Boolean(compute="_compute_stopped")
    undecided = fields.Boolean(compute="_compute_stopped", help="Nobody has said yet when a student is inactive.")
    line = fields.Html(compute="_compute_line", sanitize=False)
    reason_ids = fields.One2many("school.anonymisation.bar", compute="_compute_bars")
    day_ids = fields.One2many("school.anonymisation.bar", compute="_compute_bars")

    def _compute_display_name(self):
        self.display_name = self.env._("Overview of the year")

    def _compute_cycle(self):
        cycles = self.env["school.anonymisation.cycle"]
        for overview in self:
            company = overview.company_id
            cycle = cycles.search([("company_id", "=", company.id)], limit=1)
            if cycle.state not in OPEN and cycle.year != company.sudo()._school_today().year:
                cycle = cycles
            overview.cycle_id = cycle
            overview.cycle_state = cycle.state
            overview.cycle_is_open = cycle.state in OPEN
            overview.stop_label = dict(cycle._fields["stop_code"]._description_selection(self.env)).get(cycle.stop_code)

    def _compute_counts(self):
        looks = self.env["school.anonymisation.look"]
        students = self.env["school.student"].with_context(active_test=False)
        for overview in self:
            here = Domain("company_id", "=", overview.company_id.id) & Domain("anonymised", "=", False)
            cycle = overview.cycle_id
            for name in ("listed_count", "new_count", "gone_count", "anonymised_count"):
                overview[name] = cycle[name]
            overview.candidate_count = students.search_count(here & Domain("anonymisation_eligible", "=", True))
            overview.prevented_count = students.search_count(here & Domain("anonymisation_prevented", "=", True))
            overview.look_count = looks._open_count(overview.company_id)
            overview.recipient_count = len(overview._would_be_told())

    def _compute_bars(self):
        # All at once: the rules are asked each time that bars are read.
        bars = self.env["school.anonymisation.bar"].search_fetch([("overview_id", "in", self.ids)])
        for overview in self:
            own = bars.filtered(lambda bar, overview=overview: bar.overview_id == overview)
            overview.reason_ids = own.filtered(lambda bar: bar.kind == "reason")
            overview.day_ids = own - overview.reason_ids

    def _would_be_told(self):
        """Return the users to whom a list would go today."""
        cycle = self.cycle_id or self.env["school.anonymisation.cycle"].new({"company_id": self.company_id.id})
        return cycle._recipients()

    def _compute_stopped(self):
        for overview in self:
            overview.stopped = bool(overview._what_stops())
            overview.undecided = not overview.company_id.sudo().anonymisation_inactive_periods

    def action_open_cycle(self):
        """Open this year's list."""
        check_open(self)
        return self.cycle_id.get_formview_action()
