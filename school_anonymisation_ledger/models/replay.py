"""After a restore: anonymises again whom the ledger says, and brings the log to where it was."""

from odoo import api, models
from odoo.addons.school_anonymisation.erasure import look_again_after_commit
from odoo.exceptions import UserError

from .. import ledger
from ..ledger import LedgerError

# What a line says that its place in the chain does not.
SAID = ("label", "profile_uid", "month", "origin", "rules", "done_by", "cycle_year", "periods_required", "counts")


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _replay_todo(self, lines):
        """Compare a ledger with this database; return what is to be done.

        :param lines: of a ledger, those that are as they were written.
        :return: {"lines": number in the ledger, "missing": those that the log lacks, "erase": {student id: line},
            "done": number of profiles that are anonymised already, "unknown": those that this database does not have}
        :raise LedgerError: the ledger is not this database's, or names what is not installed.
        """
        self._check_same_chain(lines)
        self._check_words(lines)
        erased = {line["profile_uid"]: line for line in lines if line["kind"] == "erased"}
        students = self.env["school.student"].sudo().with_context(active_test=False)
        students = students.search([("anonymisation_uid", "in", list(erased))], order="id")
        known = {line["number"] for line in self.sudo().search_read([], ["number"])}
        return {
            "lines": len(lines),
            "missing": [line for line in lines if line["number"] not in known],
            "erase": {student.id: erased[student.anonymisation_uid] for student in students if not student.anonymised},
            "done": len(students.filtered("anonymised")),
            "unknown": len(erased) - len(students),
        }

    @api.model
    def _replay_people(self, todo):
        """Return [(profile's number, name, codes of the rules that hold it back today)] of whom would be anonymised."""
        students = self.env["school.student"].sudo().with_context(active_test=False).browse(todo["erase"])
        codes = students._anonymisation_codes()
        return [(student.id, student.name, codes[student.id]) for student in students]

    @api.model
    def _check_same_chain(self, lines):
        by_number = {line["number"]: line["hash"] for line in lines}
        for line in self.sudo().search_read([], ["number", "hash"], order="number"):
            if by_number.get(line["number"], line["hash"]) != line["hash"]:
                raise LedgerError(
                    f"Line {line['number']} of this database's log is not that of the ledger: the ledger belongs to"
                    " another database, or one of the two was tampered with. Nothing has been changed."
                )

    @api.model
    def _check_words(self, lines):
        models_there = set(self.env["ir.model"].sudo().search([]).mapped("model"))
        rules_there = set(self._rule_words())
        models_named = {name for line in lines for name in line["counts"]}
        rules_named = {code for line in lines for code in line["rules"].split(",") if code}
        missing = sorted((models_named - models_there) | (rules_named - rules_there))
        if missing:
            raise LedgerError(
                f"The ledger names what is not installed here ({', '.join(missing)}); install those addons first."
                " Nothing has been changed."
            )

    @api.model
    def _replay_erase(self, lines_by_student):
        """Anonymise these profiles under the labels and months of the ledger, whatever the rules say now."""
        students = self.env["school.student"].sudo().with_context(active_test=False).browse(lines_by_student)
        students.lock_for_update()
        students.partner_id.lock_for_update()
        labels = {student_id: line["label"] for student_id, line in lines_by_student.items()}
        months = {student_id: line["month"] for student_id, line in lines_by_student.items()}
        swept = students._anonymisation_sweep()
        students._erase_under_labels(labels, months, swept)
        look_again_after_commit(self.env, swept)

    @api.model
    def _replay_append(self, missing):
        """Add the lines that the log lacks exactly as the ledger has them, as far as they follow each other.

        :return: those that do not follow, because one before them is not as it was written.
        """
        number = self._last_line(self.env.cr)[0]
        following = [line for index, line in enumerate(missing, start=1) if line["number"] == number + index]
        try:
            self._append_as_written([self._with_profile(line) for line in following])
        except UserError:
            raise LedgerError("The log has grown in the meantime; stop the server and start again.") from None
        return missing[len(following) :]

    @api.model
    def _replay_append_anew(self, lines):
        """Write anew what lines say that follow a broken one: who was anonymised stands in the log all the same."""
        lines = [self._with_profile(line) for line in lines if line["kind"] == "erased"]
        lines = [line for line in lines if line["student_id"]]
        names = (*SAID, "student_id", "company_id", "kind", "total")
        self._append_chained([{name: line.get(name) or False for name in names} for line in lines])

    @api.model
    def _with_profile(self, line):
        """Return the columns of a ledger's line, with the profile that it is about, if this database has it."""
        students = self.env["school.student"].sudo().with_context(active_test=False)
        student = students.search([("anonymisation_uid", "=", line["profile_uid"] or "-")], limit=1)
        columns = {name: value or False if isinstance(value, str) else value for name, value in line.items()}
        columns.pop("mac", None)
        return {**columns, "student_id": student.id, "company_id": student.company_id.id}

    @api.model
    def _replay_end(self, path, broken):
        """Let this database write to the ledger from now on; a broken one is set aside and written anew.

        :return: where the broken one is now, or None.
        """
        self.env.flush_all()
        name, key = self._ledger_writer(), self._ledger_key()
        aside = ledger.begin(path, self._lines_after(0), key, name) if broken else None
        if not broken and self._ledger_contents(path).owner != name:
            ledger.hand_over(path, name, key)
        self._note_writer(path)
        return aside
