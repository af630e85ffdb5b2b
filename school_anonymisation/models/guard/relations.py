"""No relation leads in any more: whatever would newly point to somebody who is gone is refused, in any model."""

from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...erasure.subjects import PARTNER, root_models
from .targets import kind_of, people_named

# The addon's own lists and log name people who are gone; the names that exports give to records are no links.
OWN = "school.anonymisation."
NO_LINKS = ("ir.model.data",)


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.registry.ready and (ways := self._ways_to_people()):
            defaults = self._defaults_of_context(ways)
            for vals in vals_list:
                self.browse()._refuse_new_relations({**defaults, **vals}, ways)
        return super().create(vals_list)

    def write(self, vals):
        if self.env.registry.ready and (ways := self._ways_to_people()) and not ways.keys().isdisjoint(vals):
            self._refuse_new_relations(vals, ways)
        return super().write(vals)

    @api.model
    @tools.ormcache("self._name")
    def _ways_to_people(self):
        """Return {name of a stored field: how it may lead to a person} of this model; see `targets.kind_of`."""
        if self._abstract or self._transient or self._name.startswith(OWN) or self._name in NO_LINKS:
            return {}
        roots = frozenset(root_models(self.env))
        ways = {name: kind for name, item in self._fields.items() if (kind := kind_of(item, roots))}
        # Who names a record in two columns may change either of them.
        pairs = {
            self._fields[name].model_field: ("model", name, roots) for name, kind in ways.items() if kind[0] == "number"
        }
        return {**pairs, **ways}

    @api.model
    def _defaults_of_context(self, ways):
        prefix = "default_"
        names = {key.removeprefix(prefix): value for key, value in self.env.context.items() if key.startswith(prefix)}
        return {name: value for name, value in names.items() if name in ways}

    def _refuse_new_relations(self, vals, ways):
        """Raise UserError when these values would make one of these records, or a new one, point to somebody gone."""
        named = self._people_named_by(vals, ways)
        if not named or not (gone := self._gone_among(named)):
            return
        may_name = self._may_name_the_gone(vals)
        gone -= self._people_named_by(vals, {name: ways[name] for name in may_name if name in ways})
        known = [record._people_named_by({name: record[name] for name in ways}, ways) for record in self.sudo()]
        for already in known or [set()]:
            if gone - already:
                raise UserError(self.env["school.anonymised.guard"]._anonymised_sentence())

    def _people_named_by(self, vals, ways):
        """Return {(model, id)} of the people whom values name, a pair's other half taken from these records."""
        named = set()
        for name, kind in ways.items():
            if name in vals:
                named |= people_named(kind, vals[name], lambda other: self._values_of(vals, other))
        return named

    def _values_of(self, vals, name):
        """Return what a field holds by these values, or else in these records."""
        return [vals[name]] if name in vals else [record[name] for record in self.sudo()]

    @api.model
    def _gone_among(self, named):
        """Return those of {(model, id)} who are anonymised."""
        gone = set()
        for model in {model for model, _id in named}:
            ids = [record_id for other, record_id in named if other == model]
            query = SQL("SELECT id FROM (%s) p WHERE id = ANY(%s)", self._gone_of(model), ids)
            gone |= {(model, record_id) for (record_id,) in self.env.execute_query(query)}
        return gone

    @api.model
    def _gone_of(self, model):
        """Return SQL of the ids of a model's records that are anonymised people."""
        if model == PARTNER:
            return SQL("SELECT id FROM res_partner WHERE anonymised")
        root, link = next(item for item in self.env[model]._inherits.items() if item[0] in root_models(self.env))
        table, link = SQL.identifier(self.env[model]._table), SQL.identifier(link)
        return SQL("SELECT r.id FROM %s r JOIN (%s) c ON c.id = r.%s", table, self._gone_of(root), link)

    @api.model
    def _may_name_the_gone(self, _vals):
        """Return the names of the fields that may name somebody who is gone: bookkeeping on old documents goes on.

        To be extended by models that have guards of their own.
        """
        return set()
