"""One bad row stops nobody: what was left open of somebody who is gone is ended, past the guards."""

import json

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
        self._discard_as_defaults()
        return super()._erase_under_labels(labels, months, swept, drawn)

    def _discard_as_defaults(self):
        """Propose these students for no new record any more: it would be refused, whatever it is about."""
        # Whoever anonymises need not be able to change the defaults of others.
        defaults, partners = self.env["ir.default"].sudo(), self.sudo().partner_id
        for people in (self, partners, partners.with_context(active_test=False).user_ids):
            defaults.discard_records(people)


class IrDefault(models.Model):
    _inherit = "ir.default"

    @api.constrains("json_value", "field_id")
    def _check_names_nobody_gone(self):
        for default in self.sudo():
            field = default.field_id
            if self.env.registry.ready and field.model in self.env:
                model = self.env[field.model]
                model._refuse_new_relations({field.name: json.loads(default.json_value)}, model._ways_to_people())
