# A course: what is taught, by whom, and how many can take part at a time.
from odoo import api, fields, models


class SchoolCourse(models.Model):
    _name = "school.course"
    _description = "Course"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    teacher_id = fields.Many2one("res.users", check_company=True, index="btree_not_null")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    capacity = fields.Integer(help="How many students can take part in one teaching period. 0 means no limit.")
    active = fields.Boolean(default=True)
    enrolment_ids = fields.One2many("school.enrolment", "course_id", string="Enrolments")
    waiting_list_entry_ids = fields.One2many("school.waiting.list.entry", "course_id", string="Waiting list")
    active_enrolment_count = fields.Integer(string="Active students", compute="_compute_active_enrolment_count")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_waiting_count")

    _capacity_not_negative = models.Constraint(
        "CHECK (capacity >= 0)",
        "A course's capacity cannot be negative. Enter 0 when there is no limit.",
    )

    @api.depends("enrolment_ids.state")
    def _compute_active_enrolment_count(self):
        counts = self.env["school.enrolment"]._read_group(
            [("course_id", "in", self.ids), ("state", "=", "active")],
            ["course_id"],
            ["__count"],
        )
        count_of = {course.id: count for course, count in counts}
        for course in self:
            course.active_enrolment_count = count_of.get(course.id, 0)

    @api.depends("waiting_list_entry_ids.state")
    def _compute_waiting_count(self):
        counts = self.env["school.waiting.list.entry"]._read_group(
            [("course_id", "in", self.ids), ("state", "in", ("waiting", "offered"))],
            ["course_id"],
            ["__count"],
        )
        count_of = {course.id: count for course, count in counts}
        for course in self:
            course.waiting_count = count_of.get(course.id, 0)
