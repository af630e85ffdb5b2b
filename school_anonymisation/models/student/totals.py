"""Totals that name nobody stay what they were: the anonymised are counted in them, whoever looks."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .asked import ERASED, NAMES_NOBODY, chosen_by_nobody, figures_of_groups, names_nobody


class AnonymisedCounted(models.AbstractModel):
    """Count the anonymised where numbers of people are asked for; a model says by which fields of its own."""

    _name = "school.anonymised.counted"
    _description = "People who are counted after they were anonymised"

    _names_nobody = frozenset()

    anonymised_while_active = fields.Boolean(
        string="Was not archived",
        readonly=True,
        copy=False,
        help="Whether it was in view until it was anonymised: it stays in the totals that it was in.",
    )

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        """A list shows under each heading those whom it counts there, and so counts no others."""
        listed = self.with_context(anonymisation_listed=True)
        return super(AnonymisedCounted, listed).web_read_group(domain, groupby, *args, **options)

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        figures = [*aggregates, *figures_of_groups(having, order, groupby)]
        counted, domain = self._counted(domain, groupby, figures)
        rows = super(AnonymisedCounted, counted)._read_group(domain, groupby, aggregates, having, offset, limit, order)
        return self._rows_for_reader(rows)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        groupings = [name for names in grouping_sets for name in names]
        counted, domain = self._counted(domain, groupings, [*aggregates, *figures_of_groups((), order, groupings)])
        answers = super(AnonymisedCounted, counted)._read_grouping_sets(domain, grouping_sets, aggregates, order)
        return [self._rows_for_reader(rows) for rows in answers]

    @api.model
    def _counted(self, domain, groupings, aggregates):
        """Return (model, Domain) in which the reader's people and the anonymised of the same companies are counted.

        Only where nothing but numbers of people comes out, for whoever works at the school, and nothing by which they
        are chosen says who they are.
        """
        numbers = all(name in ("__count", "id:count", "id:count_distinct") for name in aggregates)
        works_here = self.env.su or self.env.user._is_internal()
        of_nobody = names_nobody(groupings, self._names_nobody) and chosen_by_nobody(self, domain)
        if self.env.context.get("anonymisation_listed") or not (works_here and numbers and of_nobody):
            return self, domain
        known = self._search(Domain(domain) & Domain("anonymised", "=", False))
        everybody = self.sudo().with_context(active_test=False)
        return everybody, Domain("id", "in", known) | self._counted_anonymised(Domain(domain))

    @api.model
    def _counted_anonymised(self, domain):
        """Return the Domain of the anonymised who met `domain` as they were."""
        conditions = [condition.field_expr for condition in domain.iter_conditions()]
        as_it_was = domain.map_conditions(
            lambda condition: (
                Domain("anonymised_while_active", condition.operator, condition.value)
                if condition.field_expr == "active"
                else condition
            )
        )
        if self.env.context.get("active_test", True) and "active" not in conditions:
            as_it_was &= Domain("anonymised_while_active", "=", True)
        if not self.env.su:
            as_it_was &= Domain("company_id", "in", [False, *self.env.companies.ids])
        return as_it_was & Domain("anonymised", "=", True)

    @api.model
    def _rows_for_reader(self, rows):
        return [
            tuple(value.with_env(self.env) if isinstance(value, models.BaseModel) else value for value in row)
            for row in rows
        ]


class SchoolStudent(models.Model):
    _name = "school.student"
    _inherit = ["school.student", "school.anonymised.counted"]

    _names_nobody = NAMES_NOBODY | ERASED

    def _anonymisation_note_while_active(self, contact_ids):
        """Remember which of these profiles, and of the contacts that go, are in view; erasing archives them."""
        for table, ids in ((self._table, self.ids), ("res_partner", contact_ids)):
            self.env.cr.execute(
                SQL("UPDATE %s SET anonymised_while_active = active WHERE id = ANY(%s)", SQL.identifier(table), ids)
            )


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "school.anonymised.counted"]

    _names_nobody = frozenset({"country_id", "company_id"})
