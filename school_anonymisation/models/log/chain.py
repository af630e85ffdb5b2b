"""The chain: each line of the log carries a hash over itself and the line before, so that no change goes unseen."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...chain import ADDED, GENESIS, NUMBERS, TEXTS, hash_of
from .log import _APPENDING

# Two numbers that nobody else locks by.
LOCK = (5_114_019, 1)


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _lock_chain(self):
        """Hold the end of the chain until this transaction ends; return the number and hash of the last line.

        To be extended by whoever may have to refuse a line.

        This transaction may have begun before the last line was committed: a fresh one sees it, now that nobody
        else can add one. Our own lines only we see; they are later.
        """
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", *LOCK))
        with self.env.registry.cursor() as fresh_cr:
            return max(self._last_line(self.env.cr), self._last_line(fresh_cr))

    @api.model
    def _append_as_written(self, lines):
        """Add lines that a restore took away, with the numbers and hashes that they had.

        :param lines: complete dicts, in order. :raise UserError: they do not follow the last line.
        """
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", *LOCK))
        number, last_hash = self._last_line(self.env.cr)
        for line in lines:
            number += 1
            if line["number"] != number or line["hash"] != hash_of(line, last_hash):
                raise UserError(self.env._("Entry %s does not follow the last one of the log.", line["number"]))
            last_hash = line["hash"]
        self.with_context(school_anonymisation_appending=_APPENDING).create(lines)

    @api.model
    def _last_line(self, cr):
        cr.execute(SQL("SELECT number, hash FROM school_anonymisation_log ORDER BY number DESC LIMIT 1"))
        return cr.fetchone() or (0, GENESIS)

    def action_verify_chain(self):
        """Check every line; answer that all is well, or which line is the first that is not, and what is wrong."""
        self.env.user._check_can_anonymise()
        broken = self._first_broken_line()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if broken else "success",
                "sticky": bool(broken),
                "message": broken
                or self.env._("All %s entries are as they were written.", self.sudo().search_count([])),
            },
        }

    @api.model
    def _first_broken_line(self):
        """Return one sentence about the first line that is not as it was written; empty when all are.

        To be extended by whoever knows more of what was written.
        """
        last_hash = GENESIS
        for number, line in enumerate(self._lines_with_profiles(), start=1):
            if line["number"] != number:
                return self.env._("Entry %s is missing.", number)
            if hash_of(line, last_hash) != line["hash"]:
                return self.env._(
                    "Entry %(number)s (%(label)s) is not as it was written, or the one before it is not.",
                    number=number,
                    label=line["label"],
                )
            if not line["belongs"]:
                return self.env._("Entry %(number)s (%(label)s) no longer belongs to its profile.", **line)
            last_hash = line["hash"]
        return self._profile_without_line()

    @api.model
    def _lines_with_profiles(self):
        """Yield the lines as dicts, in order, with whether each still belongs to the profile it names."""
        self.env.flush_all()
        columns = SQL(", ").join(
            SQL.identifier("l", name) for name in (*TEXTS, *NUMBERS, *ADDED, "counts", "retained_until")
        )
        self.env.cr.execute(
            SQL(
                "SELECT %s, l.hash, l.student_id IS NULL OR (s.anonymised AND s.anonymisation_label = l.label"
                " AND s.anonymisation_uid = l.profile_uid AND s.company_id = l.company_id) IS TRUE AS belongs"
                " FROM school_anonymisation_log l LEFT JOIN school_student s ON s.id = l.student_id ORDER BY l.number",
                columns,
            )
        )
        while lines := self.env.cr.dictfetchmany(5000):
            yield from lines

    @api.model
    def _profile_without_line(self):
        """Return a sentence when the end of the log is missing: a profile is anonymised and no line says so."""
        self.env.cr.execute(
            SQL(
                "SELECT s.anonymisation_label FROM school_student s WHERE s.anonymised"
                " AND s.history_moved IS NOT TRUE AND s.anonymisation_carrier IS NOT TRUE AND NOT EXISTS (SELECT 1"
                " FROM school_anonymisation_log l WHERE l.student_id = s.id AND l.kind = 'erased') ORDER BY 1 LIMIT 1"
            )
        )
        missing = self.env.cr.fetchone()
        return self.env._("The entry about %s is missing.", missing[0]) if missing else ""
