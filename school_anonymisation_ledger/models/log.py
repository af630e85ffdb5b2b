"""Keeps the ledger in step with the log, and notices when the database is older than it."""

import logging

import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.addons.school_anonymisation.chain import ADDED, GENESIS, NUMBERS, TEXTS
from odoo.exceptions import UserError
from odoo.tools import SQL, config

from .. import ledger

_logger = logging.getLogger(__name__)

BROKEN = ("older", "other")
"""States of the ledger in which nothing may be added to the log."""
TOLD = "school_anonymisation.ledger_told"
"""Parameter with the number of the last line of the ledger when the administrators were told."""


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    def _register_hook(self):
        """At every start: bring the ledger up to date, or tell the administrators that the database is older."""
        super()._register_hook()
        if not self._ledger_path():
            _logger.warning("No ledger is kept: the server's configuration does not say where it is.")
            return
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
    def _ledger_path(self):
        return ledger.configured_path(config["config"], self.env.cr.dbname)

    @api.model
    def _ledger_state(self, cr):
        """Return how the ledger stands to what the transaction of `cr` sees, or a fresh one.

        "off": none is configured; "kept": it is the log or its beginning; "older": the database lacks lines that the
        ledger has; "other": the ledger is another database's, or one of both was tampered with; "unreadable".
        """
        path = self._ledger_path()
        if not path:
            return "off"
        try:
            number, last_hash = ledger.head(path)
        except OSError:
            return "unreadable"
        except ledger.LedgerError:
            return "other"
        found = self._hash_of_line(cr, number)
        if found is None:
            # This transaction may have begun before another worker committed the line.
            with self.env.registry.cursor() as fresh_cr:
                found = self._hash_of_line(fresh_cr, number)
        if found is None:
            return "older"
        return "kept" if found == last_hash else "other"

    @api.model
    def _hash_of_line(self, cr, number):
        """Return the hash of the line with this number, or None; before the first line stands the beginning."""
        cr.execute(SQL("SELECT hash FROM school_anonymisation_log WHERE number = %s", number))
        found = cr.fetchone()
        return found[0] if found else None if number else GENESIS

    @api.model
    def _ledger_sentence(self):
        """Return one sentence about what is not well with the ledger; empty when all is, or when there is none."""
        return {
            "unreadable": self.env._(
                "The ledger outside the database cannot be read. Look at its path in the server's configuration and at"
                " who may write to it; lines that are missing are added then."
            ),
            "older": self.env._(
                "This database is older than its ledger: a backup has been restored, and people who had been anonymised"
                " are back. Nobody can be anonymised until the command school_anonymisation_replay has been run."
            ),
            "other": self.env._(
                "The ledger outside the database does not belong to this log, or one of the two was tampered with."
                " Nobody can be anonymised until the server's configuration names the right file."
            ),
        }.get(self._ledger_state(self.env.cr), "")

    @api.model
    def _refuse_older_than_ledger(self, cr):
        """Raise UserError when a line of ours would have the number of one that the ledger has already."""
        if self._ledger_state(cr) in BROKEN:
            raise UserError(self._ledger_sentence())

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
            ledger.extend(path, self._lines_after)
        except (OSError, ledger.LedgerError) as error:
            _logger.error("The anonymisation log could not be copied to its ledger: %s", error)

    @api.model
    def _lines_after(self, number):
        """Return the lines after this number, as dicts."""
        columns = SQL(", ").join(map(SQL.identifier, (*TEXTS, *NUMBERS, *ADDED, "counts", "retained_until", "hash")))
        self.env.cr.execute(
            SQL("SELECT %s FROM school_anonymisation_log WHERE number > %s ORDER BY number", columns, number)
        )
        return self.env.cr.dictfetchall()

    @api.model
    def _tell_administrators(self):
        """Say once, in the server's log and to every administrator, that the database is older than its ledger."""
        if self._ledger_state(self.env.cr) not in BROKEN:
            return
        sentence = self._ledger_sentence()
        _logger.critical("%s", sentence)
        parameters = self.env["ir.config_parameter"]
        number = str(ledger.head(self._ledger_path())[0])
        if parameters.get_param(TOLD) == number:
            return
        parameters.set_param(TOLD, number)
        administrators = self.env.ref("base.group_system").all_user_ids.filtered("active")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "user_id": user.id,
                    "summary": self.env._("A backup has brought anonymised people back"),
                    "note": sentence,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_warning").id,
                }
                for user in administrators
            ]
        )
        addresses = [user.email_formatted for user in administrators if user.email]
        self.env["mail.mail"].create(
            [
                {
                    "subject": self.env._("A backup has brought anonymised people back"),
                    "body_html": sentence,
                    "email_to": address,
                    "auto_delete": True,
                }
                for address in addresses
            ]
        )
