"""Keeps the ledger in step with the log: after each commit, at every start, and once a day."""

import logging

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.addons.school_anonymisation.chain import ADDED, NUMBERS, TEXTS
from odoo.tools import SQL

from .. import ledger
from .state import BEGIN, BROKEN, WRITER

_logger = logging.getLogger(__name__)

TOLD = "school_anonymisation.ledger_told"
"""Parameter with the state and the last line of the ledger of which the administrators were told."""
CHECKED_ON = "school_anonymisation.ledger_checked_on"
"""Parameter with the day on which log and ledger were last compared as a whole."""


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    def _register_hook(self):
        """At every start: bring the ledger up to date, or tell the administrators what is wrong with it."""
        super()._register_hook()
        if not self._ledger_path():
            _logger.warning("No ledger is kept: the server's configuration does not say where it is.")
            return
        if not self._ledger_key():
            _logger.warning("The ledger has no key: whoever can write to the file can forge it.")
        # A transaction of its own: whoever is loading the registry holds locks, and must start in any case.
        try:
            with self.env.registry.cursor() as cr:
                cr.execute(SQL("SET LOCAL lock_timeout = '5s'"))
                log = self.with_env(api.Environment(cr, SUPERUSER_ID, {}))
                log._export_ledger()
                log._tell_administrators()
        except psycopg2.Error as error:
            _logger.warning("The ledger was not looked at when the server started: %s", error.pgcode)

    @api.model
    def _lock_chain(self):
        """Refuse, besides, when the ledger is ahead; asked in a fresh transaction, now that nobody can add a line."""
        end = super()._lock_chain()
        with self.env.registry.cursor() as fresh_cr:
            self._refuse_older_than_ledger(fresh_cr)
        return end

    @api.model
    def _append_chained(self, lines):
        """Have the ledger follow once these lines are for good."""
        appended = super()._append_chained(lines)
        self._export_after_commit()
        return appended

    @api.model
    def _note_officers(self):
        """Leave the log alone until the replay: a user can be given the permission all the same."""
        return None if self._ledger_state(self.env.cr) in BROKEN else super()._note_officers()

    @api.model
    def _first_broken_line(self):
        """Compare the log with the ledger, too."""
        return super()._first_broken_line() or self._ledger_sentence()

    @api.model
    def _export_after_commit(self):
        """Have the ledger brought up to date once the lines of this transaction are for good."""
        if not self._ledger_path() or self.env.cr.postcommit.data.get(TOLD):
            return
        self.env.cr.postcommit.data[TOLD] = True
        registry = self.env.registry

        @self.env.cr.postcommit.add
        def export():
            with registry.cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})["school.anonymisation.log"]._export_ledger()

    @api.model
    def _export_ledger(self):
        """Add to the ledger what it lacks. What goes wrong is for the server's log: the database has the lines."""
        path = self._ledger_path()
        if not path or self._ledger_state(self.env.cr) in BROKEN:
            return
        try:
            ledger.extend(path, self._lines_after, self._ledger_key(), self._ledger_writer())
        except (OSError, ledger.LedgerError) as error:
            _logger.error("The anonymisation log could not be copied to its ledger: %s", error)
        else:
            self._note_writer(path)

    @api.model
    def _note_writer(self, path):
        """Remember which file is this log's ledger, and that one has been begun."""
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param(WRITER) != path.name:
            parameters.set_param(WRITER, path.name)
        parameters.search([("key", "=", BEGIN)]).unlink()

    @api.model
    def _lines_after(self, number):
        """Return the lines after this number, as dicts."""
        columns = SQL(", ").join(map(SQL.identifier, (*TEXTS, *NUMBERS, *ADDED, "counts", "retained_until", "hash")))
        self.env.cr.execute(
            SQL("SELECT %s FROM school_anonymisation_log WHERE number > %s ORDER BY number", columns, number)
        )
        return self.env.cr.dictfetchall()

    @api.model
    def _check_ledger_daily(self):
        """Compare the whole log with the whole ledger once a day; say in the server's log what is wrong."""
        parameters, today = self.env["ir.config_parameter"].sudo(), str(fields.Date.today())
        if not self._ledger_path() or parameters.get_param(CHECKED_ON) == today:
            return
        parameters.set_param(CHECKED_ON, today)
        if sentence := self._first_broken_line():
            _logger.critical("%s", sentence)
            self._tell_administrators()

    @api.model
    def _tell_administrators(self):
        """Say once, in the server's log and to whoever administers or may anonymise, what is wrong with the ledger."""
        state = self._ledger_state(self.env.cr)
        if state not in BROKEN:
            return
        sentence = self._ledger_sentence()
        _logger.critical("%s", sentence)
        parameters = self.env["ir.config_parameter"]
        path = self._ledger_path()
        said = f"{state} {self._ledger_contents(path).number if path.exists() else 0}"
        if parameters.get_param(TOLD) == said:
            return
        parameters.set_param(TOLD, said)
        summary = self.env._("Something is wrong with the copy of the anonymisation log")
        if state == "older":
            summary = self.env._("A backup has brought anonymised people back")
        self._tell(self.env.ref("base.group_system").all_user_ids.filtered("active"), summary, sentence)

    @api.model
    def _tell(self, users, summary, sentence):
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "user_id": user.id,
                    "summary": summary,
                    "note": sentence,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_warning").id,
                }
                for user in users
            ]
        )
        addresses = [user.email_formatted for user in users if user.email]
        self.env["mail.mail"].create(
            [
                {"subject": summary, "body_html": sentence, "email_to": address, "auto_delete": True}
                for address in addresses
            ]
        )


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        """Look at the ledger as a whole, too, once a day."""
        self._as_itself().env["school.anonymisation.log"]._check_ledger_daily()
        return super()._cron_advance()
