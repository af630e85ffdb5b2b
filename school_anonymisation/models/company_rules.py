"""How a school wants the rules: which of those about open business it does without, which periods count."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_rule_school_owes = fields.Boolean(
        string="Hold back whom the school owes something",
        default=True,
        help="A credit, an overpayment, an unpaid bill, a gift card or a wallet with money holds a student back.",
    )
    anonymisation_rule_open_documents = fields.Boolean(
        string="Hold back whoever has unfinished documents",
        default=True,
        help="A draft or recurring invoice, an order that is not invoiced, a quotation that is still valid.",
    )
    anonymisation_rule_coming = fields.Boolean(
        string="Hold back whoever is expected",
        default=True,
        help="An appointment, a registration or a ticket in the future.",
    )
    anonymisation_rule_open_request = fields.Boolean(
        string="Hold back whoever has asked for something",
        default=True,
        help="An open enquiry, task, repair or ticket in which the student is the customer.",
    )
    anonymisation_rule_in_touch = fields.Boolean(
        string="Hold back whoever was in touch",
        default=True,
        help="A login or a mail of the student in the teaching periods that count.",
    )
    anonymisation_rule_activity_elsewhere = fields.Boolean(
        string="Hold back whoever was active in another app",
        help="A registration, order, invoice, course, answer or appointment in the teaching periods that count. For"
        " schools whose students live in other apps; switched on when students are made of contacts.",
    )
    anonymisation_family_literal = fields.Boolean(
        string="Every family association holds until it has been ended",
        help="Off: a family association holds back as long as somebody of the family is held back by something else or"
        " prevented, so that a family of whom nobody is left goes together. On: every family association that"
        " nobody has ended holds back both sides, whatever became of them.",
    )
    anonymisation_shortest_period_days = fields.Integer(
        string="Shortest teaching period that counts (days)",
        default=14,
        help="A shorter period, such as a summer camp of five days, is no period without activity by itself. Whoever"
        " takes part in it is active all the same.",
    )

    @api.constrains("anonymisation_shortest_period_days")
    def _check_anonymisation_shortest_period_days(self):
        if any(not 1 <= company.anonymisation_shortest_period_days <= 366 for company in self):
            raise ValidationError(self.env._("The shortest teaching period that counts has 1 to 366 days."))

    def _anonymisation_periods_that_count(self):
        """Return (periods that count for inactivity, periods that do not), the earliest first."""
        self.ensure_one()
        rule = self.env["school.anonymisation.rule.recent_activity"].sudo()
        counting = rule._periods_that_count(self)
        home = self._school_periods_company()
        every = counting.search([("company_id", "=", home.id)], order="date_start")
        return counting, every - counting
