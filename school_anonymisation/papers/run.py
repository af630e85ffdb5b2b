"""The paper about a run: one page of numbers, and the lines of the log that prove them."""

from odoo import api, models


class ReportRun(models.AbstractModel):
    _name = "report.school_anonymisation.paper_run"
    _description = "Paper: what was anonymised"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the values of the page: cycles that are done, and of each what the log says.

        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        cycles = self.env["school.anonymisation.cycle"].browse(docids)
        return {
            "docs": cycles,
            "doc_model": cycles._name,
            "printed_on": self.env.company._school_today(),
            "lines_of": {cycle.id: self._lines(cycle) for cycle in cycles},
        }

    @api.model
    def _lines(self, cycle):
        """Return what the log says of a run: the first and last line, the last hash, what was searched."""
        log = self.env["school.anonymisation.log"]
        erased = log.search(
            [("kind", "=", "erased"), ("cycle_year", "=", cycle.year), ("company_id", "=", cycle.company_id.id)],
            order="number",
        )
        verified = log.search(
            [("kind", "=", "verified"), ("profile_uid", "in", erased.mapped("profile_uid"))], order="number"
        )
        lines = (erased | verified).sorted("number")
        return {
            "erased": len(erased),
            "verified": len(set(verified.mapped("profile_uid"))),
            "left": len(set(verified.filtered("leftovers").mapped("profile_uid"))),
            "first": lines[:1].number,
            "last": lines[-1:].number,
            "hash": lines[-1:].hash,
            "checked": erased[:1].rules_in_words,
        }
