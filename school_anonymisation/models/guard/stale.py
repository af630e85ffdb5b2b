"""One bad row stops nobody: what was left open of somebody who is gone is ended, past the guards."""

from odoo import api, models
from odoo.tools import SQL


class SchoolEnrolment(models.Model):
    _inherit = "school.enrolment"

    @api.model
    def _cron_complete_ended(self):
        """Complete first what nobody may write to any more, so that it stops nobody else's."""
        self._complete_ended_where(SQL("s.anonymised"))
        return super()._cron_complete_ended()

    @api.model
    def _complete_ended_where(self, students):
        """Complete the active enrolments of some students whose period has ended on the day at their school.

        :param students: SQL of a condition on school_student s.
        """
        self.env.flush_all()
        for company in self.env["res.company"].sudo().search([]):
            self.env.cr.execute(
                SQL(
                    "UPDATE school_enrolment e SET state = 'completed' FROM school_student s, school_teaching_period p"
                    " WHERE s.id = e.student_id AND p.id = e.period_id AND e.state = 'active' AND e.company_id = %s"
                    " AND p.date_end < %s AND %s",
                    company.id,
                    company._school_today(),
                    students,
                )
            )
        self.invalidate_model(["state"], flush=False)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _erase_under_labels(self, labels, months, swept, drawn=None):
        """Complete what has ended, as the school's daily job would have done: afterwards nobody can."""
        self.env["school.enrolment"]._complete_ended_where(SQL("s.id = ANY(%s)", self.ids))
        return super()._erase_under_labels(labels, months, swept, drawn)
