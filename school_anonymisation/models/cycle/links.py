"""Links of mails and spreadsheets to a profile: a random word that says nothing, and leads nowhere once it is over."""

import secrets

from odoo import fields, models

PATH = "/school_anonymisation/profile/"
OVER = ("done", "cancelled")


class SchoolAnonymisationCandidate(models.Model):
    _inherit = "school.anonymisation.candidate"

    link_word = fields.Char(groups=fields.NO_ACCESS, copy=False, index="btree_not_null")

    def _link_path(self):
        """Return the path of the link to this student's profile, for those who may anonymise."""
        self.ensure_one()
        # Nobody reads the word itself.
        row = self.sudo()
        if not row.link_word:
            row.link_word = secrets.token_urlsafe(24)
        return f"{PATH}{row.link_word}"


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in OVER:
            self.sudo().with_context(active_test=False).candidate_ids.link_word = False
        return result


class SchoolAnonymisationCycleMail(models.Model):
    _inherit = "school.anonymisation.cycle.mail"

    def _profile_link(self, row):
        """Return the address under which a recipient finds the profile of a candidate."""
        return f"{self.cycle_id.get_base_url()}{row._link_path()}"
