"""The random identifier of a profile: by it, and by nothing else, a profile is found again in a restored database."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..res_groups import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_uid = fields.Char(
        "Random identifier",
        required=True,
        readonly=True,
        copy=False,
        groups=OFFICER,
        default=lambda _self: str(uuid.uuid4()),
        help="Drawn when the profile is created. The anonymisation log names the profile by it.",
    )

    _anonymisation_uid_unique = models.Constraint(
        "UNIQUE (anonymisation_uid)", "Two profiles cannot have the same random identifier."
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

    def _refuse_identifier(self):
        """Whoever could choose it could have a living student erased after a restore."""
        raise UserError(self.env._("The random identifier of a profile is drawn once and cannot be chosen or changed."))
