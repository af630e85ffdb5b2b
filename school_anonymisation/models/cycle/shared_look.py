"""One look for all batches of a run: what it finds is kept with each, sealed, and each goes on with what came since."""

from contextlib import suppress
from functools import partial

from odoo import api, fields, models

from ...erasure import packed, unpacked
from ...sealing import KeyLost
from ..engine_host import SchoolHost
from .sealed import vault

TOGETHER = 3000
"""Students who are looked for at once: more of them need more memory than a worker is to take."""


class AnonymisationBatchFound(models.Model):
    """What everything was looked through for, and what was found, until the batch has been worked at."""

    _name = "school.anonymisation.batch.found"
    _description = "What was found of students who are anonymised together"
    # No look reads it: see `erasure/sources/catalogue.py`.
    _table = "erasure_found"
    _log_access = False

    batch_id = fields.Many2one(
        "school.anonymisation.batch", "Anonymised together with", required=True, index=True, ondelete="cascade"
    )
    sealed = fields.Text("Still to be looked for", required=True, groups=fields.NO_ACCESS)
    key_name = fields.Char(required=True, groups=fields.NO_ACCESS)

    @api.model
    def _keep(self, batch, swept):
        """Keep a Sweep for a batch, instead of one that is kept; for good only once this transaction is."""
        batch.found_ids.unlink()
        name, sealed = vault().seal(packed(swept), self.env.cr.dbname)
        self.env.cr.postrollback.add(partial(vault().destroy, name))
        self.create({"batch_id": batch.id, "sealed": sealed.hex(), "key_name": name})

    def _opened(self, host):
        """Return the Sweep that is kept, or nothing where it cannot be read any more."""
        for one in self:
            # Without its key, or of another version of the program: everything is looked through once more.
            with suppress(KeyLost, ValueError):
                content = vault().opened(one.key_name, bytes.fromhex(one.sealed))
                return unpacked(self.env, content, host)
        return None

    def unlink(self):
        for name in self.mapped("key_name"):
            self.env.cr.postcommit.add(partial(vault().destroy, name))
        return super().unlink()


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    found_ids = fields.One2many(
        "school.anonymisation.batch.found", "batch_id", "Still to be looked for", groups=fields.NO_ACCESS
    )
    # A worker was killed in it: nobody else is looked for together with these students.
    alone = fields.Boolean()

    def unlink(self):
        # The keys go with what they open, which the database would delete by itself.
        self.found_ids.unlink()
        return super().unlink()

    def _swept(self, rows):
        """Return the Sweep for those who wait in this batch, which is held; nothing where nobody may be anonymised.

        :param rows: their candidates.
        """
        return self._go_on_from_found(rows) or self._look_with_others(rows)

    def _go_on_from_found(self, rows):
        """Return what was found when others of the run were looked for, with what was written since; or nothing."""
        swept = self.found_ids._opened(SchoolHost(self.cycle_id.company_id.id)) if self.found_ids else None
        if swept is None:
            return None
        students = rows._eligible_students()
        students = students.filtered(lambda student: student.partner_id.id in swept.known.people)
        if not students:
            return None
        swept = swept.of(set(students.partner_id.ids))
        return swept if students._anonymisation_catch_up(swept) else None

    def _look_with_others(self, rows):
        """Look through everything for these candidates, and for those of other batches that nobody is at; keep that."""
        with self._others_to_look_for(TOGETHER - len(rows))._all_held() as held:
            # Somebody may have been at them until now.
            self._commit()
            others = held.filtered(lambda batch: not batch.found_ids and batch._waiting())
            everybody = rows.concat(*(batch._waiting() for batch in others))
            swept = everybody._look()
            if swept is None:
                return None
            for batch, waiting in zip(self | others, [rows, *(batch._waiting() for batch in others)], strict=True):
                theirs = swept.of(set(waiting.student_id.partner_id.ids) & swept.known.people.keys())
                if theirs.known.people:
                    self.env["school.anonymisation.batch.found"]._keep(batch, theirs)
            if others:
                # Whoever found nothing to do meanwhile is needed now.
                self.cycle_id._wake()
                # Others may be at them as soon as they are let go.
                self._commit()
        return swept.of(set(rows.student_id.partner_id.ids) & swept.known.people.keys())

    def _others_to_look_for(self, most):
        """Return other batches of this run for which nobody has looked, of at most so many students."""
        if self.alone:
            return self.browse()
        chosen = self.browse()
        free = self.cycle_id._open_batches().filtered(
            lambda batch: batch != self and not (batch.alone or batch.taken or batch.sealed or batch.found_ids)
        )
        for batch in free:
            most -= len(batch._waiting())
            if most < 0:
                break
            chosen |= batch
        return chosen

    def _forget_found(self):
        """Forget what was found once nobody waits in this batch any more. Commits."""
        if self.found_ids and not self._waiting():
            self.found_ids.unlink()
            self._commit()
