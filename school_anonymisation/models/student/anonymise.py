"""The whole story of one press, in order: lock, ask every rule again, erase, mark, log, keep what is to be looked for.

Each student is whole or anonymised, never between.
"""

from collections import Counter

from psycopg2 import errors

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine_mark import marking
from ...erasure import (
    ENDLESS,
    Remembered,
    apply,
    catch_up,
    plan,
    remembered,
    selected_records,
    sweep,
    treat_columns_again,
)
from ...erasure.afterwards import forgotten_if_undone
from ...erasure.deferred import check_deferred
from ...failure import failure_code, machine_trouble
from ...failure_words import is_own
from ...outcome import Outcome

# Only these concern one student; whatever else PostgreSQL reports dooms the transaction and is Odoo's to retry.
RETRIED_BY_ODOO = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
WAIT = "20s"
"""How long one statement waits for somebody else's: Odoo repeats it five times before it ends a worker that waits."""
AT_ONCE = 500
"""Students erased by the same statements: more of them would not be quicker, and need more memory."""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymise(self, origin, cycle=None, swept=None):
        """Anonymise those of these students who are eligible, in the caller's transaction.

        By itself this takes everything that the register ties to them, and nothing is looked through: what is still to
        be looked for elsewhere is kept, sealed, and the job does it.

        Rows locked by somebody else are skipped as "locked". The rules are asked again under the lock. When one
        record makes the whole fail, halves are tried, down to the one student who fails alone.

        :param origin: "hand" or "cycle"; :param cycle: the `school.anonymisation.cycle`, when there is one.
        :param swept: the `erasure.Sweep` that has looked for these students: then what stands elsewhere is treated with
            them, and its maker sees to the second look.
        :return: an Outcome.
        :raise AccessError: the user may not anonymise.
        :raise psycopg2.errors: what Odoo retries (serialisation failure, deadlock, a row that is held for long).
        """
        self.env.user._check_can_anonymise()
        self.env.cr.execute(SQL("SELECT set_config('lock_timeout', %s, TRUE)", WAIT))
        outcome = Outcome()
        # Past the check, what belongs to the person is reached wherever it lies, readable for the user or not.
        students = self.sudo()._anonymisation_lock(outcome)
        students = students._anonymisation_ask_again(outcome)
        if not students:
            return outcome
        if swept:
            students = students._anonymisation_unchanged(outcome, swept)
        still = Remembered()
        # What a school adds to the register is for its own students.
        parts = [
            group[start : start + AT_ONCE]
            for group in students.grouped("company_id").values()
            for start in range(0, len(group), AT_ONCE)
        ]
        for index, part in enumerate(parts, start=1):
            if trouble := part._anonymise_or_halve(outcome, origin, cycle, swept, still):
                outcome.failed |= dict.fromkeys(students.browse().concat(*parts[index:]).ids, trouble)
                break
        if still.signs:
            self.env["school.anonymisation.batch"]._remember(still, cycle)
        return outcome

    def _anonymisation_lock(self, outcome):
        """Return those whose profile, contact and family could be locked against every other writer until the end."""
        locked = self.exists().try_lock_for_update()
        partners = locked.partner_id.try_lock_for_update()
        locked = locked.filtered(lambda student: student.partner_id in partners)._anonymisation_lock_families()
        outcome.failed.update(dict.fromkeys((self.exists() - locked).ids, "locked"))
        return locked

    def _anonymisation_ask_again(self, outcome):
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

    def _anonymisation_sweep(self, patience=ENDLESS):
        """Look through everything once for these students; return the `erasure.Sweep`."""
        return sweep(self.env, self._anonymisation_subjects(dict.fromkeys(self.ids, "-")), patience=patience)

    def _anonymisation_catch_up(self, swept):
        """Take in what was written since everything was looked through for these students; return whether it can be.

        :param swept: the `erasure.Sweep` for these students alone.
        """
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        beside = swept.known.everybody_beside()
        stays = Domain("id", "in", list(beside)) & Domain("anonymised", "=", False)
        swept.gone = frozenset(beside.difference(contacts.search(stays).ids))
        return catch_up(self.env, swept, self._anonymisation_subjects(dict.fromkeys(self.ids, "-")))

    def _anonymisation_unchanged(self, outcome, swept):
        """Return those of these locked students of whom nothing has changed since everything was looked through."""
        unchanged = swept.unchanged(self.env, self._anonymisation_subjects(dict.fromkeys(self.ids, "-")))
        changed = self.filtered(lambda student: student.partner_id.id not in unchanged)
        outcome.failed.update(dict.fromkeys(changed.ids, "locked"))
        return self - changed

    def _anonymise_or_halve(self, outcome, origin, cycle, swept, still):
        """Anonymise these students together; when that fails, each half, down to the one student who fails alone.

        What the machine is in trouble with fails all of them, once: return its `failure` code then.

        :param still: the `erasure.Remembered` that takes in what is still to be looked for of them.
        """
        together = [self]
        while together:
            students = together.pop()
            try:
                with forgotten_if_undone(self.env), self.env.cr.savepoint():
                    answer, rest = students._anonymise_eligible(origin, cycle, swept)
                    self.env.flush_all()
                    check_deferred(self.env)
                outcome.add(answer)
                still.add(rest)
            except RETRIED_BY_ODOO:
                raise
            # Whatever an addon's override raises must stop this student only; its text may hold personal data.
            except Exception as error:
                if self.env.cr.closed:
                    # PostgreSQL has gone, and all that was done in this transaction with it.
                    raise
                self.env.invalidate_all(flush=False)
                if swept:
                    swept.note_undone(students.partner_id.ids)
                if trouble := machine_trouble(error):
                    left = students.concat(*together)
                    outcome.failed |= dict.fromkeys(left.ids, trouble)
                    return trouble
                if len(students) > 1:
                    middle = len(students) // 2
                    together += [students[:middle], students[middle:]]
                else:
                    outcome.failed |= dict.fromkeys(students.ids, failure_code(error, is_own))
        return ""

    def _anonymise_eligible(self, origin, cycle, swept):
        """Erase these students, who are locked and eligible, and log it.

        :return: (Outcome, the `erasure.Remembered` of what is still to be looked for)
        """
        labels = self._anonymisation_labels()
        subjects = self._anonymisation_subjects(labels)
        planned = plan(self.env, subjects, sweep=swept, only_tied=not swept)
        if late := self._anonymisation_written_meanwhile(planned, swept):
            outcome, still = Outcome(failed=dict.fromkeys(late.ids, "locked")), Remembered()
            if others := self - late:
                answer, still = others._anonymise_eligible(origin, cycle, swept)
                outcome.add(answer)
            return outcome, still
        log = self.env["school.anonymisation.log"]
        months = {student.id: log._this_month(student.company_id) for student in self}
        still = Remembered() if swept else remembered(planned)
        result = self._erase_under_labels(labels, months, swept, planned)
        log._append_erasures(self, labels, origin, cycle, result)
        undecided = Counter(subjects.doubles.values())
        outcome = Outcome(
            done=self.ids,
            counts=result.counts_by_model(),
            retained=result.retained_until(self),
            undecided={student.id: undecided[student.partner_id.id] for student in self},
        )
        return outcome, still

    def _anonymisation_written_meanwhile(self, planned, swept):
        """Return those of these students who have records that only a fresh transaction sees.

        A message needs no row of the profile, so that nothing in PostgreSQL stops one that is written just before the
        lock. After the lock the guards do. What was changed, not added, PostgreSQL refuses to change again by itself.

        :param planned: the `erasure.Plan`, which sees what this transaction sees.
        """
        with self.env.registry.cursor() as fresh_cr:
            fresh = self.with_env(self.env(cr=fresh_cr)).exists()
            if not fresh:
                return self.browse()
            subjects = fresh._anonymisation_subjects(dict.fromkeys(fresh.ids, "-"))
            seen = selected_records(fresh.env, subjects, swept, planned)
        contacts = {
            person
            for table, records in seen.items()
            for record_id, person in records.items()
            if record_id not in planned.selected.get(table, {})
        }
        return self.filtered(lambda student: student.partner_id.id in contacts)

    def _erase_under_labels(self, labels, months, swept, planned=None):
        """Erase these locked students and mark them; return the engine's Result. Whoever calls writes the log.

        :param labels: {student id: neutral label}; :param months: {student id: the month of it, YYYY-MM}
        :param swept: the `erasure.Sweep` that has looked for them, if somebody has
        :param planned: their `erasure.Plan`, if there is one.
        """
        hooks = self.env["school.anonymisation.hooks"]
        planned = planned or plan(self.env, self._anonymisation_subjects(labels), sweep=swept)
        contact_ids = [*self.partner_id.ids, *planned.same]
        self._anonymisation_note_while_active(contact_ids)
        hooks._before_erasure(self)
        result = apply(self.env, planned, swept)
        self._anonymisation_mark(labels, months, contact_ids)
        hooks._after_erasure(self)
        return result

    @api.model
    def _anonymisation_treat_again(self):
        """Let what the register asks for by now be done to those who were anonymised before it did."""
        gone = self.sudo().with_context(active_test=False).search([("anonymised", "=", True)])
        for students in gone.grouped("company_id").values():
            for start in range(0, len(students), AT_ONCE):
                part = students[start : start + AT_ONCE]
                labels = {student.id: student.anonymisation_label for student in part}
                treat_columns_again(self.env, plan(self.env, part._anonymisation_subjects(labels), only_tied=True))

    def _anonymisation_mark(self, labels, months, contact_ids):
        """Mark and archive profiles and contacts: by SQL, past the guard that refuses every write to them."""
        profiles = SQL(
            "UPDATE school_student s"
            " SET anonymised = TRUE, active = FALSE, anonymised_month = v.month, anonymisation_label = v.label"
            " FROM (SELECT unnest(%s) AS id, unnest(%s) AS label, unnest(%s) AS month) v WHERE s.id = v.id",
            self.ids,
            [labels[student_id] for student_id in self.ids],
            [months[student_id] for student_id in self.ids],
        )
        contacts = SQL("UPDATE res_partner SET anonymised = TRUE, active = FALSE WHERE id = ANY(%s)", contact_ids)
        with marking(self.env.cr):
            self.env.cr.execute(profiles)
            self.env.cr.execute(contacts)
        self.env.invalidate_all(flush=False)
