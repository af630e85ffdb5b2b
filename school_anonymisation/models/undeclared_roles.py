"""Models whose records are people, since they delegate to a contact, and of which nothing is declared."""

from odoo import api, models

from ..erasure.register import Register
from ..erasure.subjects import root_models

DESCRIBED = {"res.partner", "res.users", "school.student"}


class AnonymisationRegisterRow(models.Model):
    _inherit = "school.anonymisation.register.row"

    @api.model
    def _undeclared_roles(self):
        """Return [(model, path)] of models that delegate to a contact, at any depth, and have no row in the register.

        ``path``: the many2one fields, with dots, that lead from its records to the contact.
        """
        paths = {"res.partner": []}
        for model in root_models(self.env):
            for root, link in self.env[model]._inherits.items():
                if root in paths:
                    paths.setdefault(model, [link, *paths[root]])
        unknown = paths.keys() - DESCRIBED
        if not unknown:
            return []
        declared = {row.model for row in Register.load(self.env, self._rows()).rows}
        return sorted((model, ".".join(paths[model])) for model in unknown - declared)
