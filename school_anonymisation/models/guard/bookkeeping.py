"""Bookkeeping goes on under the neutral name; what would begin anew with somebody who is gone is refused."""

from odoo import api, models

NEW_BUSINESS = ("out_invoice", "out_receipt", "in_invoice", "in_receipt")
# Cannot come in over RPC: an identity, not a value.
_CORRECTING = object()


class AccountMove(models.Model):
    """Old documents can be reset, corrected, credited, posted and paid; new invoices need somebody who is there."""

    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._hold_anonymised_people()
        moves.filtered(lambda move: move._is_new_business())._refuse_anonymised_student()
        return moves

    def write(self, vals):
        named = not vals.keys().isdisjoint(("partner_id", "student_id"))
        before = {move.id: move._named_people() for move in self} if named else {}
        result = super().write(vals)
        if named or vals.get("state") == "posted":
            self._hold_anonymised_people()
        renamed = self.filtered(lambda move: named and before[move.id] != move._named_people())
        renamed.filtered(lambda move: move._is_new_business())._refuse_anonymised_student()
        return result

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody is told any more of what happens to a document of somebody who is gone."""
        return super().message_subscribe(self.env["res.partner"]._still_known(partner_ids), subtype_ids)

    def _copy_recurring_entries(self):
        """End with the student what was to be invoiced again and again."""
        known = self.filtered(lambda move: not any(person.anonymised for person in move._named_people()))
        return super(AccountMove, known)._copy_recurring_entries()

    def _named_people(self):
        """Return the contact and the student of this document."""
        # Who may invoice need not be able to see profiles, anonymised ones least of all.
        move = self.sudo()
        return move.partner_id, move.student_id

    def _is_new_business(self):
        corrects = self.reversed_entry_id or ("debit_origin_id" in self._fields and self.debit_origin_id)
        correcting = self.env.context.get("school_anonymisation_correcting") is _CORRECTING
        return self.move_type in NEW_BUSINESS and not corrects and not correcting

    def _hold_anonymised_people(self):
        guard = self.env["school.anonymised.guard"]
        guard._hold_people(self.sudo().student_id)
        guard._hold_people(self.sudo().partner_id)

    def _refuse_anonymised_student(self):
        guard = self.env["school.anonymised.guard"]
        guard._refuse_anonymised_people(self.sudo().student_id)
        guard._refuse_anonymised_people(self.sudo().partner_id)


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def reverse_moves(self, is_modify=False):
        """Let the document that replaces a wrong one bear the same neutral name."""
        correcting = self.with_context(school_anonymisation_correcting=_CORRECTING)
        return super(AccountMoveReversal, correcting).reverse_moves(is_modify=is_modify)


class AccountPayment(models.Model):
    _inherit = "account.payment"

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        return super().message_subscribe(self.env["res.partner"]._still_known(partner_ids), subtype_ids)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _still_known(self, partner_ids):
        """Return the ids of those contacts who are not anonymised."""
        contacts = self.sudo().browse(partner_ids or ())
        return contacts.filtered(lambda contact: not contact.anonymised).ids
