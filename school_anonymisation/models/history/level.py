"""How much of the history stays: one history a student, or participation that is nobody's. A decision of the school."""

from odoo import api, fields, models

ONE_HISTORY = "one_history"
LOOSE = "loose"
LEVELS = [(ONE_HISTORY, "One history a student"), (LOOSE, "Loose participation")]

OF_COMPANY = {
    "history_level": "anonymisation_history_level",
    "history_small_courses": "anonymisation_history_small_courses",
}
"""{field of the settings page: field of the company}"""


class ResCompany(models.Model):
    _inherit = "res.company"

    anonymisation_history_level = fields.Selection(
        LEVELS,
        string="How much of the history stays",
        default=ONE_HISTORY,
        required=True,
        help="One history a student: what a student took part in stays together, without the student. It is"
        " pseudonymous, not quite anonymous: whoever knows enough of what somebody did finds the rest. Loose"
        " participation: each enrolment stays by itself and belongs to nobody, and what fewer than five share is put"
        " together.",
    )

    anonymisation_history_small_courses = fields.Boolean(
        string="No group smaller than five",
        default=True,
        help="With loose participation. On: enrolments of a course in which fewer than five former students took"
        " part in a teaching period are counted under *Small courses*, and hires of instruments that were rarely lent"
        " under *Small instruments*; how many there were of each course and instrument stays in *Counts of the"
        " anonymised*. Off: no total of a course or an instrument changes, and small groups stay.",
    )
    anonymisation_small_course_id = fields.Many2one(
        "school.course", readonly=True, copy=False, help="Where enrolments of small courses are put together."
    )
    anonymisation_small_instrument_id = fields.Many2one(
        "school.instrument", readonly=True, copy=False, help="Where hires of rare instruments are put together."
    )

    def write(self, vals):
        """Let who changed how much stays stand in the log."""
        level = vals.get("anonymisation_history_level")
        changed = self.filtered(lambda company: level and company.anonymisation_history_level != level)
        result = super().write(vals)
        if changed:
            changed._anonymisation_log_history_level()
        return result

    def _anonymisation_log_history_level(self):
        log = self.env["school.anonymisation.log"].sudo()
        log._append_chained(
            [
                {
                    "kind": f"history_{company.anonymisation_history_level}",
                    "done_by": self.env.uid,
                    "month": log._this_month(company),
                    "company_id": company.id,
                }
                for company in self
            ]
        )

    def _keeps_loose_participation(self):
        """Return whether what students of this company took part in is nobody's once they are anonymised."""
        return self.anonymisation_history_level == LOOSE

    def _anonymisation_small_course(self):
        """Return the archived course under which small ones are put together, made when there is none."""
        return self._anonymisation_put_together("anonymisation_small_course_id", self.env._("Small courses"))

    def _anonymisation_small_instrument(self):
        """Return the archived instrument under which rare ones are put together, made when there is none."""
        return self._anonymisation_put_together("anonymisation_small_instrument_id", self.env._("Small instruments"))

    def _anonymisation_put_together(self, field, name):
        self.ensure_one()
        if not self[field]:
            # Whoever lets the job loosen need not be able to make courses.
            together = self.env[self._fields[field].comodel_name].sudo()
            self.sudo()[field] = together.create({"name": name, "company_id": self.id, "active": False})
        return self[field]


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    history_level = fields.Selection(
        LEVELS, string="How much of the history stays", compute="_compute_history_level", readonly=False
    )
    history_small_courses = fields.Boolean(related="company_id.anonymisation_history_small_courses", readonly=False)

    @api.depends("company_id.anonymisation_history_level", "saved")
    def _compute_history_level(self):
        """Propose loose participation until somebody has saved."""
        for settings in self:
            decided = settings.company_id.sudo().anonymisation_history_level
            settings.history_level = decided if settings.saved else LOOSE

    def write(self, vals):
        """Save how much of the history stays, too, and what is proposed of it."""
        self.env.user._check_can_anonymise()
        self.check_access("write")
        proposed = {settings: {} if settings.saved else {"history_level": LOOSE} for settings in self}
        super().write({name: value for name, value in vals.items() if name not in OF_COMPANY})
        for settings, proposal in proposed.items():
            decided = {OF_COMPANY[name]: value for name, value in (proposal | vals).items() if name in OF_COMPANY}
            # Only these fields of the company: who may anonymise need not be able to edit companies.
            settings.company_id.sudo().write(decided)
        self.invalidate_recordset()
        return True
