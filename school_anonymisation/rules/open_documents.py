"""Rule: a document of the student's is not finished: a draft, an order without an invoice, a valid quotation."""

from odoo import api, models


class OpenDocumentsRule(models.AbstractModel):
    _name = "school.anonymisation.rule.open_documents"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Unfinished documents"

    _code = "open_documents"
    _sequence = 54
    _depends_on = ("partner_id.invoice_ids.state", "invoice_for_ids.state")
    _switch = "anonymisation_rule_open_documents"

    @api.model
    def _sentence(self, student, records):
        return self.env._(
            "Has something that is not finished (%(kind)s): %(names)s.",
            kind=self._kind(records),
            names=self._names(records),
        )
