# A hire: an instrument lent to a student until it is returned.
from odoo import api, fields, models
from odoo.exceptions import UserError


class SchoolInstrumentHire(models.Model):
    _name = "school.instrument.hire"
    _description = "Instrument hire"
    _order = "hired_on desc, id desc"
    _check_company_auto = True

    student_id = fields.Many2one(
        "school.student",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain=[("kind", "=", "student")],
    )
    instrument_id = fields.Many2one(
        "school.instrument",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    # What took place in a company stays there when the student moves to another.
    company_id = fields.Many2one(related="instrument_id.company_id", store=True, index=True)
    hired_on = fields.Date(string="Hired on", required=True, default=lambda self: self.env.company._school_today())
    returned_on = fields.Date(string="Returned on", help="Empty while the student has the instrument.")

    _returned_after_hire = models.Constraint(
        "CHECK (returned_on >= hired_on)",
        "An instrument cannot be returned before it was hired. Change one of the two dates.",
    )
    _one_current_hire = models.UniqueIndex(
        "(instrument_id) WHERE returned_on IS NULL",
        "The instrument is on hire to somebody. Return it before it is hired again.",
    )
    _student_returned = models.Index("(student_id, returned_on)")

    @api.model_create_multi
    def create(self, vals_list):
        # A hire returned in the same save frees its instrument for the new one.
        self.flush_model(["instrument_id", "returned_on"])
        return super().create(vals_list)

    @api.depends("student_id.display_name", "instrument_id.display_name")
    def _compute_display_name(self):
        for hire in self:
            # A name is shown wherever the hire itself may be seen.
            student = hire.student_id.sudo().display_name
            hire.display_name = f"{hire.instrument_id.display_name}, {student}"

    def action_return(self):
        """Record that the instruments came back today."""
        for hire in self:
            if hire.returned_on:
                raise UserError(
                    self.env._(
                        "%(instrument)s was already returned on %(date)s.",
                        instrument=hire.instrument_id.display_name,
                        date=fields.Date.to_string(hire.returned_on),
                    )
                )
        for company, hires in self.grouped("company_id").items():
            hires.write({"returned_on": company._school_today()})
