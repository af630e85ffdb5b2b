"""A school switches the automatic run off, or on again; who did it stands in the log. By hand stays possible."""

from odoo import fields, models
from odoo.fields import Domain

from . import calendar
from .cycle import OPEN
from .steps import BEFORE_RUN


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_automatic = fields.Boolean(
        string="Anonymise every year",
        default=True,
        help="Off: no list goes out and nobody is anonymised automatically. By hand stays possible.",
    )
    anonymisation_automatic_by_id = fields.Many2one("res.users", string="Last switched by", readonly=True, copy=False)
    anonymisation_automatic_on = fields.Date(string="Last switched on the day", readonly=True, copy=False)

    def _anonymisation_switched(self):
        """Note who has just switched the automatic run of these companies off or on, and let their cycles follow."""
        log = self.env["school.anonymisation.log"].sudo()
        for company in self:
            company.write(
                {"anonymisation_automatic_by_id": self.env.uid, "anonymisation_automatic_on": company._school_today()}
            )
            log._append_chained(
                [
                    {
                        "kind": "switched_on" if company.anonymisation_automatic else "switched_off",
                        "done_by": self.env.uid,
                        "month": log._this_month(company),
                        "company_id": company.id,
                    }
                ]
            )
            if company.anonymisation_automatic:
                company._anonymisation_resume()
            else:
                company._anonymisation_pause()

    def _anonymisation_pause(self):
        """Pause this year that is on its way."""
        self._anonymisation_cycles(Domain("state", "!=", "paused"))._stop("paused", "switched_off")

    def _anonymisation_resume(self):
        """Take up this year's cycle where the switch stopped it, and leave ten days; an earlier year's is over."""
        today = self._school_today()
        for cycle in self._anonymisation_cycles(Domain("stop_code", "=", "switched_off")):
            if cycle.year < today.year:
                cycle._stop("cancelled", "switched_off")
                continue
            if cycle.resume_state == "running":
                cycle._put_back_run()
            cycle._resume(today)
            if cycle.state in BEFORE_RUN and cycle[cycle._run_field()] < today + calendar.LIST_TO_RUN:
                cycle._postpone(today + calendar.LIST_TO_RUN)
                cycle._tell("moved", today)
            cycle._wake()

    def _anonymisation_cycles(self, which):
        # Cycles are written by themselves alone; the company's write has checked who may.
        cycles = self.env["school.anonymisation.cycle"].sudo()
        return cycles.search(Domain("company_id", "in", self.ids) & Domain("state", "in", OPEN) & which)
