"""The paper about a run: one page of numbers, and the lines of the log that prove them."""

from odoo import api, models
from odoo.exceptions import UserError


class ReportRun(models.AbstractModel):
    _name = "report.school_anonymisation.paper_run"
    _description = "Paper: what was anonymised"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of the page: cycles that are done, and of each what the log says.

        :raise AccessError: the user may not anonymise. :raise UserError: nothing has been done yet.
        """
        self.env.user._check_can_anonymise()
        cycles = self.env["school.anonymisation.cycle"].browse(docids)
        if not all(cycle.state == "done" or cycle.anonymised_count for cycle in cycles):
            raise UserError(
                self.env._("Nobody has been anonymised in this year yet. The paper can be printed once that is done.")
            )
        return {
            "docs": cycles,
            "doc_model": cycles._name,
            "printed_on": self.env.company._school_today(),
            "lines_of": {cycle.id: self._lines(cycle) for cycle in cycles},
        }

    @api.model
    def _lines(self, cycle):
        """Return what the log says of a run: its lines, the last hash, what was searched and found of each."""
        log = self.env["school.anonymisation.log"]
        erased = log.search(
            [("kind", "=", "erased"), ("cycle_year", "=", cycle.year), ("company_id", "=", cycle.company_id.id)],
            order="number",
        )
        verified = log.search(
            [("kind", "=", "verified"), ("profile_uid", "in", erased.mapped("profile_uid"))], order="number"
        )
        lines = (erased | verified).sorted("number")
        # The last look counts: what the first one left may have gone since.
        found = {line.profile_uid: line.leftovers for line in verified}
        return {
            "erased": len(erased),
            "verified": len(set(verified.mapped("profile_uid"))),
            "left": len(set(verified.filtered("leftovers").mapped("profile_uid"))),
            "first": lines[:1].number,
            "last": lines[-1:].number,
            "hash": lines[-1:].hash,
            "checked": erased[:1].rules_in_words,
            "annex": [(line, found.get(line.profile_uid)) for line in erased],
        }
