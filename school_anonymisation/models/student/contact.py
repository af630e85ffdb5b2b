"""What a contact shows of the student profile behind it."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..who_may import OFFICER


class ResPartner(models.Model):
    _inherit = "res.partner"

    anonymised = fields.Boolean(readonly=True, copy=False)
    anonymisation_eligible = fields.Boolean(
        string="Can be anonymised",
        compute="_compute_anonymisation_blocked",
        search="_search_anonymisation_eligible",
        groups=OFFICER,
    )
    anonymisation_blocked_by = fields.Char(
        string="Held back by", compute="_compute_anonymisation_blocked", groups=OFFICER
    )

    def _compute_anonymisation_blocked(self):
        students = self.env["school.student"].sudo().with_context(active_test=False)
        profiles = {
            student.partner_id.id: student for student in students.search([("partner_id", "in", self._origin.ids)])
        }
        for partner in self:
            profile = profiles.get(partner._origin.id)
            partner.anonymisation_eligible = bool(profile) and profile.anonymisation_eligible
            partner.anonymisation_blocked_by = profile.anonymisation_blocked_by if profile else ""

    @api.model
    def _search_anonymisation_eligible(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A search method answers whoever asks; the field's groups are checked for reading only.
        self._check_field_access(self._fields["anonymisation_eligible"], "read")
        students = self.env["school.student"].sudo().with_context(active_test=False)
        eligible = Domain(
            "id", "in", students._search(students._anonymisation_eligible_domain()).subselect("partner_id")
        )
        return Domain.OR(eligible if item else ~eligible for item in set(map(bool, value)))

    @api.model
    def _school_without_profile_domain(self):
        """Leave out who has been anonymised: nobody gets a profile of that any more."""
        return super()._school_without_profile_domain() & Domain("anonymised", "=", False)
