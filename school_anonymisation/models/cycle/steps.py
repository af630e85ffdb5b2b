"""The daily job: takes each company's cycle one step further when its day has come.

A step is the new state and its mails in one transaction, under a lock on the company: whoever comes second, on
another worker or a second later, finds it done. One step per company and call.
"""

import logging
import traceback
from contextlib import contextmanager

from odoo import api, models

from . import calendar
from .candidate import UNSETTLED
from .cycle import OPEN
from .mail import LISTS

_logger = logging.getLogger(__name__)

REMINDERS = {"announced": "reminder_1", "reminded_1": "reminder_2"}
AFTER = {"reminder_1": "reminded_1", "reminder_2": "reminded_2"}
BEFORE_RUN = ("reminded_2", "second")


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        """Advance every company; what goes wrong in one of them is told to the administrators and stops only that."""
        self.env["school.anonymisation.retained"]._erase_expired_everywhere()
        self.env["school.anonymisation.participation"]._loosen_all()
        cycles = self._as_itself()
        cycles._check_jobs()
        companies = cycles.env["res.company"].search([("anonymisation_inactive_periods", ">", 0)])
        for done, company in enumerate(companies, start=1):
            with self._stopping_nothing(company, f"Cycle of company {company.id}"):
                cycles._advance_company(company)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(companies) - done):
                return
        cycles.env["school.anonymisation.history"]._move_all()

    @api.model
    @contextmanager
    def _stopping_nothing(self, company, what):
        """Undo this block when it fails, tell the administrators of this company's trouble, and go on."""
        try:
            with self.env.cr.savepoint():
                yield
        except Exception as error:  # noqa: BLE001 one company's trouble, or one contact's, must stop nothing else
            # Without the message: it may quote what stands in a record.
            where = "".join(traceback.format_tb(error.__traceback__))
            _logger.error("%s stopped by %s\n%s", what, type(error).__name__, where)
            self._alert(company, "error")

    @api.model
    def _advance_company(self, company):
        """Start this year's cycle of the company, or take the open ones one step further."""
        if not company.try_lock_for_update(allow_referencing=True):
            return
        today = company._school_today()
        self.env["school.student"]._anonymisation_end_preventions(company)
        self.env["school.student"]._anonymisation_tell_of_ends(company)
        every = self.search([("company_id", "=", company.id)])
        cycles = every._set_right(today)
        waits = (every - cycles).exists().filtered(lambda cycle: cycle.state != "done")
        if today.year not in cycles.mapped("year") and not waits and self._is_due(company, today):
            cycles = self._begin_year(company, today) + cycles
        # None of a later year: a clock that was wrong for an hour must not end the year that is on its way.
        cycles[1:].filtered(lambda cycle: cycle.state in OPEN)._stop("cancelled", "replaced")
        cycles.filtered(lambda cycle: cycle.state == "done").mail_ids._retry()
        for cycle in cycles.filtered(lambda cycle: cycle.state in OPEN):
            cycle._alert_without_address()
            cycle._advance(today)

    @api.model
    def _begin_year(self, company, today):
        """Return a new cycle of this company, which sends its list as soon as there is somebody to tell."""
        cycle = self.create(
            {
                "company_id": company.id,
                "year": today.year,
                "state": "paused",
                "stop_code": "no_recipients",
                "announced_periods": company.anonymisation_inactive_periods,
                "refreshed_on": today,
            }
        )
        if not cycle._recipients():
            cycle._stop("paused", "no_recipients")
        return cycle

    @api.model
    def _is_due(self, company, today):
        """Return whether a list is due: switched on, in season, decided in time, with teaching periods that count."""
        saved_on = company.anonymisation_first_saved_on
        # Who works at a branch need not see the periods of the parent company.
        rule = self.env["school.anonymisation.rule.recent_activity"].sudo()
        return bool(
            company.anonymisation_automatic
            and saved_on
            and calendar.may_start(today, saved_on)
            and rule._periods_that_count(company)
        )

    def _advance(self, today):
        """Take this cycle its next step, if the day for it has come."""
        self.mail_ids._retry()
        if self.state == "paused" and self.stop_code == "no_recipients" and self._recipients():
            self._resume(today)
        elif not self.company_id.anonymisation_automatic:
            self.company_id._anonymisation_pause()
        elif self.state in REMINDERS and today >= self[f"{REMINDERS[self.state]}_on"]:
            self._remind(REMINDERS[self.state], today)
        elif self.state in BEFORE_RUN and today >= self[self._run_field()]:
            self._start_run(today)
        elif self.state in BEFORE_RUN and self._tell_newcomers(today):
            return
        elif self.state != "running" and self.refreshed_on != today:
            self._refresh(today)

    def _refresh(self, today):
        self.env["school.anonymisation.candidate"]._refresh(self)
        self.refreshed_on = today

    def _announce(self, today):
        """Send the list. A late one moves the run, and says so."""
        first, second, run = calendar.plan(self.year, today)
        self.write(
            {
                "state": "announced",
                "list_on": today,
                "reminder_1_on": first,
                "reminder_2_on": second,
                "run_on": run,
                "announced_periods": self.company_id.anonymisation_inactive_periods,
            }
        )
        self._refresh(today)
        self._send_list("list", today)

    def _remind(self, kind, today):
        """Send a reminder. A late one pushes what follows: never two mails a day, and time left to act."""
        recipients = self._recipients()
        if not recipients:
            self._stop("paused", "no_recipients")
            return
        self.write({"state": AFTER[kind], f"{kind}_on": today})
        if kind == "reminder_1":
            self.reminder_2_on = max(self.reminder_2_on, today + calendar.BETWEEN_MAILS)
        self._leave_time(today, recipients)
        self._refresh(today)
        self._send_list(kind, today)

    def _leave_time(self, today, recipients):
        """Move the run if what is being sent today would leave too little time, ten days if nobody had a list yet."""
        told_before = self._lists(recipients)
        notice = calendar.LAST_MAIL_TO_RUN if told_before else calendar.LIST_TO_RUN
        self.run_on = max(self.run_on, self.reminder_2_on + calendar.LAST_MAIL_TO_RUN)
        self._postpone(today + notice)

    def _send_list(self, kind, today):
        """Send the next list, of this kind, to all recipients, and remember whose names stand in it."""
        self.edition += 1
        if kind not in AFTER:
            # Reminders say what was counted for the list.
            self._foresee(today)
        self._tell(kind, today)
        rows = self.candidate_ids.filtered(lambda row: row.state in (*UNSETTLED, "later"))
        rows._note_mailed("extra" if kind == "surge" else kind, self.edition)

    def _tell(self, kind, today, users=None):
        """Write the mails of this kind to these users, by default to all recipients; nobody gets the same one twice."""
        edition = self.edition if kind in LISTS else 0
        had_list = self.mail_ids.filtered(lambda mail: mail.edition and mail.state in ("outgoing", "sent")).user_id
        had_this = self.mail_ids.filtered(
            lambda mail: (
                (mail.kind, mail.edition) == (kind, edition)
                and mail.state != "withdrawn"
                and (edition or mail.due_on == today)
            )
        ).user_id
        self.env["school.anonymisation.cycle.mail"].create(
            [
                {
                    "cycle_id": self.id,
                    "user_id": user.id,
                    "kind": kind,
                    "edition": edition,
                    "due_on": today,
                    "first_time": user not in had_list,
                }
                for user in (self._recipients() if users is None else users) - had_this
            ]
        )._write_mails()

    def _start_run(self, today):
        """Begin the run, or wait: for somebody to tell, for a mail that arrives, for ten days."""
        if not self._recipients():
            self._stop("paused", "no_recipients")
        elif self._told_edition(today) >= self._first_edition():
            self._refresh(today)
            self._begin_run(today)
        elif not self._tell_newcomers(today):
            earliest = self._earliest_run()
            if earliest and earliest > today:
                self._postpone(earliest)
                self._tell("moved", today)
            else:
                self._stop("paused", "unreached")
