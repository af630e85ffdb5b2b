"""What the settings screen reads and saves: the decisions of the current company, as whole numbers."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .cycle.cycle import OPEN

PROPOSED_PERIODS = 4
LARGEST = 1000
"""No school has more teaching periods, years or a larger share; it also keeps a slip within the column."""

SMALLEST = {
    "anonymisation_inactive_periods": 1,
    "anonymisation_retention_years": 0,
    "anonymisation_new_limit_count": 0,
    "anonymisation_new_limit_percent": 0,
}


class SchoolAnonymisationSettings(models.AbstractModel):
    _name = "school.anonymisation.settings"
    _description = "Anonymisation settings"

    @api.model
    def get_settings(self):
        """Return what the screen shows for the current company.

        :return: {company, saved (bool), values: {field: number}, labels: {field: str}, candidates (int),
            prevented (int), periods_begun (int), due (bool, a list goes out within the hour unless there is a
            cycle), cycle: False or what `_cycle_summary` says}
        """
        self.env.user._check_can_anonymise()
        # Numbers of the company that anybody at work in it may know; its form is for administrators.
        company = self.env.company.sudo()
        names = list(self._smallest())
        values = {name: company[name] for name in names}
        saved = values["anonymisation_inactive_periods"] > 0
        if not saved:
            values["anonymisation_inactive_periods"] = PROPOSED_PERIODS
        students = self.env["school.student"].with_context(active_test=False)
        here = Domain("company_id", "=", company.id) & Domain("anonymised", "=", False)
        rule = self.env["school.anonymisation.rule.recent_activity"].sudo()
        return {
            "company": company.name,
            "saved": saved,
            "values": values,
            "labels": self._labels(),
            "candidates": students.search_count(here & Domain("anonymisation_eligible", "=", True)),
            "prevented": students.search_count(here & Domain("anonymisation_prevented", "=", True)),
            "periods_begun": len(rule._begun(company)),
            "due": self.env["school.anonymisation.cycle"]._is_due(company, company._school_today()),
            "cycle": self._cycle_summary(company),
        }

    @api.model
    def save_settings(self, values):
        """Save the numbers that somebody typed for the current company; answer what `get_settings` does.

        :param values: {field: what was typed, as text or number}
        :raise UserError: something is not a whole number in its range; nothing is saved then.
        """
        self.env.user._check_can_anonymise()
        smallest = self._smallest()
        if not isinstance(values, dict) or set(values) - set(smallest):
            raise UserError(self.env._("Only the numbers on this page can be saved here."))
        company = self.env.company
        labels = self._labels()
        numbers = {name: self._whole_number(typed, smallest[name], labels[name]) for name, typed in values.items()}
        # Only these fields of the company: who may anonymise need not be able to edit companies.
        company.sudo().write(numbers)
        return self.get_settings()

    @api.model
    def _smallest(self):
        """Return {field of the company: the smallest number it takes}."""
        return dict(SMALLEST)

    @api.model
    def _labels(self):
        """Return {field: what the screen calls it}."""
        fields = self.env["res.company"].fields_get(list(self._smallest()), ["string"])
        labels = {name: field["string"] for name, field in fields.items()}
        return labels | {"anonymisation_retention_years": self.env._("Accounting documents are kept for (years)")}

    @api.model
    def _whole_number(self, typed, smallest, label):
        text = str(typed).strip() if typed is not None and not isinstance(typed, bool) else ""
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and smallest <= int(text) <= LARGEST):
            raise UserError(
                self.env._(
                    "“%(label)s” must be a whole number from %(smallest)s to %(largest)s. Nothing has been saved.",
                    label=label,
                    smallest=smallest,
                    largest=LARGEST,
                )
            )
        return int(text)

    @api.model
    def _cycle_summary(self, company):
        cycle = self.env["school.anonymisation.cycle"].search([("company_id", "=", company.id)], limit=1)
        if not cycle or (cycle.state not in OPEN and cycle.year != company._school_today().year):
            return False
        return {
            "id": cycle.id,
            "name": cycle.display_name,
            "state": cycle.state,
            "state_label": dict(cycle._fields["state"]._description_selection(self.env))[cycle.state],
            "run_on": format_date(self.env, cycle.run_on) if cycle.run_on else "",
            "announced": cycle.announced_periods,
            "required": cycle.required_periods,
            "open": cycle.state in OPEN,
        }
