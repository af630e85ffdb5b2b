# An instrument the school lends to students.
from odoo import api, fields, models


class SchoolInstrument(models.Model):
    _name = "school.instrument"
    _description = "Instrument"
    _order = "name, serial_number, id"
    _rec_names_search = ["name", "serial_number"]
    _check_company_auto = True

    name = fields.Char(required=True)
    serial_number = fields.Char(string="Serial number")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    hire_ids = fields.One2many("school.instrument.hire", "instrument_id", string="Hires")
    current_student_id = fields.Many2one(
        "school.student",
        string="Hired by",
        compute="_compute_current_student_id",
        search="_search_current_student_id",
    )

    @api.depends("hire_ids.student_id", "hire_ids.returned_on")
    def _compute_current_student_id(self):
        for instrument in self:
            current = instrument.hire_ids.filtered(lambda hire: not hire.returned_on)
            instrument.current_student_id = current[:1].student_id

    def _search_current_student_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = [("returned_on", "=", False)]
        found = fields.Domain("hire_ids", "any", [*current, ("student_id", "in", value)])
        if False in value:
            found |= fields.Domain("hire_ids", "not any", current)
        return found

    @api.depends("name", "serial_number")
    def _compute_display_name(self):
        for instrument in self:
            number = f" ({instrument.serial_number})" if instrument.serial_number else ""
            instrument.display_name = f"{instrument.name}{number}"
