"""Admissions: a copy of everything personal, with or without a contact."""

from odoo import fields, models


class OpAdmission(models.Model):
    _name = "op.admission"
    _description = "Admission"
    _inherit = "mail.thread"
    _rec_name = "application_number"

    name = fields.Char(size=128, required=True, translate=True)
    first_name = fields.Char(size=128, required=True, translate=True)
    middle_name = fields.Char(size=128, translate=True)
    last_name = fields.Char(size=128, required=True, translate=True)
    application_number = fields.Char(size=16, required=True, copy=False)
    application_date = fields.Datetime(required=True, default=fields.Datetime.now)
    admission_date = fields.Date()
    birth_date = fields.Date(required=True)
    course_id = fields.Many2one("op.course", required=True)
    batch_id = fields.Many2one("op.batch")
    street = fields.Char(size=256)
    city = fields.Char(size=64)
    zip = fields.Char(size=8)
    phone = fields.Char(size=16)
    mobile = fields.Char(size=16)
    email = fields.Char(size=256, required=True)
    gender = fields.Selection([("m", "Male"), ("f", "Female"), ("o", "Other")], required=True, default="m")
    prev_institute_id = fields.Char()
    family_business = fields.Char(size=256)
    family_income = fields.Float()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submit", "Submitted"),
            ("confirm", "Confirmed"),
            ("admission", "Admission Confirm"),
            ("reject", "Rejected"),
            ("pending", "Pending"),
            ("cancel", "Cancelled"),
            ("done", "Done"),
        ],
        default="draft",
    )
    student_id = fields.Many2one("op.student")
    partner_id = fields.Many2one("res.partner")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    active = fields.Boolean(default=True)

    _unique_application_number = models.Constraint(
        "UNIQUE (application_number)", "Application Number must be unique per Application!"
    )
