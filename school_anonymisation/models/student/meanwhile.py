"""What others wrote about a student after this transaction began and before the lock: seen, and left for later."""

from odoo import models

from ...erasure import selected_records


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_written_meanwhile(self, drawn, swept):
        """Return those of these students who have records that only a fresh transaction sees.

        A message needs no row of the profile, so that nothing in PostgreSQL stops one that is written just before the
        lock. After the lock the guards do. What was changed, not added, PostgreSQL refuses to change again by itself.

        :param drawn: the `erasure.Plan`, which sees what this transaction sees.
        """
        with self.env.registry.cursor() as fresh_cr:
            fresh = self.with_env(self.env(cr=fresh_cr)).exists()
            if not fresh:
                return self.browse()
            subjects = fresh._anonymisation_subjects(dict.fromkeys(fresh.ids, "-"))
            seen = selected_records(fresh.env, subjects, swept)
        contacts = {
            person
            for table, records in seen.items()
            for record_id, person in records.items()
            if record_id not in drawn.selected.get(table, {})
        }
        return self.filtered(lambda student: student.partner_id.id in contacts)
