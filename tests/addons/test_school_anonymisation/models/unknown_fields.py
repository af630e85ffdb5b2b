"""Fields and tables as any third-party addon might add them."""

from odoo import api, fields, models


class TestDiagnosis(models.Model):
    _name = "test.school.diagnosis"
    _description = "A list of words that an addon lets the school choose from"

    name = fields.Char()


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
    person_number = fields.Integer()
    height = fields.Float()
    needs_help = fields.Boolean()
    faith = fields.Selection([("first", "First"), ("second", "Second")])
    shoe = fields.Selection([("none", "None"), ("small", "Small"), ("large", "Large")], required=True, default="large")
    mother_id = fields.Many2one("res.partner")
    main_diagnosis_id = fields.Many2one(
        "test.school.diagnosis", required=True, default=lambda self: self._default_diagnosis(), ondelete="restrict"
    )
    diagnosis_ids = fields.Many2many("test.school.diagnosis")
    favourite = fields.Reference([("res.partner", "Contact")])
    fee = fields.Monetary()
    currency_id = fields.Many2one(related="company_id.currency_id")
    night_ids = fields.One2many("test.school.night", "student_id")

    @api.model
    def _default_diagnosis(self):
        return self.env["test.school.diagnosis"].search([], order="id desc", limit=1) or self.env[
            "test.school.diagnosis"
        ].create({"name": "None"})


class ResPartner(models.Model):
    _inherit = "res.partner"

    nickname = fields.Char(company_dependent=True)
    motto = fields.Char(translate=True)


class SchoolEnrolment(models.Model):
    _inherit = "school.enrolment"

    student_name = fields.Char(related="student_id.name", store=True)
    greeting = fields.Char(compute="_compute_greeting", store=True)
    birthday = fields.Date(related="student_id.birth_date", store=True)
    remark = fields.Text()
    minutes = fields.Integer()
    x_points = fields.Integer()
    x_helper_id = fields.Many2one("res.partner")
    x_diagnosis_ids = fields.Many2many("test.school.diagnosis")

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


class TestNight(models.Model):
    _name = "test.school.night"
    _description = "A night at the school, which nobody described: always somebody's, and listed on the profile"

    student_id = fields.Many2one("school.student", required=True, ondelete="cascade")
    report = fields.Text()
    hours = fields.Integer()


class TestConcert(models.Model):
    _name = "test.school.concert"
    _description = "A concert, which nobody described: it may have a soloist"

    soloist_id = fields.Many2one("school.student")
    programme = fields.Text()


class TestMember(models.Model):
    _name = "test.school.member"
    _description = "A member of another app: delegates to the login"
    _inherits = {"res.users": "user_id"}

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    chair = fields.Char()


class TestBoarder(models.Model):
    _name = "test.school.boarder"
    _description = "A student who lives at the school: delegates to the profile"
    _inherits = {"school.student": "student_id"}

    student_id = fields.Many2one("school.student", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    allergies = fields.Text()
    room = fields.Integer()
