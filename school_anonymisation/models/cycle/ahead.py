"""A clock that was wrong for a while: the year that it began too early is undone, and the one that gave way goes on."""

import logging
from datetime import timedelta

from odoo import models

from . import calendar
from .cycle import WAITING
from .to_do import LIST

_logger = logging.getLogger(__name__)


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def _is_ahead(self):
        """Return whether the first day of this cycle is still to come, so that one of two clocks was wrong."""
        return self.company_id._school_today() < calendar.list_day(self.year)

    def _set_right(self, today):
        """Undo those of these cycles, of one company, that a clock began too early; return those that can be advanced.

        Only when it has been so since yesterday: until then it may be today's clock that is wrong, and they wait. One
        whose run has begun is never undone.
        """
        ahead = self.filtered(lambda cycle: cycle._is_ahead())
        doubtful = ahead.filtered(lambda cycle: cycle.state != "done" and not cycle._has_begun())
        undone = doubtful.filtered(lambda cycle: cycle.refreshed_on == today - timedelta(days=1))
        (doubtful - undone).refreshed_on = today
        undone._undo()
        current = self - ahead
        if ahead == undone:
            current[:1].filtered(lambda cycle: cycle.stop_code == "replaced")._put_back(today)
        return current

    def _undo(self):
        """Delete these cycles: what was told under the wrong clock must not count when their year comes."""
        for cycle in self:
            _logger.error("Cycle %s of company %s was begun by a clock that was ahead", cycle.year, cycle.company_id.id)
            self._alert(cycle.company_id, "error")
            self.env["school.anonymisation.alert"]._forget(cycle.company_id, f"{LIST} {cycle.year}")
        self.mail_ids._take_back()
        self.unlink()

    def _put_back(self, today):
        """Let a cycle go on that had given way to a later one: where it was; paused, if somebody had paused it."""
        for cycle in self:
            if cycle.stop_reason or not cycle.resume_state:
                code = "by_hand" if cycle.stop_reason else "no_recipients"
                cycle.write({"state": "paused", "stop_code": code})
                continue
            cycle._resume(today)
            if cycle.state in WAITING:
                self.env["school.anonymisation.alert"]._ask_officers(cycle.company_id, LIST, cycle.year)
