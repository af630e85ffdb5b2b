# The menus of the school app, for schools that teach with another app.
from odoo import api, models

TEACHING = (
    "menu_students",
    "menu_enrolments",
    "menu_waiting_list",
    "menu_instruments_and_hires",
    "menu_courses",
    "menu_reporting",
)
"""What another app's own menus take the place of; families, guardians and the configuration stay."""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _school_teaching_menus(self):
        # Menus are read by everybody and written by administrators: whoever calls has decided who may.
        menus = [self.env.ref(f"school_base.{name}", raise_if_not_found=False) for name in TEACHING]
        return self.env["ir.ui.menu"].sudo().browse([menu.id for menu in menus if menu]).exists()

    @api.model
    def _school_show_menus(self, *, shown):
        """Show or hide the menus of students, enrolments, waiting lists, instruments, courses and reports."""
        self._school_teaching_menus().write({"active": shown})
