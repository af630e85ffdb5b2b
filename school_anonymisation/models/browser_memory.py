"""What browsers remember of somebody: their caches are given up with each erasure, and open pages are told."""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import hmac

ERASED = "school_anonymisation.erased"


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Odoo's browsers keep answers on disk under this hash: another one, and they throw away what they have."""
        info = super().session_info()
        self._forget_before_last_erasure(info)
        return info

    @api.model
    def get_frontend_session_info(self):
        info = super().get_frontend_session_info()
        self._forget_before_last_erasure(info)
        return info

    @api.model
    def _forget_before_last_erasure(self, info):
        if "registry_hash" not in info:
            return
        mark = self.env["school.anonymisation.log"]._erasure_mark()
        info["anonymisation_mark"] = mark
        # The hash says nothing of what it was made of.
        info["registry_hash"] = hmac(self.env(su=True), "school_anonymisation", (info["registry_hash"], mark))


class SchoolAnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _erasure_mark(self):
        """Return a number that grows with each erasure, and from which nobody reads how many there were."""
        # Every user's browser has to know when something has been erased.
        log = self.sudo()
        last = log.search([("kind", "=", "erased")], order="number desc", limit=1)
        return last.number + int(hmac(log.env, "school_anonymisation", "mark")[:8], 16)

    @api.model
    def _append_chained(self, lines):
        appended = super()._append_chained(lines)
        if any(line["kind"] == "erased" for line in lines):
            # Nothing of whom: only that every page opened before this forgets what it has loaded.
            self.env["bus.bus"]._sendone("broadcast", ERASED, {"mark": self._erasure_mark()})
        return appended


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Tell whoever had an anonymised profile open what to do, instead of naming companies and rules."""
        # Whether a record is anonymised is not theirs to read; that it is gone for them they see anyway.
        if "anonymised" in records._fields and any(records.sudo().exists().mapped("anonymised")):
            return AccessError(
                self.env._(
                    "This is no longer there for you, and nothing has been saved. Please reload the page; if you miss"
                    " it, ask whoever looks after personal data at the school."
                )
            )
        return super()._make_access_error(operation, records)
