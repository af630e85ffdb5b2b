"""Invoices: none for an anonymised student, nor for the contact."""

from odoo import api, models


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._refuse_anonymised_student()
        return moves

    def write(self, vals):
        """Old documents stay open to accounting (reconciling, locking); only the person on them is guarded."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(("partner_id", "student_id")) or vals.get("state") == "posted":
            self._refuse_anonymised_student()
        return result

    def _refuse_anonymised_student(self):
        # Who may invoice need not be able to see profiles, anonymised ones least of all.
        moves = self.sudo()
        guard = self.env["school.anonymised.guard"]
        guard._refuse_anonymised_people(moves.student_id)
        guard._refuse_anonymised_people(moves.partner_id)
