"""Parents: a contact, and their children, without dates."""

from odoo import fields, models


class OpParent(models.Model):
    _name = "op.parent"
    _description = "Parent"

    name = fields.Many2one("res.partner", required=True)
    student_ids = fields.Many2many("op.student")
    mobile = fields.Char(related="name.phone")
    active = fields.Boolean(default=True)
