"""What each row says to somebody who knows no table: the kind of record, the field as a form calls it, the purpose."""

from odoo import api, fields, models

STAYS = ("keep", "period", "generalise")
OWN = "school.anonymisation."
# Of which apps the figures belong to the accounts, whatever else they count.
ACCOUNTS = (
    *("account.", "payment.", "sale.", "pos.", "purchase.", "hr.expense", "loyalty.", "lunch.", "stock.", "repair."),
    *("op.student.fees", "product."),
)
# What is the person's, or what people talk and work in: what stays of it says nothing of anybody.
PLUMBING = ("res.", "ir.", "discuss.", "mail.", "calendar.", "privacy.", "project.", "fleet.", "maintenance.")


class AnonymisationRegisterRow(models.Model):
    _inherit = "school.anonymisation.register.row"

    kind_of_record = fields.Char("Kind of record", compute="_compute_words")
    field_in_words = fields.Char("Field", compute="_compute_words")
    purpose = fields.Selection(
        [
            ("history", "The school's history: how many took part, in what and when"),
            ("accounts", "The accounts, which stay as they were"),
            ("law", "The law on accounting asks for it, for a number of years"),
            ("proof", "Proof of what was erased"),
            ("working", "Odoo needs it to go on working"),
        ],
        "What it stays for",
        compute="_compute_purpose",
        help="What stays for another purpose than the law's says nothing of the person any more.",
    )

    @api.depends("model", "field")
    @api.depends_context("lang")
    def _compute_words(self):
        # Names of models are no secret to whoever reads this page.
        names = {model.model: model.name for model in self.env["ir.model"].sudo().search([])}
        for row in self:
            row.kind_of_record = names.get(row.model, row.model)
            row.field_in_words = self._field_in_words(row.model, row.field)

    @api.model
    def _field_in_words(self, model, field):
        if field == "id":
            return self.env._("The record itself")
        known = self.env[model]._fields.get(field) if model in self.env else None
        return known._description_string(self.env) if known else field

    @api.depends("model", "treatment", "retained")
    def _compute_purpose(self):
        for row in self:
            row.purpose = row._what_it_stays_for()

    def _what_it_stays_for(self):
        """Return the purpose, or False where nothing stays."""
        if self.retained:
            return "law"
        if self.treatment not in STAYS:
            return False
        model = self.model or ""
        kinds = (("proof", (OWN,)), ("accounts", ACCOUNTS), ("working", PLUMBING))
        return next((purpose for purpose, beginnings in kinds if model.startswith(beginnings)), "history")
