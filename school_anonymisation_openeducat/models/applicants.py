"""Whoever applied and was rejected, or gave up, goes by the same periods: a profile of kind applicant."""

from odoo import api, fields, models
from odoo.fields import Domain

CLOSED = ("reject", "cancel")


class SchoolStudent(models.Model):
    _inherit = "school.student"

    kind = fields.Selection(selection_add=[("applicant", "Applicant")], ondelete={"applicant": "set guardian"})

    @api.model
    def _openeducat_make_applicants(self):
        """Make the profiles of rejected applicants who are nobody else here; return them.

        An applicant without a contact gets one, with the name alone: OpenEduCat wants an e-mail address to be on one
        contact only. The address stands on the admission, and goes with it.
        """
        if "op.admission" not in self.env:
            return self.browse()
        closed = self.env["op.admission"].sudo().with_context(active_test=False)
        rejected = closed.search([("state", "in", CLOSED), ("student_id", "=", False)])
        for admission in rejected.filtered(lambda admission: not admission.partner_id):
            admission.partner_id = self._openeducat_applicant_contact(admission)
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        among = Domain("id", "in", rejected.partner_id.ids)
        without = contacts.search(among & contacts._school_without_profile_domain())
        admissions = rejected.filtered(lambda admission: admission.partner_id in without).grouped("partner_id")
        return self.create([self._openeducat_applicant(contact, admissions[contact]) for contact in without])

    @api.model
    def _openeducat_applicant_contact(self, admission):
        names = (admission.first_name, admission.middle_name, admission.last_name)
        return self.env["res.partner"].create(
            {"name": " ".join(filter(None, names)) or admission.name, "company_id": admission.company_id.id}
        )

    @api.model
    def _openeducat_applicant(self, contact, admissions):
        last = admissions.sorted("application_date")[-1]
        return {
            "kind": "applicant",
            "partner_id": contact.id,
            "company_id": (last.company_id or self.env.company).id,
            "registered_on": last.application_date.date(),
        }
