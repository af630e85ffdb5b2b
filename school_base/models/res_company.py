# A company's own calendar day and its numbering of students.
import pytz

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _school_today(self):
        """Return today's date in the company's time zone (its contact's, else UTC)."""
        self.ensure_one()
        # Reading the contact's time zone must not depend on who asks for the date.
        zone = pytz.timezone(self.sudo().partner_id.tz or "UTC")
        return pytz.utc.localize(fields.Datetime.now()).astimezone(zone).date()

    def _school_periods_company(self):
        """Return the company whose teaching periods count here: this one, or the nearest parent company with some."""
        self.ensure_one()
        # Who works at a branch need not see the parent company.
        company, periods = self.sudo(), self.env["school.teaching.period"].sudo()
        while company.parent_id and not periods.search_count([("company_id", "=", company.id)], limit=1):
            company = company.parent_id
        return company.with_env(self.env)

    def _school_first_days(self):
        """Return the first days of the teaching periods that count in this company, the earliest first."""
        company = self._school_periods_company()
        # Who works at a branch need not see the parent company.
        periods = self.env["school.teaching.period"].sudo().search([("company_id", "=", company.id)])
        return sorted(periods.mapped("date_start"))

    def _school_next_student_number(self):
        """Return the next free student number of this company, as a string."""
        self.ensure_one()
        # School users may not read or create sequences, but may create students.
        sequences = self.env["ir.sequence"].sudo()
        sequence = sequences.search([("code", "=", "school.student"), ("company_id", "=", self.id)], limit=1)
        if not sequence:
            sequence = sequences.create(
                {
                    "name": self.env._("Student number"),
                    "code": "school.student",
                    "company_id": self.id,
                    # No other app numbers its documents so: orders are S00001, purchases P00001.
                    "prefix": "STU-",
                    "padding": 5,
                }
            )
        return sequence.next_by_id()

    def _school_load_demo(self, teacher_id, secretary_id):
        """Fill this company with the demo school; called by the demo data."""
        # The demo school alone needs a library that makes up people.
        from ..demo import generator

        self.ensure_one()
        users = self.env["res.users"]
        generator.load(self, users.browse(teacher_id), users.browse(secretary_id))
