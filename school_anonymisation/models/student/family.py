"""The family of whoever is anonymised: locked with them at the last check, and in one batch of a run."""

from odoo import api, models
from odoo.fields import Domain


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_families(self):
        """Return {student id: set of the contact ids of the family today, the student's own among them}."""
        families = self.env["school.anonymisation.families"].sudo()
        found = {}
        for company, students in self.sudo().grouped("company_id").items():
            today = company._school_today()
            kin = families._of(students.partner_id.ids, today) if families._any(today) else {}
            found |= {student.id: kin.get(student.partner_id.id, {student.partner_id.id}) for student in students}
        return found

    def _anonymisation_lock_families(self):
        """Return those of these students the rest of whose family could be locked until the end of the transaction.

        Whoever enrols a brother at this moment would make the student's family active again.
        """
        families = self._anonymisation_families()
        people = set().union(*families.values()) - set(self.partner_id.ids)
        if not people:
            return self
        # Archived or not, readable for the user or not.
        profiles = self.sudo().with_context(active_test=False)
        others = profiles.search([("partner_id", "in", list(people)), ("anonymised", "=", False)])
        busy = set((others - others.try_lock_for_update()).partner_id.ids)
        return self.filtered(lambda student: busy.isdisjoint(families[student.id]))

    @api.model
    def _anonymisation_find_orphaned_guardians(self):
        """Give a profile to whoever paid for a student who has been anonymised, and is nobody else here; return them.

        An invoice that is retained because of such a student, and was addressed to somebody else, is all that is left
        of the link. The profile is registered on the day of the last one.
        """
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        retained = self.env["school.anonymisation.retained"].sudo().search([("model", "=", "account.move")])
        bills = self.env["account.move"].sudo()
        invoices = [("id", "in", retained.mapped("res_id")), ("move_type", "=like", "out_%")]
        paid = bills._read_group(invoices, ["partner_id", "company_id"], ["invoice_date:max", "create_date:max"])
        last = {contact.id: (company, day or made.date()) for contact, company, day, made in paid}
        orphans = contacts.search(Domain("id", "in", list(last)) & contacts._school_without_profile_domain())
        return self.sudo().create(
            [
                {
                    "kind": "guardian",
                    "partner_id": contact.id,
                    "company_id": last[contact.id][0].id,
                    "registered_on": last[contact.id][1],
                }
                for contact in orphans
            ]
        )
