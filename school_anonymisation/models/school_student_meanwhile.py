"""What others wrote about a student after this transaction began and before the lock: seen, and left for later."""

from odoo import models

from ..erasure import plan


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_settled(self, outcome, sweep):
        """Skip those of whom there is more by now than this transaction can see, and therefore erase."""
        students = super()._anonymisation_settled(outcome, sweep)
        if not students:
            return students
        contacts = students._anonymisation_written_meanwhile(sweep)
        late = students.filtered(lambda student: student.partner_id.id in contacts)
        outcome.failed.update(dict.fromkeys(late.ids, "locked"))
        return students - late

    def _anonymisation_written_meanwhile(self, sweep):
        """Return the ids of the contacts who have records that only a fresh transaction sees.

        A message needs no row of the profile, so that nothing in PostgreSQL stops one that is written just before the
        lock. After the lock the guards do. What was changed, not added, PostgreSQL refuses to change again by itself.
        """
        labels = {student.id: student.display_name for student in self}
        own = plan(self.env, self._anonymisation_subjects(labels), sweep=sweep).linked()
        with self.env.registry.cursor() as fresh_cr:
            fresh = self.with_env(self.env(cr=fresh_cr)).exists()
            if not fresh:
                return set()
            seen = plan(fresh.env, fresh._anonymisation_subjects(labels), sweep=sweep).linked()
        return {
            person
            for table, records in seen.items()
            for record_id, person in records.items()
            if record_id not in own.get(table, {})
        }
