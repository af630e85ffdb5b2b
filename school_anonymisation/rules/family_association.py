"""Rule: the student is linked to a guardian or a sibling."""

from odoo import api, models
from odoo.fields import Domain


class FamilyAssociationRule(models.AbstractModel):
    _name = "school.anonymisation.rule.family_association"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: family association"

    _code = "family_association"
    _sequence = 40
    _depends_on = ("family_association_ids.date_end", "partner_id.relative_of_ids.date_end")

    @api.model
    def _active(self, today):
        return Domain("date_end", "=", False) | Domain("date_end", ">", today)

    @api.model
    def _as_relative(self, today):
        """Siblings are siblings of each other, whoever of them the link was written on.

        A guardian's side is the rule ``other_role``.
        """
        return self._active(today) & Domain("relation", "!=", "guardian")

    @api.model
    def _blocked(self):
        associations = self.env["school.family.association"]

        def build(today):
            relatives = associations._search(self._as_relative(today)).subselect("relative_id")
            return Domain("family_association_ids", "any", self._active(today)) | Domain("partner_id", "in", relatives)

        return self._by_today(build)

    @api.model
    def _records(self, student):
        today = student.company_id._school_today()
        own = Domain("student_id", "=", student.id) & self._active(today)
        other = Domain("relative_id", "=", student.partner_id.id) & self._as_relative(today)
        return self.env["school.family.association"].search(own | other)

    @api.model
    def _sentence(self, student, records):
        people = records.relative_id | records.student_id.partner_id
        return self.env._("Is linked to family: %s.", self._names(people - student.partner_id))
