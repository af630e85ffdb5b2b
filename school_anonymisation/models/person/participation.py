"""What an anonymised person took part in, in other apps: shown on the profile, since it is the school's history."""

from odoo import fields, models

from ..who_may import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_elsewhere = fields.Html(
        string="In other apps", compute="_compute_anonymisation_elsewhere", groups=OFFICER
    )

    def _compute_anonymisation_elsewhere(self):
        for student in self:
            student.anonymisation_elsewhere = self.env["ir.qweb"]._render(
                "school_anonymisation.participation", {"kinds": student._anonymisation_participation()}
            )

    def _anonymisation_participation(self):
        """Return [(what the app calls it, records)] of what this student took part in as a person of other apps."""
        self.ensure_one()
        found = []
        for model in self.env.registry.descendants(["school.anonymisation.person"], "_inherit"):
            people = self.env[model].sudo().with_context(active_test=False)
            if not people._abstract:
                records = people.search(
                    [(people._person_fields[0], "=", self.partner_id.id)]
                )._anonymisation_participation()
                if records:
                    found.append((self.env["ir.model"]._get(records._name).name, records))
        return found
