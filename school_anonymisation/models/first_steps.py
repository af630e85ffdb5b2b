"""The first steps: on one page, what has to be decided before anything happens, and what it means for this school."""

from odoo import api, fields, models
from odoo.fields import Domain

MENU = "school_anonymisation.menu_first_steps"

MOST_TRACED = 10_000
"""Contacts whose registrations and orders are looked for while somebody waits for the page."""


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    officer_names = fields.Char(string="May anonymise", compute="_compute_first_steps")
    enough_periods = fields.Boolean(compute="_compute_first_steps")
    student_count = fields.Integer(string="Number of students", compute="_compute_first_steps")
    contact_count = fields.Integer(string="Contacts who are nobody's profile", compute="_compute_contacts")
    traced_contact_count = fields.Integer(string="Of these with registrations or orders", compute="_compute_contacts")

    @api.depends("anonymisation_inactive_periods")
    def _compute_first_steps(self):
        students = self.env["school.student"].with_context(active_test=False)
        for settings in self:
            company = settings.company_id._origin
            settings.officer_names = ", ".join(company._anonymisation_officers().mapped("name"))
            settings.enough_periods = settings.begun_count >= settings.anonymisation_inactive_periods
            settings.student_count = students.search_count(self._students_here(company))

    def _compute_contacts(self):
        # Whether somebody has a profile does not depend on who may see it.
        contacts = self.env["res.partner"].sudo()
        domain = Domain("type", "=", "contact") & contacts._school_without_profile_domain()
        people = contacts.search(domain, limit=MOST_TRACED + 1)
        many = len(people) > MOST_TRACED
        self.contact_count = contacts.search_count(domain) if many else len(people)
        self.traced_contact_count = 0 if many else len(people._school_first_traces())

    def action_finish_first_steps(self):
        """Save what the page shows, and go on to the overview of the year."""
        self.ensure_one()
        self.write({})
        return self.env["ir.actions.act_window"]._for_xml_id("school_anonymisation.action_anonymisation_overview")

    @api.model
    def _show_first_steps(self):
        """Have the first steps in the menu until some company has decided; a later one is told by its settings page."""
        decided = Domain("anonymisation_inactive_periods", ">", 0)
        waiting = not self.env["res.company"].sudo().search_count(decided, limit=1)
        # Menus are for administrators to write.
        menu = self.env.ref(MENU, raise_if_not_found=False)
        if menu and menu.sudo().active != waiting:
            menu.sudo().active = waiting


class AnonymisationAlert(models.Model):
    _inherit = "school.anonymisation.alert"

    @api.model
    def _ask_for_first_steps(self):
        """Ask those who may anonymise to take the first steps; where nobody may, tell administrators how to give it."""
        for company in self.env["res.company"].search([]):
            waits = not company.anonymisation_inactive_periods and company._anonymisation_has_students()
            if waits and not company._anonymisation_officers():
                self._tell(company, "nobody")
                continue
            self._settle(company, "nobody")
            if waits:
                self._ask_officers(company, "first_steps", "")
            else:
                self._take_back(company, "first_steps")

    @api.model
    def _text(self, company, code, details):
        if code != "nobody":
            return super()._text(company, code, details)
        return (
            self.env._("Anonymisation at %s: nobody has the permission yet", company.name),
            self.env._(
                "Somebody has to decide when a student counts as inactive. Open Settings > Users and"
                " choose whoever is to do it. Among the access rights, choose SuperUser at School and"
                " R_CAN_ANONYMIZE_USERS at Anonymisation. They are then led through the first steps.",
            ),
        )

    @api.model
    def _question(self, company, code, details):
        if code != "first_steps":
            return super()._question(company, code, details)
        link = self._link_to("anonymisation-first-steps", self.env._("First steps"))
        return (
            self.env._("Decide when a student of %s counts as inactive", company.name),
            self.env._("Nobody is anonymised until somebody has taken these few steps: %s", link),
        )


class ResCompany(models.Model):
    _inherit = "res.company"

    def write(self, vals):
        """Have nobody asked for the first steps once they have been taken, and take them off the menu."""
        result = super().write(vals)
        if "anonymisation_inactive_periods" in vals:
            self.env["school.anonymisation.settings"]._show_first_steps()
            self.env["school.anonymisation.alert"].sudo()._ask_for_first_steps()
        return result

    def _anonymisation_has_students(self):
        """Return whether this company is a school: it has students, or is the only one there is."""
        students = self.env["school.student"].sudo().with_context(active_test=False)
        alone = self.sudo().search_count([], limit=2) == 1
        return alone or bool(students.search_count([("company_id", "=", self.id)], limit=1))


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        """Ask for what has not been decided yet, besides taking the year further."""
        self._as_itself().env["school.anonymisation.alert"]._ask_for_first_steps()
        return super()._cron_advance()
