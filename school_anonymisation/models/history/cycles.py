"""A cycle that is over keeps numbers: who was on its list goes once the history of those who went has been moved."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..cycle.candidate import LISTED
from ..cycle.links import OVER

COUNTED = ("new", "gone", "prevented", "anonymised", "skipped", "failed")
UNSENT = ("outgoing", "failed")


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    settled_counts = fields.Json(
        "What became of its students", readonly=True, help="Numbers by state and by reason; of nobody in particular."
    )

    def _settle(self):
        """Count the candidates of these cycles, which are over, and take them off."""
        groups = self.env["school.anonymisation.candidate"]._read_group(
            [("cycle_id", "in", self.ids)], ["cycle_id", "state", "reason_codes"], ["__count"]
        )
        for cycle in self:
            cycle.settled_counts = [
                [state, codes or "", count] for of_cycle, state, codes, count in groups if of_cycle == cycle
            ]
        self.with_context(active_test=False).candidate_ids.unlink()

    def _compute_counts(self):
        result = super()._compute_counts()
        for cycle in self:
            for state, _codes, count in cycle.settled_counts or ():
                if state in COUNTED:
                    cycle[f"{state}_count"] += count
                if state in LISTED:
                    cycle.listed_count += count
        return result

    def _count_by_reason(self):
        labels = self.env["school.anonymisation.candidate"]._reason_labels()
        counts = dict(super()._count_by_reason())
        for _state, codes, count in self.settled_counts or ():
            for code in filter(None, codes.split(",")):
                label = labels.get(code, code)
                counts[label] = counts.get(label, 0) + count
        return sorted(counts.items(), key=lambda row: -row[1])


class AnonymisationHistory(models.AbstractModel):
    _inherit = "school.anonymisation.history"

    @api.model
    def _move_all(self):
        moved = super()._move_all()
        self._settle_cycles()
        return moved

    @api.model
    def _settle_cycles(self):
        """Settle the cycles that are over and have been reported, of which everybody who went has been moved."""
        cycles = self.env["school.anonymisation.cycle"].sudo().with_context(active_test=False)
        over = cycles.search(Domain("state", "in", OVER) & Domain("candidate_ids.student_id.history_moved", "=", True))
        for cycle in over.filtered(lambda one: not one.mail_ids.filtered(lambda mail: mail.state in UNSENT)):
            gone = cycle.candidate_ids.student_id.filtered("anonymised")
            if all(gone.mapped("history_moved")):
                cycle._settle()
