"""Parents who are nobody else here get a profile of kind guardian."""

from odoo import api, models
from odoo.fields import Domain


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _openeducat_make_guardians(self):
        """Make the profiles of parents who have none, as old as that of their first child; return them."""
        if "op.parent" not in self.env:
            return self.browse()
        parents = self.env["op.parent"].sudo().search([("student_ids", "!=", False)]).grouped("name")
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        ids = [contact.id for contact in parents]
        without = contacts.search(Domain("id", "in", ids) & contacts._school_without_profile_domain())
        return self.create([self._openeducat_guardian(contact, parents[contact].student_ids) for contact in without])

    @api.model
    def _openeducat_guardian(self, contact, children):
        first = min(children.school_student_id, key=lambda child: child.registered_on)
        return {
            "kind": "guardian",
            "partner_id": contact.id,
            "company_id": first.company_id.id,
            "registered_on": first.registered_on,
        }
