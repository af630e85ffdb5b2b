"""Prevention: somebody with the permission has said "not this one", for a reason and, if they like, until a date."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..who_may import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_prevented = fields.Boolean(
        string="Do not anonymise", tracking=True, copy=False, index="btree_not_null", groups=OFFICER
    )
    anonymisation_prevented_reason = fields.Char(string="Reason for keeping", tracking=True, copy=False, groups=OFFICER)
    anonymisation_prevented_until = fields.Date(
        string="Keep until",
        tracking=True,
        copy=False,
        groups=OFFICER,
        help="The last day on which the student is kept; empty = until somebody takes it back.",
    )

    @api.model
    def _anonymisation_prevented_domain(self):
        """Return the Domain of the students whom somebody keeps on purpose, today."""
        return self.env["school.anonymisation.rule"]._by_today(
            lambda today: (
                Domain("anonymisation_prevented", "=", True)
                & (
                    Domain("anonymisation_prevented_until", "=", False)
                    | Domain("anonymisation_prevented_until", ">=", today)
                )
            )
        )

    def _anonymisation_prevented_sentence(self):
        """Return why this student is kept, and until when."""
        sentence = self.env._(
            "Is kept on purpose: %s", self.anonymisation_prevented_reason or self.env._("no reason given")
        )
        if self.anonymisation_prevented_until:
            until = format_date(self.env, self.anonymisation_prevented_until)
            sentence = self.env._("%(sentence)s (until %(until)s)", sentence=sentence, until=until)
        return sentence
