"""The bars of the overview: how many are held back by what, and when whom time alone will free; each opens its list."""

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .held_back import REASONS, check_open


class AnonymisationBar(models.Model):
    _name = "school.anonymisation.bar"
    _description = "Bar of the overview"
    _auto = False
    _order = "kind, eligible_on, student_count desc, id"
    _rec_name = "code"

    overview_id = fields.Many2one("school.anonymisation.overview", readonly=True)
    kind = fields.Selection([("reason", "Held back by"), ("day", "Can be anonymised from")], readonly=True)
    code = fields.Selection(lambda self: self.env["school.anonymisation.held.back"]._reasons(), readonly=True)
    eligible_on = fields.Date("Can be anonymised from", readonly=True)
    student_count = fields.Integer(string="Students", readonly=True)
    share = fields.Float(readonly=True, help="Per cent of all who are not anonymised.")
    name = fields.Char(compute="_compute_name")

    @api.depends("kind", "code", "eligible_on")
    @api.depends_context("lang")
    def _compute_name(self):
        reasons = dict(self.env["school.anonymisation.held.back"]._reasons())
        for bar in self:
            if bar.kind == "reason":
                bar.name = reasons.get(bar.code, bar.code)
            elif bar.eligible_on:
                bar.name = format_date(bar.env, bar.eligible_on, date_format="long")
            else:
                bar.name = bar.env._("Not in the calendar yet: further teaching periods are missing")

    @property
    def _table_query(self):
        # An id says what the bar is about, whoever comes and goes while the page is open.
        return SQL(
            """
            WITH held AS (%(held)s),
                 bar AS (
                SELECT 2 * (company_id::bigint * %(reasons)s + mod(min(id), %(reasons)s)) AS id,
                       company_id AS overview_id, 'reason' AS kind, code,
                       NULL::date AS eligible_on, count(*)::int AS student_count
                  FROM held GROUP BY company_id, code
             UNION ALL
                SELECT 2 * (company_id::bigint * 1000000 + coalesce(eligible_on - DATE '1970-01-01', 0)) + 1,
                       company_id, 'day', NULL, eligible_on, count(*)::int
                  FROM held WHERE only_recent GROUP BY company_id, eligible_on)
            SELECT bar.*, 100.0 * student_count / everybody.count AS share
              FROM bar
              JOIN (SELECT company_id, count(*) FROM school_student WHERE anonymised IS NOT TRUE GROUP BY company_id)
                   everybody ON everybody.company_id = bar.overview_id
            """,
            held=self.env["school.anonymisation.held.back"]._table_query,
            reasons=REASONS,
        )

    def action_open(self):
        """Open the students of this bar."""
        check_open(self)
        which = [("code", "=", self.code)]
        if self.kind == "day":
            which = [("only_recent", "=", True), ("eligible_on", "=", self.eligible_on)]
        action = self.env["ir.actions.act_window"]._for_xml_id("school_anonymisation.action_anonymisation_held_back")
        return action | {
            "name": self.name,
            "domain": [("company_id", "=", self.overview_id.id), *which],
            "views": [(False, "list"), (False, "graph"), (False, "pivot")],
            "context": {},
        }
