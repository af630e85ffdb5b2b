"""What else the settings page shows: the automatic run, periods that count, rules of open business, what to look at."""

from odoo import fields, models
from odoo.fields import Domain

from ..erasure.completeness import undeclared_count

SWITCHES = (
    "anonymisation_automatic",
    "anonymisation_rule_school_owes",
    "anonymisation_rule_open_documents",
    "anonymisation_rule_coming",
    "anonymisation_rule_open_request",
    "anonymisation_rule_activity_elsewhere",
    "anonymisation_rule_in_touch",
    "anonymisation_family_literal",
)
"""Fields of the company that are on or off."""


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    anonymisation_shortest_period_days = fields.Integer(
        related="company_id.anonymisation_shortest_period_days", readonly=False
    )
    counting_period_ids = fields.Many2many(
        "school.teaching.period", string="Teaching periods that count", compute="_compute_periods"
    )
    short_period_ids = fields.Many2many(
        "school.teaching.period", string="Too short to count", compute="_compute_periods"
    )
    anonymisation_automatic = fields.Boolean(related="company_id.anonymisation_automatic", readonly=False)
    anonymisation_automatic_by_id = fields.Many2one(related="company_id.anonymisation_automatic_by_id")
    anonymisation_automatic_on = fields.Date(related="company_id.anonymisation_automatic_on")
    anonymisation_rule_school_owes = fields.Boolean(related="company_id.anonymisation_rule_school_owes", readonly=False)
    anonymisation_rule_open_documents = fields.Boolean(
        related="company_id.anonymisation_rule_open_documents", readonly=False
    )
    anonymisation_rule_coming = fields.Boolean(related="company_id.anonymisation_rule_coming", readonly=False)
    anonymisation_rule_open_request = fields.Boolean(
        related="company_id.anonymisation_rule_open_request", readonly=False
    )
    anonymisation_rule_activity_elsewhere = fields.Boolean(
        related="company_id.anonymisation_rule_activity_elsewhere", readonly=False
    )
    anonymisation_rule_in_touch = fields.Boolean(related="company_id.anonymisation_rule_in_touch", readonly=False)
    anonymisation_family_literal = fields.Boolean(related="company_id.anonymisation_family_literal", readonly=False)
    school_menus_shown = fields.Boolean(
        string="Show the menus of the school app",
        compute="_compute_school_menus_shown",
        readonly=False,
        help="Off where the school teaches with another app: families, guardians and the configuration stay.",
    )
    look_count = fields.Integer(string="To look at yourself", compute="_compute_attention")
    unread_sources = fields.Text(string="Not searched", compute="_compute_attention")
    unverified_count = fields.Integer(string="Profiles not searched for traces", compute="_compute_attention")
    undescribed_count = fields.Integer(string="Fields of apps that are not described", compute="_compute_attention")
    waiting_file_count = fields.Integer(
        string="Files still to be read",
        compute="_compute_attention",
        help="Each file is read once, in the background. Until then anonymising takes longer.",
    )

    def _compute_periods(self):
        for settings in self:
            counting, short = settings.company_id._anonymisation_periods_that_count()
            settings.counting_period_ids = counting.with_env(settings.env)
            settings.short_period_ids = short.with_env(settings.env)

    def _compute_attention(self):
        waiting = self.env["school.anonymisation.file.words"]._waiting_count()
        looks = self.env["school.anonymisation.look"]
        # The register is the same for every company.
        undescribed = undeclared_count(self.env)
        unverified = self.env["school.anonymisation.log"].sudo()._unverified()
        for settings in self:
            settings.look_count = looks._open_count(settings.company_id)
            settings.unread_sources = looks._unread_sources([("company_id", "=", settings.company_id.id)])
            settings.undescribed_count = undescribed
            settings.waiting_file_count = waiting
            own = Domain("id", "in", unverified.ids) & Domain("company_id", "=", settings.company_id.id)
            settings.unverified_count = unverified.search_count(own)

    def _compute_school_menus_shown(self):
        shown = any(self.env["school.student"]._school_teaching_menus().mapped("active"))
        self.school_menus_shown = shown

    def _ranges(self):
        return super()._ranges() | {"anonymisation_shortest_period_days": (1, 366)}

    def write(self, vals):
        """Save the switches, too; whoever switches the automatic run stands in the log."""
        self.env.user._check_can_anonymise()
        self.check_access("write")
        super().write({name: value for name, value in vals.items() if name not in (*SWITCHES, "school_menus_shown")})
        if "school_menus_shown" in vals:
            self.env["school.student"]._school_show_menus(shown=bool(vals["school_menus_shown"]))
        if switched := {name: bool(vals[name]) for name in SWITCHES if name in vals}:
            # Only these fields of the company: who may anonymise need not be able to edit companies.
            self.company_id.sudo().write(switched)
            self.invalidate_recordset()
        return True
