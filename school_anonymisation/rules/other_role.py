"""Rule that protects people: the contact is somebody in another role, too."""

from odoo import api, models
from odoo.fields import Domain


class OtherRoleRule(models.AbstractModel):
    _name = "school.anonymisation.rule.other_role"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: other role"

    _code = "other_role"
    _holds_family = False
    _sequence = 60
    _depends_on = (
        "partner_id.user_ids.share",
        "partner_id.relative_of_ids.student_id.anonymised",
        "partner_id.relative_of_ids.date_end",
    )

    @api.model
    def _staff(self):
        """Whoever works or worked here; an archived account is a staff record with rules of its own."""
        return Domain("share", "=", False)

    @api.model
    def _guardian(self, today):
        """Whoever is a guardian of a student who is still known; for schools at which every association holds.

        Elsewhere a guardian goes by the family, as everybody in it does: rule ``family_association``.
        """
        return (
            Domain("relation", "=", "guardian")
            & (Domain("date_end", "=", False) | Domain("date_end", ">", today))
            & Domain("student_id.anonymised", "=", False)
        )

    @api.model
    def _blocked(self):
        users = self.env["res.users"]._search(self._staff()).subselect("partner_id")
        companies = self.env["res.company"]._search([]).subselect("partner_id")
        associations = self.env["school.family.association"]

        def build(today):
            if not today:
                return Domain.FALSE
            guardians = associations._search(self._guardian(today)).subselect("relative_id")
            return Domain("partner_id", "in", guardians)

        def today_if_literal(company):
            return company.anonymisation_family_literal and company._school_today()

        of_the_school = Domain("partner_id", "in", users) | Domain("partner_id", "in", companies)
        return of_the_school | self._by_company(today_if_literal, build)

    @api.model
    def _records(self, student):
        """Return users, or else the students whom this one is a guardian of, or else the company's contact."""
        users = student.partner_id.user_ids.filtered_domain(self._staff())
        if users:
            return users
        if not student.company_id.anonymisation_family_literal:
            return student.partner_id
        guardian = self._guardian(student.company_id._school_today())
        associations = self.env["school.family.association"]
        students = associations.search(guardian & Domain("relative_id", "=", student.partner_id.id)).student_id
        return students or student.partner_id

    @api.model
    def _sentence(self, student, records):
        if records._name == "res.users":
            return self.env._("Also works, or has worked, here: has a user account of a member of staff.")
        if records._name == "school.student":
            return self.env._("Is a guardian of: %s.", self._names(records))
        return self.env._("Is the contact of the school itself.")
