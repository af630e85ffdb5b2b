"""Only the engine marks somebody as anonymised: whoever else tries is refused here, and by PostgreSQL."""

from odoo import api, models
from odoo.exceptions import UserError


class AnonymisedMark(models.AbstractModel):
    """Refuse whatever would say of a record that it has been anonymised, superuser or not."""

    _name = "school.anonymised.mark"
    _description = "Mark of anonymised records"

    _marks = frozenset({"anonymised"})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_mark(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_mark(vals)
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """Take no default of a user or of a context for a mark."""
        defaults = super().default_get(fields)
        return {name: value for name, value in defaults.items() if name not in self._marks}

    @api.model
    def _refuse_mark(self, vals):
        if any(vals.get(name) for name in self._marks):
            raise UserError(self.env._("Only anonymising marks somebody as anonymised: this cannot be typed."))


class SchoolStudent(models.Model):
    _name = "school.student"
    _inherit = ["school.student", "school.anonymised.mark"]

    _marks = frozenset({"anonymised", "anonymised_month", "anonymisation_label", "anonymised_while_active"})


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "school.anonymised.mark"]

    _marks = frozenset({"anonymised", "anonymised_while_active"})
