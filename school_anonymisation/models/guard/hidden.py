"""What belonged to somebody who is gone is found by those only who may see the profile; totals that name nobody stay.

Record rules hide what they took part in; `unseen` hides contacts and logins, which old documents go on naming.
"""

from odoo import api, models
from odoo.fields import Domain

from ..student.asked import chosen_by_nobody, says_nobody

NUMBERS = frozenset({"count", "count_distinct"})
FIGURES = frozenset({"sum", "avg", "min", "max", "bool_and", "bool_or"})


def is_total(model, domain, groupings, aggregates):
    """Return whether nothing but figures comes out, of records that are chosen by nothing that says whose they are.

    :param domain: a Domain; :param groupings: "field" or "field:granularity"; :param aggregates: as `_read_group` has.
    """
    groups = [name.partition(":")[0] for name in groupings]
    counted = [name.partition(":") for name in aggregates if name != "__count"]
    return (
        chosen_by_nobody(model, domain)
        and all(says_nobody(model, path) for path in groups)
        and all(how in NUMBERS or (how in FIGURES and says_nobody(model, path)) for path, _colon, how in counted)
    )


class AnonymisedHistory(models.AbstractModel):
    _inherit = "school.anonymised.history"

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        """A list shows under each heading those whom it counts there, and so counts no others."""
        listed = self.with_context(anonymisation_listed=True)
        return super(AnonymisedHistory, listed).web_read_group(domain, groupby, *args, **options)

    @api.model
    def _counted(self, domain, groupings, aggregates):
        """Count what the anonymised took part in beside what the reader sees, in the reader's companies."""
        counted, mine = super()._counted(domain, groupings, aggregates)
        asked = Domain(domain)
        if self.env["res.users"]._sees_the_gone(self.env) or self.env.context.get("anonymisation_listed"):
            return counted, mine
        if not is_total(self, asked, groupings, aggregates):
            return counted, mine
        self.check_access("read")
        fields = {name.partition(":")[0] for name in (*groupings, *aggregates)} - {"__count"}
        for name in fields & self._fields.keys():
            self._check_field_access(self._fields[name], "read")
        gone = Domain("student_id.anonymised", "=", True) & Domain("company_id", "in", self.env.companies.ids)
        seen = Domain("id", "in", counted._search(mine))
        return self.sudo(), seen | (asked & gone)


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _sees_the_gone(self, env):
        """Return whether whoever asks may see who has been anonymised: the system, and those who may anonymise."""
        return env.su or env.user._can_anonymise()
