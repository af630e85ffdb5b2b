"""What a student has to pay, by an invoice to the student's contact."""

from odoo import fields, models


class OpStudentFeesDetails(models.Model):
    _name = "op.student.fees.details"
    _description = "Student Fees Details"

    invoice_id = fields.Many2one("account.move")
    amount = fields.Float()
    date = fields.Date(string="Submit Date")
    student_id = fields.Many2one("op.student")
    state = fields.Selection(
        [("draft", "Draft"), ("invoice", "Invoice Created"), ("cancel", "Cancel")], default="draft"
    )
