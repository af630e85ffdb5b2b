"""OpenEduCat's student is a person of the school: one profile per contact, guarded, with the block on its form."""

from odoo import api, models


class OpStudent(models.Model):
    _name = "op.student"
    _inherit = ["op.student", "school.anonymisation.person"]

    def _anonymisation_registered_on(self):
        """Whoever was moved here from another system has courses that are older than the record."""
        starts = [day for day in self.course_detail_ids.batch_id.mapped("start_date") if day]
        return min([super()._anonymisation_registered_on(), *starts])

    def _anonymisation_participation(self):
        return self.env["op.student.course"].search([("student_id", "in", self.ids)]).course_id

    @api.model
    def _openeducat_keep_in_step(self):
        """Give every student, parent and rejected applicant a profile, and the school its teaching periods.

        What OpenEduCat's other apps make is seen by this alone: the bridge depends on none of them.
        """
        everybody = self.sudo().with_context(active_test=False)
        profiles = self.env["school.student"].sudo().with_context(active_test=False)
        known = profiles._search([("kind", "=", "student")]).subselect("partner_id")
        everybody.search([("partner_id", "not in", known)])._anonymisation_make_profiles()
        profiles._openeducat_make_guardians()
        profiles._openeducat_make_applicants()
        self.env["school.teaching.period"].sudo()._openeducat_make_periods()


class OpStudentCourse(models.Model):
    _name = "op.student.course"
    _inherit = ["op.student.course", "school.anonymised.guard"]

    _person_fields = ("student_id.partner_id",)
