"""The settings page: the decisions of a company as a form, and today's candidates below."""

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from .cycle.cycle import OPEN, STATES

PROPOSED_PERIODS = 4
LARGEST = 1000
"""No school has more teaching periods, or so many new students; it also keeps a slip within the column."""

RANGES = {
    "anonymisation_inactive_periods": (1, LARGEST),
    "anonymisation_retention_years": (0, 100),
    "anonymisation_new_limit_count": (0, LARGEST),
    "anonymisation_new_limit_percent": (0, 100),
}
ONE_A_COMPANY = ("school.anonymisation.settings", "school.anonymisation.overview")
"""Pages that are not made of records, but of a company."""

KEEPING = {"anonymisation_prevented", "anonymisation_prevented_reason", "anonymisation_prevented_until"}
"""What may be typed about a student in the list below the numbers."""

ON_THE_PAGE = 80
"""Students who are listed below the settings; all of them are a click away."""


class SchoolAnonymisationSettings(models.Model):
    """One record a company, under the company's id, made of the company's own fields.

    Whoever may anonymise need not be able to edit companies: here they write these numbers and nothing else.
    """

    _name = "school.anonymisation.settings"
    _description = "Anonymisation settings"
    _auto = False
    _rec_name = "company_id"
    _table_query = "SELECT id, id AS company_id FROM res_company"

    company_id = fields.Many2one("res.company", readonly=True)
    saved = fields.Boolean(compute="_compute_anonymisation_inactive_periods")
    anonymisation_inactive_periods = fields.Integer(
        string="Teaching periods without activity",
        compute="_compute_anonymisation_inactive_periods",
        readonly=False,
        help="A student is inactive without any activity in this many of the teaching periods that have begun.",
    )
    anonymisation_retention_years = fields.Integer(
        string="Accounting documents are kept for (years)",
        related="company_id.anonymisation_retention_years",
        readonly=False,
    )
    anonymisation_new_limit_count = fields.Integer(related="company_id.anonymisation_new_limit_count", readonly=False)
    anonymisation_new_limit_percent = fields.Integer(
        related="company_id.anonymisation_new_limit_percent", readonly=False
    )

    student_ids = fields.One2many(
        "school.student",
        string="Students",
        compute="_compute_students",
        readonly=False,
        context={"active_test": False},
    )
    candidate_count = fields.Integer(string="Can be anonymised", compute="_compute_students")
    prevented_count = fields.Integer(string="Prevented", compute="_compute_students")
    begun_count = fields.Integer(string="Teaching periods begun", compute="_compute_cycle")
    due = fields.Boolean(compute="_compute_cycle", help="A list goes out within the hour.")
    cycle_id = fields.Many2one("school.anonymisation.cycle", "Yearly anonymisation", compute="_compute_cycle")
    cycle_state = fields.Selection(STATES, string="State", compute="_compute_cycle")
    cycle_is_open = fields.Boolean("Is under way", compute="_compute_cycle")
    run_on = fields.Date(string="Students are anonymised on", compute="_compute_cycle")
    announced_periods = fields.Integer(string="Teaching periods announced", compute="_compute_cycle")
    required_periods = fields.Integer(
        string="The stricter number counts for it", compute="_compute_cycle", help="Until the year is over."
    )

    def _compute_display_name(self):
        self.display_name = self.env._("Anonymisation")

    @api.depends("company_id.anonymisation_inactive_periods")
    def _compute_anonymisation_inactive_periods(self):
        """Show a proposal until somebody has saved."""
        for settings in self:
            # Anybody at work in a company may know its numbers; its form is for administrators.
            number = settings.company_id.sudo().anonymisation_inactive_periods
            settings.saved = number > 0
            settings.anonymisation_inactive_periods = number or PROPOSED_PERIODS

    def _compute_students(self):
        students = self.env["school.student"].with_context(active_test=False)
        eligible = Domain("anonymisation_eligible", "=", True)
        prevented = Domain("anonymisation_prevented", "=", True)
        for settings in self:
            here = Domain("company_id", "=", settings.company_id.id) & Domain("anonymised", "=", False)
            # The rules are asked once: for the number and for the list.
            candidates = students.search(here & eligible, order="last_activity_date, id")
            kept = students.search(here & prevented)
            settings.candidate_count = len(candidates)
            settings.prevented_count = len(kept)
            longest = candidates[:ON_THE_PAGE] | kept
            settings.student_ids = longest.sorted(lambda student: (student.last_activity_date or date.min, student.id))[
                :ON_THE_PAGE
            ]

    def _compute_cycle(self):
        cycles = self.env["school.anonymisation.cycle"]
        rule = self.env["school.anonymisation.rule.recent_activity"].sudo()
        for settings in self:
            company = settings.company_id.sudo()
            today = company._school_today()
            cycle = cycles.search([("company_id", "=", company.id)], limit=1)
            settings.cycle_is_open = cycle.state in OPEN
            if not settings.cycle_is_open and cycle.year != today.year:
                cycle = cycles
            settings.cycle_id = cycle
            settings.cycle_state = cycle.state
            settings.run_on = cycle.run_on
            settings.announced_periods = cycle.announced_periods
            settings.required_periods = cycle.required_periods
            settings.begun_count = len(rule._begun(company))
            settings.due = cycles._is_due(company, today)

    def write(self, vals):  # pylint: disable=method-required-super
        """Save what the page shows, its proposal included, and whom the switches below keep or let go.

        :raise UserError: something is not a whole number in its range; nothing is saved then.
        """
        self.env.user._check_can_anonymise()
        self.check_access("write")
        numbers = {name: value for name, value in vals.items() if name != "student_ids"}
        for settings in self:
            proposal = {} if settings.saved else {"anonymisation_inactive_periods": PROPOSED_PERIODS}
            settings._save_numbers(proposal | numbers)
        self._save_switches(vals.get("student_ids") or [])
        self.invalidate_recordset()
        return True

    @api.model
    def _save_switches(self, commands):
        for command in commands:
            if command[0] != Command.UPDATE or not set(command[2]) <= KEEPING:
                raise UserError(self._refusal())
            self.env["school.student"].browse(command[1]).write(command[2])

    def action_save(self):
        """Save the proposal that the page shows."""
        self.write({})

    @api.model
    def _here(self):
        return self.browse(self.env.company.id)

    @api.model
    def get_settings(self):
        """Return what the page shows for the current company.

        :return: {company, saved (bool), values: {field: number}, labels: {field: str}, candidates (int),
            prevented (int), periods_begun (int), due (bool, a list goes out within the hour unless there is a
            cycle), cycle: False or what `_cycle_summary` says}
        """
        self.env.user._check_can_anonymise()
        settings = self._here()
        return {
            "company": settings.company_id.name,
            "saved": settings.saved,
            "values": {name: settings[name] for name in self._ranges()},
            "labels": self._labels(),
            "candidates": settings.candidate_count,
            "prevented": settings.prevented_count,
            "periods_begun": settings.begun_count,
            "due": settings.due,
            "cycle": settings._cycle_summary(),
        }

    @api.model
    def save_settings(self, values):
        """Save these numbers for the current company; answer what `get_settings` does.

        :param values: {field: what was typed, as text or number}
        :raise UserError: something is not a whole number in its range; nothing is saved then.
        """
        self.env.user._check_can_anonymise()
        settings = self._here()
        settings._save_numbers(values)
        settings.invalidate_recordset()
        return self.get_settings()

    def _save_numbers(self, values):
        """Check what was typed for this company, all of it, and save it."""
        ranges = self._ranges()
        if not isinstance(values, dict) or set(values) - set(ranges):
            raise UserError(self._refusal())
        labels = self._labels()
        numbers = {name: self._whole_number(typed, ranges[name], labels[name]) for name, typed in values.items()}
        # Only these fields of the company: who may anonymise need not be able to edit companies.
        self.company_id.sudo().write(numbers)

    @api.model
    def _refusal(self):
        return self.env._("Only the numbers on this page can be saved here.")

    @api.model
    def _ranges(self):
        """Return {field of the company: (the smallest number it takes, the largest)}."""
        return dict(RANGES)

    @api.model
    def _labels(self):
        """Return {field: what the page calls it}."""
        return {name: field["string"] for name, field in self.fields_get(list(self._ranges()), ["string"]).items()}

    @api.model
    def _whole_number(self, typed, within, label):
        smallest, largest = within
        text = str(typed).strip() if typed is not None and not isinstance(typed, bool) else ""
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and smallest <= int(text) <= largest):
            raise UserError(self._range_sentence(label, within))
        return int(text)

    @api.model
    def _range_sentence(self, label, within):
        smallest, largest = within
        return self.env._(
            "“%(label)s” must be a whole number from %(smallest)s to %(largest)s. Nothing has been saved.",
            label=label,
            smallest=smallest,
            largest=largest,
        )

    def _cycle_summary(self):
        cycle = self.cycle_id
        if not cycle:
            return False
        return {
            "id": cycle.id,
            "name": cycle.display_name,
            "state": cycle.state,
            "state_label": dict(cycle._fields["state"]._description_selection(self.env))[cycle.state],
            "run_on": format_date(self.env, cycle.run_on) if cycle.run_on else "",
            "announced": cycle.announced_periods,
            "required": cycle.required_periods,
            "open": self.cycle_is_open,
        }


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        """Open that page of the company in which the user works of which each company has one."""
        action = super()._get_action_dict()
        if self.sudo().res_model in ONE_A_COMPANY:
            action["res_id"] = self.env.company.id
        return action
