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

    def _add_missing_default_values(self, values):
        """Refuse a new record that would name somebody gone, by its values or by whatever is its default."""
        values = super()._add_missing_default_values(values)
        if self.env.registry.ready and (ways := self._ways_to_people()):
            self.browse()._refuse_new_relations(values, ways)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self.env.registry.ready and self._properties_to_people():
            records._refuse_new_properties()
        return records

    def write(self, vals):
        if not self.env.registry.ready or not (ways := self._ways_to_people()):
            return super().write(vals)
        if not ways.keys().isdisjoint(vals):
            self._refuse_new_relations(vals, ways)
        properties = self._properties_to_people()
        if not properties or properties.isdisjoint(vals):
            return super().write(vals)
        before = [record._people_in_properties() for record in self]
        result = super().write(vals)
        self._refuse_new_properties(before)
        return result

    def onchange(self, values, field_names, fields_spec):
        """Say in the form already what saving it would say."""
        if self.env.registry.ready and (ways := self._ways_to_people()):
            # A dialog may have found somebody by itself, on an old document; what is chosen in it is looked at.
            chosen = {name: values[name] for name in field_names if name in values} if self._transient else values
            self._refuse_new_relations({**self._proposed(ways), **chosen}, ways)
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _proposed(self, names):
        """Return what the context proposes for these fields of a new record."""
        proposed = {name: self.env.context.get(f"default_{name}") for name in names}
        return {} if self else {name: value for name, value in proposed.items() if value}

    @api.model
    @tools.ormcache("self._name")
    def _ways_to_people(self):
        """Return {name of a stored field: how it may lead to a person} of this model; see `targets.kind_of`."""
        if self._abstract or self._name.startswith(OWN) or self._name in NO_LINKS:
            return {}
        roots = frozenset(root_models(self.env))
        ways = {name: kind for name, item in self._fields.items() if (kind := kind_of(item, roots, self._fields))}
        # Who names a record in two columns may change either of them.
        pairs = {kind[1]: ("model", name, roots) for name, kind in ways.items() if kind[0] == "number"}
        return {**pairs, **ways}

    @api.model
    @tools.ormcache("self._name")
    def _properties_to_people(self):
        """Return the names of the fields of properties, and of the fields that say which properties there are."""
        names = [name for name, kind in self._ways_to_people().items() if kind[0] == "properties"]
        return frozenset(names) | {self._fields[name].definition_record for name in names}

    def _refuse_new_relations(self, vals, ways):
        """Raise UserError when these values would make one of these records, or a new one, point to somebody gone."""
        # Most records name who makes them, who is there.
        named = self._people_named_by(vals, ways) - {("res.users", self.env.uid)}
        if not named or not (gone := self._gone_among(named)):
            return
        may_name = self._may_name_the_gone(vals)
        gone -= self._people_named_by(vals, {name: ways[name] for name in may_name if name in ways})
        known = [record._people_named_by({name: record[name] for name in ways}, ways) for record in self.sudo()]
        self._refuse_new(gone, known or [set()])

    def _refuse_new_properties(self, before=None):
        """Raise UserError when the properties of one of these records name somebody gone whom they did not name before.

        Only the record's own definition says what a value means: it is looked at once it is written.
        """
        for number, record in enumerate(self):
            if named := record._people_in_properties():
                self._refuse_new(self._gone_among(named), [before[number] if before else set()])

    @api.model
    def _refuse_new(self, gone, known):
        for already in known:
            if gone - already:
                raise UserError(self.env["school.anonymised.guard"]._anonymised_sentence())

    def _people_in_properties(self):
        """Return {(model, id)} of the people whom the properties of this record name."""
        named = set()
        for name, kind in self._ways_to_people().items():
            # Who may change a record need not be able to see whom it names.
            if kind[0] == "properties" and (value := self.sudo()[name]):
                read = self._fields[name].convert_to_read(value, self.sudo(), use_display_name=False)
                named |= people_named(kind, read, None)
        return named

    def _people_named_by(self, vals, ways):
        """Return {(model, id)} of the people whom values name, a pair's other half taken from these records."""
        named = set()
        for name, kind in ways.items():
            # What properties name is known when they are written.
            if name in vals and kind[0] != "properties":
                value = self._model_said(name, vals[name])
                named |= people_named(kind, value, lambda other: self._values_of(vals, other))
        return named

    def _values_of(self, vals, name):
        """Return what a field holds by these values, or else in these records."""
        values = [vals[name]] if name in vals else [record[name] for record in self.sudo()]
        return [self._model_said(name, value) for value in values]

    @api.model
    def _model_said(self, name, value):
        """Return the name of the model where a field says it by a record of `ir.model`; any other value as it is."""
        if self._fields[name].type != "many2one" or self._fields[name].comodel_name != "ir.model" or not value:
            return value
        return self.env["ir.model"].sudo().browse(int(value)).model

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
