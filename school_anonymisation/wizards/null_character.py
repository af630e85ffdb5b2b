"""The dialogs in which somebody types a reason refuse the null character too."""

from odoo import models


class SchoolAnonymisationCyclePrevent(models.TransientModel):
    _name = "school.anonymisation.cycle.prevent"
    _inherit = ["school.anonymisation.cycle.prevent", "school.anonymisation.null.character"]


class SchoolAnonymisationCycleReason(models.TransientModel):
    _name = "school.anonymisation.cycle.reason"
    _inherit = ["school.anonymisation.cycle.reason", "school.anonymisation.null.character"]
