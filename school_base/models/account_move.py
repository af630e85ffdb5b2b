# An invoice may be addressed to a guardian for a student.
from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    student_id = fields.Many2one(
        "school.student",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain=[("kind", "=", "student")],
        help="The student this invoice is for, when it is addressed to somebody else.",
    )
