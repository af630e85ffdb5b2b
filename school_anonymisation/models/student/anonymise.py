"""Anonymising: lock, ask every rule again, erase, log. Each student is whole or anonymised, never between."""

import errno

import psycopg2
from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...erasure import Subjects, apply, look_again_after_commit, plan, sweep
from ...outcome import Outcome

# Only these concern one student; whatever else PostgreSQL reports dooms the transaction and is Odoo's to retry.
RETRIED_BY_ODOO = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
# These concern the machine: whoever is tried alone fails as well.
OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
AT_ONCE = 500
"""Students erased by the same statements: more of them would not be quicker, and need more memory."""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def action_anonymise(self):
        """Anonymise this student, at once and for good; raise UserError with the reasons when that may not be.

        :return: an action that shows the anonymised profile; one that says that it is being done in a large database.
        """
        self.env.user._check_can_anonymise()
        self.ensure_one()
        self.check_access("write")
        if self.env["school.anonymisation.request"]._is_better_than_waiting():
            return self._anonymisation_request()
        outcome = self._anonymise(origin="hand")
        if self.id in outcome.skipped:
            raise UserError(self._anonymisation_refusal())
        if self.id in outcome.failed:
            raise UserError(self._anonymisation_failure_sentence(outcome.failed[self.id]))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("school_anonymisation.school_student_view_form_anonymised").id, "form")],
            # Without the way back: the old name stands in it.
            "target": "main",
        }

    def action_anonymise_several(self):
        """Anonymise those of these students who may be, each checked again.

        :return: an action that tells how many were, and who was not and why.
        """
        self.env.user._check_can_anonymise()
        self.check_access("write")
        if self.env["school.anonymisation.request"]._is_better_than_waiting():
            return self._anonymisation_request()
        outcome = self._anonymise(origin="hand")
        lines = [self.env._("Anonymised: %s.", len(outcome.done))]
        lines += self.browse(outcome.skipped)._anonymisation_refusal_lines()
        for student_id, failure in outcome.failed.items():
            name, why = self.browse(student_id).display_name, self._anonymisation_failure_sentence(failure)
            lines.append(self.env._("Not %(name)s: %(why)s", name=name, why=why))
        return self._anonymisation_answer(lines, "success")

    def _anonymisation_refusal_lines(self):
        """Return a line for each of these students, with why the student may not be anonymised."""
        return [
            self.env._(
                "Not %(name)s: %(why)s",
                name=self.browse(student_id).display_name,
                why=" ".join(blocker.sentence for blocker in blockers),
            )
            for student_id, blockers in self._anonymisation_blockers().items()
        ]

    @api.model
    def _anonymisation_answer(self, lines, kind):
        """Return the action that tells these lines; the second and further ones are about what was not done."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind if len(lines) == 1 else "warning",
                "sticky": len(lines) > 1,
                "message": "\n".join(lines),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _anonymisation_refusal(self):
        """Return why this student cannot be anonymised, a sentence a line."""
        sentences = [blocker.sentence for blocker in self._anonymisation_blockers()[self.id]]
        sentences.append(self._anonymisation_eligible_from())
        reasons = "\n".join(f"• {sentence}" for sentence in sentences if sentence)
        return self.env._(
            "%(name)s cannot be anonymised now. Nothing has been changed.\n\n%(reasons)s",
            name=self.display_name,
            reasons=reasons,
        )

    @api.model
    def _anonymisation_failure_sentence(self, failure):
        if failure == "locked":
            return self.env._(
                "Somebody else is working on this profile just now. Nothing has been changed; try again in a minute."
            )
        return self.env._(
            "The profile could not be anonymised, and nothing has been changed. Technical cause: %s", failure
        )

    def _anonymise(self, origin, cycle=None, swept=None):
        """Anonymise those of these students who are eligible, in the caller's transaction.

        Rows locked by somebody else are skipped as "locked". The rules are asked again under the lock. When one
        record makes the whole fail, halves are tried, down to the one student who fails alone.

        :param origin: "hand" or "cycle"; :param cycle: the `school.anonymisation.cycle`, when there is one.
        :param swept: the `erasure.Sweep` that has looked for these students, and whose maker sees to the second look;
            without one everything is looked through here, and once more after the commit.
        :return: an Outcome.
        :raise AccessError: the user may not anonymise.
        :raise psycopg2.errors: what Odoo retries (serialisation failure, deadlock).
        """
        self.env.user._check_can_anonymise()
        outcome = Outcome()
        # Past the check, what belongs to the person is reached wherever it lies, readable for the user or not.
        students = self.sudo()._anonymisation_lock(outcome)
        students = students._anonymisation_recheck(outcome)
        if not students:
            return outcome
        own = None
        if swept is None:
            own = swept = students._anonymisation_sweep()
        students = students._anonymisation_settled(outcome, swept)
        batches = [students[start : start + AT_ONCE] for start in range(0, len(students), AT_ONCE)]
        while batches:
            batch = batches.pop()
            try:
                with self.env.cr.savepoint():
                    outcome.add(batch._anonymise_eligible(origin, cycle, swept))
            except RETRIED_BY_ODOO:
                raise
            # Whatever an addon's override raises must stop this student only; its text may hold personal data.
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
                self.env.invalidate_all(flush=False)
                swept.note_undone(batch.partner_id.ids)
                if len(batch) > 1 and getattr(error, "errno", None) not in OF_THE_MACHINE:
                    middle = len(batch) // 2
                    batches += [batch[:middle], batch[middle:]]
                else:
                    outcome.failed |= dict.fromkeys(batch.ids, self._anonymisation_failure(error))
        if own and outcome.done:
            look_again_after_commit(self.env, own)
        return outcome

    def _anonymisation_sweep(self):
        """Look through everything once for these students; return the `erasure.Sweep`."""
        return sweep(self.env, self._anonymisation_subjects(dict.fromkeys(self.ids, "-")))

    def _anonymisation_settled(self, outcome, swept):
        """Return those of these locked students of whom nothing has changed since everything was looked through."""
        unchanged = swept.unchanged(self.env, self._anonymisation_subjects(dict.fromkeys(self.ids, "-")))
        changed = self.filtered(lambda student: student.partner_id.id not in unchanged)
        outcome.failed.update(dict.fromkeys(changed.ids, "locked"))
        return self - changed

    @api.model
    def _anonymisation_failure(self, error):
        """Return what went wrong without anything that the error was about."""
        if isinstance(error, psycopg2.Error):
            return f"{error.diag.table_name or '?'} {error.pgcode or '?'}"
        return type(error).__name__

    def _anonymisation_lock(self, outcome):
        """Return those whose profile and contact could be locked against every other writer until the end."""
        locked = self.exists().try_lock_for_update()
        partners = locked.partner_id.try_lock_for_update()
        locked = locked.filtered(lambda student: student.partner_id in partners)
        outcome.failed.update(dict.fromkeys((self.exists() - locked).ids, "locked"))
        return locked

    def _anonymisation_recheck(self, outcome):
        """Return the eligible, as this transaction sees them and as everybody else has committed by now.

        The transaction's own view was taken when it began. What others have committed since, and before the lock,
        only a new snapshot shows; after the lock nobody can enrol, hire or invoice a student any more.
        """
        self.env.flush_all()
        codes = self._anonymisation_codes()
        with self.env.registry.cursor() as fresh_cr:
            fresh = self.with_env(self.env(cr=fresh_cr)).exists()
            for student_id, fresh_codes in fresh._anonymisation_codes().items():
                codes[student_id] = list(dict.fromkeys(codes[student_id] + fresh_codes))
        outcome.skipped.update({student_id: why for student_id, why in codes.items() if why})
        return self.filtered(lambda student: not codes[student.id])

    def _anonymise_eligible(self, origin, cycle, swept):
        """Erase these students, who are locked and eligible, and log it."""
        labels = self._anonymisation_labels()
        drawn = plan(self.env, self._anonymisation_subjects(labels), sweep=swept)
        if late := self._anonymisation_written_meanwhile(drawn, swept):
            outcome = Outcome(failed=dict.fromkeys(late.ids, "locked"))
            if rest := self - late:
                outcome.add(rest._anonymise_eligible(origin, cycle, swept))
            return outcome
        month = fields.Date.context_today(self).strftime("%Y-%m")
        result = self._erase_under_labels(labels, dict.fromkeys(self.ids, month), swept, drawn)
        self.env["school.anonymisation.log"]._append_erasures(self, labels, origin, cycle, result)
        return Outcome(done=self.ids, counts=result.counts_by_model(), retained=result.retained_until(self))

    def _erase_under_labels(self, labels, months, swept, drawn=None):
        """Erase these locked students and mark them; return the engine's Result. Whoever calls writes the log.

        :param labels: {student id: neutral label}; :param months: {student id: the month of it, YYYY-MM}
        :param swept: the `erasure.Sweep` that has looked for them; :param drawn: their `erasure.Plan`, if there is one.
        """
        hooks = self.env["school.anonymisation.hooks"]
        hooks._before_erasure(self)
        drawn = drawn or plan(self.env, self._anonymisation_subjects(labels), sweep=swept)
        result = apply(self.env, drawn, swept)
        self._anonymisation_mark(labels, months)
        hooks._after_erasure(self)
        return result

    def _anonymisation_subjects(self, labels):
        return Subjects(
            {
                "school.student": self.ids,
                "res.partner": self.partner_id.ids,
                "res.users": self.partner_id.with_context(active_test=False).user_ids.ids,
            },
            labels={student.partner_id.id: labels[student.id] for student in self},
            apart=self._anonymisation_apart(),
        )

    def _anonymisation_apart(self):
        """Return the ids of contacts that are people of their own, though they may look like a student's address."""
        families = self.env["school.family.association"].sudo()
        return set(families.search([("relative_id.parent_id", "in", self.sudo().partner_id.ids)]).relative_id.ids)
