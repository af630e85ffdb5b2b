"""Fields and tables as any third-party addon might add them."""

from odoo import api, fields, models


class SchoolStudent(models.Model):
    _inherit = "school.student"

    favourite_piece = fields.Char()
    diary = fields.Html()
    answers = fields.Json()
    voice_sample = fields.Binary(attachment=False)
    portrait = fields.Binary()
    baptised_on = fields.Date()
    met_on = fields.Date(required=True, default="2015-05-17")
    house = fields.Selection([("red", "Red"), ("blue", "Blue")])


class ResPartner(models.Model):
    _inherit = "res.partner"

    nickname = fields.Char(company_dependent=True)
    motto = fields.Char(translate=True)


class SchoolEnrolment(models.Model):
    _inherit = "school.enrolment"

    student_name = fields.Char(related="student_id.name", store=True)
    greeting = fields.Char(compute="_compute_greeting", store=True)
    birthday = fields.Date(related="student_id.birth_date", store=True)

    @api.depends("student_id.name", "student_id.email")
    def _compute_greeting(self):
        for enrolment in self:
            enrolment.greeting = f"Hi {(enrolment.student_id.name or '').split(' ')[0]} <{enrolment.student_id.email}>"


class SchoolCourse(models.Model):
    _inherit = "school.course"

    roll_ids = fields.One2many("school.enrolment", "course_id")
    roll = fields.Text(compute="_compute_roll", store=True)

    @api.depends("roll_ids.student_id.name")
    def _compute_roll(self):
        for course in self:
            course.roll = ", ".join(course.roll_ids.student_id.sorted("id").mapped("name"))


class TestLetter(models.Model):
    _name = "test.school.letter"
    _description = "A letter, declared by the addon's own register"

    student_id = fields.Many2one("school.student")
    text = fields.Text()
