"""Library cards and what is lent on them."""

from odoo import fields, models


class OpLibraryCard(models.Model):
    _name = "op.library.card"
    _description = "Library Card"
    _rec_name = "number"

    partner_id = fields.Many2one("res.partner", required=True)
    number = fields.Char(size=256, required=True)
    student_id = fields.Many2one("op.student")
    active = fields.Boolean(default=True)

    _unique_number = models.Constraint("UNIQUE (number)", "Library card Number should be unique!")


class OpMedia(models.Model):
    _name = "op.media"
    _description = "Media Details"

    name = fields.Char(size=128, required=True)


class OpMediaMovement(models.Model):
    _name = "op.media.movement"
    _description = "Media Movement"
    _rec_name = "media_id"

    media_id = fields.Many2one("op.media", required=True)
    student_id = fields.Many2one("op.student")
    library_card_id = fields.Many2one("op.library.card", required=True)
    issued_date = fields.Date(required=True)
    return_date = fields.Date(string="Due Date", required=True)
    actual_return_date = fields.Date()
    partner_id = fields.Many2one("res.partner")
    reserver_name = fields.Char(string="Person Name", size=256)
    state = fields.Selection(
        [
            ("available", "Available"),
            ("reserve", "Reserved"),
            ("issue", "Issued"),
            ("lost", "Lost"),
            ("return", "Returned"),
            ("return_done", "Returned Done"),
        ],
        default="available",
    )
