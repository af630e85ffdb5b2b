"""A school's own student model, made known by the two lines of ARCHITECTURE."""

from odoo import fields, models


class TestPupil(models.Model):
    _name = "test.school.pupil"
    _inherit = "school.anonymisation.person"
    _description = "A pupil of a school that has written its own app"
    _rec_name = "pupil_number"

    partner_id = fields.Many2one("res.partner", required=True)
    pupil_number = fields.Char()
    diagnosis = fields.Text()
    since = fields.Date()
    evening_ids = fields.One2many("test.school.evening", "pupil_id")

    def _anonymisation_registered_on(self):
        return self.since or super()._anonymisation_registered_on()

    def _anonymisation_participation(self):
        return self.evening_ids


class TestEvening(models.Model):
    _name = "test.school.evening"
    _description = "An evening on which a pupil plays"

    name = fields.Char()
    day = fields.Date(required=True)
    pupil_id = fields.Many2one("test.school.pupil", required=True)
    remark = fields.Text()
    programme = fields.Json()
