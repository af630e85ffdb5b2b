"""The log in people's words: it keeps codes, which say the same in every language and to the chain."""

from odoo import api, fields, models

from .log import RULE


class SchoolAnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    rules_in_words = fields.Char(string="What was checked", compute="_compute_rules_in_words")

    @api.depends("rules")
    @api.depends_context("lang")
    def _compute_rules_in_words(self):
        # The names of models are no secret; the log is read by people who may not read them.
        models_ = self.env["ir.model"].sudo()
        words = {
            model.model.removeprefix(RULE).replace(".", "_"): model.name.partition(": ")[2] or model.name
            for model in models_.search([("model", "=like", f"{RULE}%")])
        }
        for line in self:
            names = [words.get(code, code) for code in (line.rules or "").split(",") if code]
            line.rules_in_words = "; ".join(name[:1].upper() + name[1:] for name in names)
