"""Which documents may name somebody who is gone: accounting on what is there goes on under the neutral name."""

from odoo import api, models

# Cannot come in over RPC: an identity, not a value.
_SETTLING = object()


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model
    def _may_name_the_gone(self, vals):
        """Leave contact and student to what `bookkeeping` says of each kind of document."""
        return super()._may_name_the_gone(vals) | {"partner_id", "student_id"}


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model
    def _may_name_the_gone(self, vals):
        return super()._may_name_the_gone(vals) | {"partner_id"}


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    @api.model
    def _may_name_the_gone(self, vals):
        return super()._may_name_the_gone(vals) | ({"partner_id"} if vals.get("move_line_id") else set())


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    @api.model
    def _may_name_the_gone(self, vals):
        return super()._may_name_the_gone(vals) | {"partner_id"}


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.model
    def _may_name_the_gone(self, vals):
        """Let money be paid back, and documents be settled; nobody who is gone begins to pay."""
        settling = self.env.context.get("school_anonymisation_settling") is _SETTLING
        allowed = {"partner_id"} if settling or vals.get("payment_type") == "outbound" else set()
        return super()._may_name_the_gone(vals) | allowed


class AccountAutopostBillsWizard(models.TransientModel):
    _inherit = "account.autopost.bills.wizard"

    @api.model
    def _may_name_the_gone(self, vals):
        """Let an old bill be posted again: Odoo asks of its contact whether the next ones shall be posted at once."""
        return super()._may_name_the_gone(vals) | {"partner_id"}


class AccountPaymentRegister(models.TransientModel):
    _inherit = "account.payment.register"

    @api.model
    def _may_name_the_gone(self, vals):
        return super()._may_name_the_gone(vals) | {"partner_id"}

    def _create_payments(self):
        """Let the payment of a document that is there bear its name."""
        return super(
            AccountPaymentRegister, self.with_context(school_anonymisation_settling=_SETTLING)
        )._create_payments()
