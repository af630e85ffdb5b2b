"""By what a profile is known when nobody may know whose it was: a neutral label and a random identifier."""

import secrets
import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..who_may import OFFICER

# No vowels and nothing that looks like something else: no words come out, and it can be read out on the phone.
LABEL_ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"
PARTICIPATION = "participation"
"""The word in the label of a profile that is nobody's, where that of a student's says *student*."""


def random_code():
    """Return eight random letters and digits, in two parts."""
    letters = [secrets.choice(LABEL_ALPHABET) for _i in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_label = fields.Char(readonly=True, copy=False, index="btree_not_null")
    anonymisation_uid = fields.Char(
        "Profile code",
        required=True,
        readonly=True,
        copy=False,
        groups=OFFICER,
        default=lambda _self: str(uuid.uuid4()),
        help="Drawn when the profile is created. The anonymisation log names the profile by it.",
    )

    _anonymisation_label_unique = models.Constraint(
        "UNIQUE (anonymisation_label)", "Two anonymised students cannot have the same label."
    )
    _anonymisation_uid_unique = models.Constraint(
        "UNIQUE (anonymisation_uid)", "Two profiles cannot have the same profile code."
    )

    def _init_column(self, column_name):
        """Give the profiles that are there already one each, in one statement."""
        if column_name != "anonymisation_uid":
            super()._init_column(column_name)
            return
        self.env.cr.execute(
            SQL("UPDATE school_student SET anonymisation_uid = gen_random_uuid() WHERE anonymisation_uid IS NULL")
        )

    @api.model_create_multi
    def create(self, vals_list):
        if any("anonymisation_uid" in vals for vals in vals_list):
            self._refuse_identifier()
        return super().create(vals_list)

    def write(self, vals):
        if "anonymisation_uid" in vals:
            self._refuse_identifier()
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """Draw the profile code, whatever a context proposes."""
        defaults = super().default_get(fields)
        return defaults | ({"anonymisation_uid": str(uuid.uuid4())} if "anonymisation_uid" in defaults else {})

    def _refuse_identifier(self):
        """Whoever could choose it could have a living student erased after a restore."""
        raise UserError(self.env._("The profile code is drawn once and cannot be chosen or changed."))

    @api.model
    def _anonymisation_label_new(self, kind="student"):
        """Return a label of a profile of this kind; it is in one language, whatever the user's."""
        return f"Anonymised {kind} {random_code()}"

    def _anonymisation_labels(self):
        """Return {student id: a label nobody has}."""
        labels = {}
        while len(labels) < len(self):
            taken = set(labels.values())
            missing = self.filtered(lambda student: student.id not in labels)
            fresh = {student.id: self._anonymisation_label_new(student.kind) for student in missing}
            known = self.with_context(active_test=False).search([("anonymisation_label", "in", list(fresh.values()))])
            taken |= set(known.mapped("anonymisation_label"))
            for student_id, label in fresh.items():
                if label not in taken:
                    taken.add(label)
                    labels[student_id] = label
        return labels
