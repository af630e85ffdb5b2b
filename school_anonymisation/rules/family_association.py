"""Rule: somebody of the student's family is still here; or, where a school wants that, is linked at all."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class FamilyAssociationRule(models.AbstractModel):
    """An association is active while the family is.

    It holds both sides back while somebody else of the family is held back by another rule or kept on purpose. A school
    may choose the literal reading: every association that has not been ended holds, whatever became of the others.
    """

    _name = "school.anonymisation.rule.family_association"
    _inherit = "school.anonymisation.rule"
    _description = "Rule: family association"

    _code = "family_association"
    _asks_of_others = True
    _sequence = 40
    _depends_on = (
        "family_association_ids.date_end",
        "partner_id.relative_of_ids.date_end",
        "company_id.anonymisation_family_literal",
    )

    @api.model
    def _active(self, today):
        return Domain("date_end", "=", False) | Domain("date_end", ">", today)

    @api.model
    def _as_relative(self, today):
        """Siblings are siblings of each other, whoever of them the link was written on.

        Where every association holds, a guardian's side is the rule ``other_role``.
        """
        return self._active(today) & Domain("relation", "!=", "guardian")

    @api.model
    def _blocked(self):
        return self._by_company(self._reading, lambda reading: self._held_by_family(*reading))

    @api.model
    def _blocked_among(self, students):
        """Look at the families of these students only."""
        return self._by_company(self._reading, lambda reading: self._held_by_family(*reading, students))

    @api.model
    def _blocked_beside(self, held):
        return self._by_company(self._reading, lambda reading: self._held_by_family(*reading, held=held))

    @api.model
    def _reading(self, company):
        return company.anonymisation_family_literal, company._school_today()

    @api.model
    def _held_by_family(self, literal, today, students=None, held=None):
        if literal:
            return self._linked(today)
        families = self.env["school.anonymisation.families"]
        if not families._any(today):
            return Domain.FALSE
        people = None
        if students is not None:
            found = families._of(students.sudo().partner_id.ids, today).values()
            people = {person for family in found if len(family) > 1 for person in family}
            if not people:
                return Domain.FALSE
        held = self._held_otherwise(people) if held is None else held
        return Domain("partner_id", "in", families._living(held, today))

    @api.model
    def _linked(self, today):
        relatives = self.env["school.family.association"]._search(self._as_relative(today)).subselect("relative_id")
        return Domain("family_association_ids", "any", self._active(today)) | Domain("partner_id", "in", relatives)

    @api.model
    def _held_otherwise(self, people=None):
        """Return SQL of the contacts of the profiles that another rule holds back, or somebody keeps on purpose.

        :param people: ids of contacts among whom to look; None = everybody.
        """
        among = Domain("anonymised", "=", False)
        if people is not None:
            among &= Domain("partner_id", "in", list(people))
        return self._held_by(dict.fromkeys(self._all_rules(), among), among)

    @api.model
    def _held_whatever_the_number(self, company):
        """Return SQL as `_held_otherwise` does, of whom time does not free, whatever number this company chooses."""
        everybody = Domain("anonymised", "=", False)
        elsewhere = everybody & Domain("company_id", "!=", company.id)
        recent = "recent_activity"
        among = {rule: elsewhere if rule._code == recent else everybody for rule in self._all_rules()}
        return self._held_by(among, everybody)

    @api.model
    def _held_by(self, among, kept_among):
        """Return SQL of the contacts of whom rules hold back, {rule: Domain of students}, or somebody keeps."""
        profiles = self.env["school.student"].sudo().with_context(active_test=False)
        found = [profiles._search(kept_among & profiles._anonymisation_prevented_domain())]
        for rule, students in among.items():
            if rule._holds_family and rule._code != self._code:
                found += rule._held_back_queries(students)
        selects = [query.subselect("partner_id") for query in found if not query.is_empty()]
        return SQL(" UNION ALL ").join(selects or [SQL("SELECT NULL::int AS partner_id WHERE FALSE")])

    @api.model
    def _records(self, student):
        literal, today = self._reading(student.company_id)
        own = Domain("student_id", "=", student.id) & self._active(today)
        other = Domain("relative_id", "=", student.partner_id.id)
        other &= self._as_relative(today) if literal else self._active(today)
        return self.env["school.family.association"].search(own | other)

    @api.model
    def _sentence(self, student, records):
        people = (records.relative_id | records.student_id.partner_id) or self._family(student)
        linked = self.env._("Is linked to family: %s.", self._names(people - student.partner_id))
        if student.company_id.anonymisation_family_literal:
            return linked
        here = self.env._("Of this family somebody is still here: %s.", self._names(self._still_here(student)))
        return f"{linked} {here}"

    @api.model
    def _still_here(self, student):
        """Return the contacts of the others of the family who are held back, by whatever else, or kept on purpose."""
        others = (self._family(student) - student.partner_id).ids
        held = self.env.execute_query(SQL("SELECT partner_id FROM (%s) AS held", self._held_otherwise(others)))
        return student.partner_id.browse(sorted({contact for (contact,) in held}))

    @api.model
    def _family(self, student):
        """Return the contacts of the student's family today, the student's own among them."""
        today = student.company_id._school_today()
        own = student.partner_id
        return own.browse(sorted(self.env["school.anonymisation.families"]._of(own.ids, today)[own.id]))
