"""A press comes in its turn: whoever is at the profile for a moment is waited for, once, and then all begins anew."""

import time
from weakref import WeakSet

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.http import request

from ...outcome import Outcome

PATIENCE = 5
"""Seconds for which a page waits: the daily job holds whoever is on a list until its mails are written."""

_begun_anew = WeakSet()
"""Cursors of the requests that have waited: Odoo tries a request again with the same one."""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymise_in_turn(self):
        """Anonymise those of these students who are eligible, by hand; return the Outcome.

        What others have written meanwhile this transaction would not see, so that Odoo is asked for another one. Only
        a request is tried again by Odoo: whatever else calls this is told at once that somebody is there.

        :raise ConcurrencyError: whoever was at one of the profiles is done.
        """
        outcome = self._anonymise(origin="hand")
        busy = self.browse(key for key, why in outcome.failed.items() if why == "locked").sudo()
        if busy and request and self.env.cr not in _begun_anew:
            _begun_anew.add(self.env.cr)
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline:
                still = Outcome()
                busy._anonymisation_lock(still)
                if not still.failed:
                    raise ConcurrencyError("Somebody else was at a profile that is to be anonymised")
                time.sleep(0.1)
        return outcome
