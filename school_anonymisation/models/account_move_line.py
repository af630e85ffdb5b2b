"""What is owed, found without reading every line of the books."""

from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # The rule `debt` asks for these lines; a line is in the index only as long as something is owed on it.
    _anonymisation_owed = models.Index(
        "(partner_id, move_id) WHERE parent_state = 'posted' AND reconciled IS NOT TRUE"
        " AND (amount_residual > 0 OR amount_residual_currency > 0)"
    )
