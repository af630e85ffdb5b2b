"""Rule that protects people: another app knows the contact as somebody, and nothing says what that is."""

from odoo import api, models
from odoo.fields import Domain


class UnknownRoleRule(models.AbstractModel):
    _name = "school.anonymisation.rule.unknown_role"
    _inherit = "school.anonymisation.rule"
    _description = "Role that nobody has declared"

    _code = "unknown_role"
    _holds_family = False
    _sequence = 62

    @api.model
    def _roles(self):
        return self.env["school.anonymisation.register.row"]._undeclared_roles()

    @api.model
    def _blocked(self):
        beside = self.env["school.anonymisation.beside"]
        known = [self._contacts(model, path) for model, path in self._roles()]
        return Domain.OR(Domain("partner_id", "in", contacts) | beside._students(contacts) for contacts in known)

    @api.model
    def _contacts(self, model, path):
        """Return a subquery of the contacts to whom this path leads from the records of a model."""
        records = self.env[model]
        found = records._search(Domain(path, "!=", False))
        alias = found.table
        *steps, last = path.split(".")
        for step in steps:
            records, alias = records._fields[step].join(records, alias, found)
        return found.subselect(records._field_to_sql(alias, last, found))

    @api.model
    def _records(self, student):
        contacts = self.env["school.anonymisation.beside"]._contacts(student).ids
        for model, path in self._roles():
            if records := self.env[model].search(Domain(path, "in", contacts)):
                return records
        return student

    @api.model
    def _sentence(self, student, records):
        return self.env._(
            "Is also known as something else here (%(kind)s, %(model)s), and nothing says what is to become of that."
            " Declare it on the page “What is erased and what stays”, or ask whoever looks after the app.",
            kind=self.env["ir.model"]._get(records._name).name,
            model=records._name,
        )
