"""How a school wants the rules: which of those about open business it does without."""

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_rule_school_owes = fields.Boolean(
        string="Keep whom the school owes something",
        default=True,
        help="A credit, an overpayment, an unpaid bill, a gift card or a wallet with money holds a student back.",
    )
    anonymisation_rule_open_documents = fields.Boolean(
        string="Keep whoever has unfinished documents",
        default=True,
        help="A draft or recurring invoice, an order that is not invoiced, a quotation that is still valid.",
    )
    anonymisation_rule_coming = fields.Boolean(
        string="Keep whoever is expected",
        default=True,
        help="An appointment, a registration or a ticket in the future.",
    )
    anonymisation_rule_open_request = fields.Boolean(
        string="Keep whoever has asked for something",
        default=True,
        help="An open enquiry, task, repair or ticket in which the student is the customer.",
    )
    anonymisation_rule_in_touch = fields.Boolean(
        string="Keep whoever was in touch",
        default=True,
        help="A login or a mail of the student in the teaching periods that count.",
    )
