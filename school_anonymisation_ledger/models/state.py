"""How the ledger stands to the log: the whole file is checked whenever it is not as this process left it."""

import logging

from odoo import api, models
from odoo.addons.school_anonymisation.chain import GENESIS
from odoo.exceptions import UserError
from odoo.tools import SQL, config

from .. import ledger

_logger = logging.getLogger(__name__)

BROKEN = ("missing", "older", "other", "foreign", "broken")
"""States of the ledger in which nothing may be added to the log."""
BEGIN = "school_anonymisation.ledger_begin"
"""Parameter: a ledger may be begun for a log that has lines; set when the addon is installed."""
WRITER = "school_anonymisation.ledger_of"
"""Parameter with the name of the file that is this log's ledger; a backup brings it along."""

_checked = {}


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _ledger_path(self):
        """Return the ledger's path by the configuration; in a database of another name, that of its log."""
        path = ledger.configured_path(config["config"], self.env.cr.dbname)
        if path is None or path.exists():
            return path
        return self._ledger_of_backup() or path

    @api.model
    def _ledger_writer(self):
        """Return who writes to a ledger: the database by its name and its `database.uuid`, which a copy has anew."""
        return f"{self.env.cr.dbname} {self.env['ir.config_parameter'].sudo().get_param('database.uuid')}"

    @api.model
    def _ledger_of_backup(self):
        """Return the path of the ledger that a restored database was written to under its former name, or None."""
        name = self.env["ir.config_parameter"].sudo().get_param(WRITER)
        former = name and ledger.configured_path(config["config"], self.env.cr.dbname).with_name(name)
        if former and former.exists():
            return former
        number, last_hash = self._last_line(self.env.cr)
        for path in ledger.neighbours(config["config"]) if number else ():
            lines = self._ledger_contents(path).lines
            if any((line["number"], line["hash"]) == (number, last_hash) for line in lines[number - 1 : number]):
                return path
        return None

    @api.model
    def _ledger_key(self):
        return ledger.configured_key(config["config"])

    @api.model
    def _ledger_contents(self, path):
        """Return the `ledger.Contents`; a file that has not changed since is not read again.

        :raise OSError: it cannot be read.
        """
        known, key = path.stat(), self._ledger_key()
        stamp = (known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns, key)
        if _checked.get(path, ((), None))[0] != stamp:
            _checked[path] = stamp, ledger.contents(path, key)
        return _checked[path][1]

    @api.model
    def _ledger_state(self, cr):
        """Return how the ledger stands to what the transaction of `cr` sees.

        "off": none is configured; "kept": it is the log or its beginning; "missing": the log has lines and there is no
        file; "older": the database lacks lines that the ledger has; "broken": a line in it is not as it was written;
        "other": the ledger is another log's; "foreign": another database writes to it; "unreadable".
        """
        path = self._ledger_path()
        if not path:
            return "off"
        try:
            known = self._ledger_contents(path)
        except FileNotFoundError:
            return "missing" if self._last_line(cr)[0] and not self._may_begin(cr) else "kept"
        except OSError:
            return "unreadable"
        found = self._hash_of_line(cr, known.number)
        if found is None:
            # This transaction may have begun before another worker committed the line.
            with self.env.registry.cursor() as fresh_cr:
                found = self._hash_of_line(fresh_cr, known.number)
        if found is None:
            return "older"
        if known.broken:
            return "broken"
        if found != known.hash:
            return "other"
        return "foreign" if known.owner and known.owner != self._ledger_writer() else "kept"

    @api.model
    def _hash_of_line(self, cr, number):
        """Return the hash of the line with this number, or None; before the first line stands the beginning."""
        cr.execute(SQL("SELECT hash FROM school_anonymisation_log WHERE number = %s", number))
        found = cr.fetchone()
        return found[0] if found else None if number else GENESIS

    @api.model
    def _may_begin(self, cr):
        cr.execute(SQL("SELECT 1 FROM ir_config_parameter WHERE key = %s", BEGIN))
        return bool(cr.fetchone())

    @api.model
    def _ledger_sentence(self):
        """Return one sentence about what is not well with the ledger; empty when all is, or when there is none."""
        return {
            "unreadable": self.env._(
                "The copy of the log outside the database"
                " cannot be read. Look at its path in the server's configuration and at"
                " who may write to it; lines that are missing are added then."
            ),
            "missing": self.env._(
                "The copy of the log outside the database"
                " is missing. Put it back, or name its new place in the server's"
                " configuration; if it is lost, begin another one with school_anonymisation_replay --begin. Nobody can"
                " be anonymised until then."
            ),
            "older": self.env._(
                "This database is older than the copy of its log: a backup has been restored, and people who had been"
                " anonymised are back. Nobody can be anonymised until the command school_anonymisation_replay has been"
                " run."
            ),
            "broken": self.env._(
                "The copy of the log outside the database"
                " is not as it was written: somebody has changed it, or a disk fails."
                " Nobody can be anonymised until the command school_anonymisation_replay has been run."
            ),
            "other": self.env._(
                "The copy of the log outside the database"
                " does not belong to this log, or one of the two was tampered with."
                " Nobody can be anonymised until the server's configuration names the right file."
            ),
            "foreign": self.env._(
                "The copy of the log outside the database"
                " is written by another database. Nobody can be anonymised in this one"
                " until the server's configuration gives it a file of its own; after a restore, run the command"
                " school_anonymisation_replay."
            ),
        }.get(self._ledger_state(self.env.cr), "")

    @api.model
    def _refuse_older_than_ledger(self, cr):
        """Raise UserError when a line of ours would not be where the ledger expects it."""
        if self._ledger_state(cr) in BROKEN:
            raise UserError(self._ledger_sentence())
