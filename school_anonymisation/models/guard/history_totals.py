"""What students took part in, by what they are: counted past the profiles, which the reader may not see."""

from odoo import api, models
from odoo.fields import Domain

from ..student.asked import asks_nobody, figures_of_groups, names_nobody


class AnonymisedHistory(models.AbstractModel):
    _inherit = "school.anonymised.history"

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        figures = [*aggregates, *figures_of_groups(having, order, groupby)]
        counted, domain = self._counted(domain, groupby, figures)
        rows = super(AnonymisedHistory, counted)._read_group(domain, groupby, aggregates, having, offset, limit, order)
        return self.env["school.student"]._rows_for_reader(rows)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        groupings = [name for names in grouping_sets for name in names]
        counted, domain = self._counted(domain, groupings, [*aggregates, *figures_of_groups((), order, groupings)])
        answers = super(AnonymisedHistory, counted)._read_grouping_sets(domain, grouping_sets, aggregates, order)
        return [self.env["school.student"]._rows_for_reader(rows) for rows in answers]

    @api.model
    def _asked_past_profiles(self, domain):
        """Return this Domain, in which what students are is asked past the reader's rights where it names nobody."""

        def asked(condition):
            link, _dot, field = condition.field_expr.partition(".")
            if link != "student_id" or not asks_nobody(field):
                return condition
            return Domain(link, "any!", Domain(field, condition.operator, condition.value))

        return Domain(domain).map_conditions(asked)

    @api.model
    def _counted(self, domain, groupings, aggregates):
        """Return (model, Domain): the reader's records, grouped by students past the reader's rights on profiles."""
        domain = self._asked_past_profiles(domain)
        of_student = [name.removeprefix("student_id.") for name in groupings if name.startswith("student_id.")]
        if not of_student or not names_nobody(of_student):
            return self, domain
        own = {name.partition(":")[0] for name in (*groupings, *aggregates)} - {"__count"}
        for name in own & self._fields.keys():
            self._check_field_access(self._fields[name], "read")
        return self.sudo(), Domain("id", "in", self._search(domain))
