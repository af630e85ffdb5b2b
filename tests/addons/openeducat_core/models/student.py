"""Students, who delegate to a contact, their courses, and faculty, who do as well."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    _unique_email = models.Constraint("UNIQUE (email)", "Email must be unique per partner!")


class OpStudent(models.Model):
    _name = "op.student"
    _description = "Student"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _inherits = {"res.partner": "partner_id"}

    first_name = fields.Char(translate=True)
    middle_name = fields.Char(translate=True)
    last_name = fields.Char(translate=True)
    birth_date = fields.Date()
    blood_group = fields.Selection([("A+", "A+ve"), ("B+", "B+ve"), ("O+", "O+ve")])
    gender = fields.Selection([("m", "Male"), ("f", "Female"), ("o", "Other")], required=True, default="m")
    nationality = fields.Many2one("res.country")
    emergency_contact = fields.Many2one("res.partner")
    visa_info = fields.Char(size=64)
    id_number = fields.Char(string="ID Card Number", size=64)
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", ondelete="cascade")
    gr_no = fields.Char(string="Registration Number", size=20)
    course_detail_ids = fields.One2many("op.student.course", "student_id", tracking=True)
    active = fields.Boolean(default=True)

    _unique_gr_no = models.Constraint("UNIQUE (gr_no)", "Registration Number must be unique per student!")

    @api.onchange("first_name", "middle_name", "last_name")
    def _onchange_name(self):
        self.name = " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))

    @api.constrains("birth_date")
    def _check_birthdate(self):
        for record in self:
            if record.birth_date > fields.Date.today():
                raise ValidationError(self.env._("Birth Date can't be greater than current date!"))


class OpStudentCourse(models.Model):
    _name = "op.student.course"
    _description = "Student Course Details"
    _inherit = "mail.thread"
    _rec_name = "student_id"

    student_id = fields.Many2one("op.student", ondelete="cascade", tracking=True)
    course_id = fields.Many2one("op.course", required=True, tracking=True)
    batch_id = fields.Many2one("op.batch", tracking=True)
    roll_number = fields.Char(tracking=True)
    academic_years_id = fields.Many2one("op.academic.year")
    academic_term_id = fields.Many2one("op.academic.term")
    state = fields.Selection([("running", "Running"), ("finished", "Finished")], default="running")


class OpFaculty(models.Model):
    _name = "op.faculty"
    _description = "OpenEduCat Faculty"
    _inherits = {"res.partner": "partner_id"}

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    first_name = fields.Char(translate=True)
    last_name = fields.Char(translate=True)
