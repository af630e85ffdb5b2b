"""What the page is told when somebody has pressed the button: who was anonymised, and who was not and why."""

import time

from odoo import api, models
from odoo.exceptions import UserError

from ...failure_words import failure_sentence
from ...outcome import Outcome

PART = 50
"""Students whom somebody has chosen that are anonymised before the time is looked at."""

PATIENCE = 4
"""Seconds after which the page begins with no more of them."""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def action_anonymise(self):
        """Anonymise this student, at once and for good; raise UserError with the reasons when that may not be.

        :return: an action that shows the anonymised profile.
        """
        self.env.user._check_can_anonymise()
        self.ensure_one()
        self.check_access("write")
        outcome = self._anonymise_in_turn()
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
        """Anonymise those of these students who may be, each checked again; for whom a page cannot wait, the job does.

        :return: an action that tells how many were, and who was not and why.
        """
        self.env.user._check_can_anonymise()
        self.check_access("write")
        outcome, waiting = self._anonymise_in_time()
        lines = [self.env._("Anonymised: %s.", len(outcome.done))]
        if waiting:
            self.env["school.anonymisation.batch"]._ask_for(waiting)
            lines.append(self.env._("Being anonymised: %s. You are told when it is done.", len(waiting)))
        lines += self.browse(outcome.skipped)._anonymisation_refusal_lines()
        for student_id, failure in outcome.failed.items():
            name, why = self.browse(student_id).display_name, self._anonymisation_failure_sentence(failure)
            lines.append(self.env._("Not %(name)s: %(why)s", name=name, why=why))
        return self._anonymisation_answer(lines, "success")

    def _anonymise_in_time(self):
        """Anonymise as many of these students as a page can wait for; return (Outcome, those who are left)."""
        began, outcome = time.monotonic(), Outcome()
        for start in range(0, len(self), PART):
            if start and time.monotonic() - began > PATIENCE:
                return outcome, self[start:]._anonymisation_eligible_among(outcome)
            outcome.add(self[start : start + PART]._anonymise_in_turn())
        return outcome, self.browse()

    def _anonymisation_eligible_among(self, outcome):
        """Return those of these students whom nothing holds back; who is held back goes into the Outcome."""
        codes = self._anonymisation_codes()
        outcome.skipped.update({student_id: why for student_id, why in codes.items() if why})
        return self.filtered(lambda student: not codes[student.id])

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
        return failure_sentence(self.env, failure)
