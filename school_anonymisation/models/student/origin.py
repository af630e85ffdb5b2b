"""Where an anonymisation comes from is true: that of a cycle needs the running cycle, with the student on its list."""

from odoo import models
from odoo.exceptions import UserError


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymise(self, origin, cycle=None, *args, **options):
        """Refuse what only says that it is the yearly run.

        :raise UserError: origin is "cycle" and no running cycle has these students on its list.
        """
        if origin == "cycle" and not self._is_in_run(cycle):
            raise UserError(self.env._("Only the yearly anonymisation itself anonymises in its name."))
        return super()._anonymise(origin, cycle, *args, **options)

    def _is_in_run(self, cycle):
        """Return whether a cycle is at work, and all of these students are on its list."""
        if not cycle or cycle.sudo().state != "running":
            return False
        rows = self.env["school.anonymisation.candidate"].sudo().with_context(active_test=False)
        listed = rows.search([("cycle_id", "=", cycle.id), ("student_id", "in", self.ids)])
        return set(self.ids) <= set(listed.student_id.ids)
