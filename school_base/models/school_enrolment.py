# An enrolment: a student on a course in a teaching period, and how much they attended.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .school_student import GENDERS

# Upper age of each group, the last one having none; the codes sort by age, as the reports show them.
AGE_GROUPS = [
    (6, "00_06", "Under 7"),
    (9, "07_09", "7 to 9"),
    (12, "10_12", "10 to 12"),
    (15, "13_15", "13 to 15"),
    (18, "16_18", "16 to 18"),
    (25, "19_25", "19 to 25"),
    (None, "26_up", "Over 25"),
]


class SchoolEnrolment(models.Model):
    _name = "school.enrolment"
    _description = "Enrolment"
    _order = "period_id, course_id, id desc"
    _check_company_auto = True

    student_id = fields.Many2one(
        "school.student",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain=[("kind", "=", "student")],
    )
    course_id = fields.Many2one(
        "school.course",
        required=True,
        ondelete="restrict",
        check_company=True,
    )
    period_id = fields.Many2one(
        "school.teaching.period",
        string="Teaching period",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    # What took place in a company stays there when the student moves to another.
    company_id = fields.Many2one(related="course_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("active", "Active"), ("completed", "Completed"), ("cancelled", "Cancelled")],
        default="active",
        required=True,
    )
    cancelled_on = fields.Date(
        string="Cancelled on",
        compute="_compute_cancelled_on",
        store=True,
        readonly=False,
        help="An enrolment that was cancelled before its teaching period began was no activity.",
    )
    lessons_planned = fields.Integer(string="Lessons planned")
    lessons_attended = fields.Integer(string="Lessons attended")
    # Stored beside the enrolment: the participation report never opens a student.
    gender = fields.Selection(GENDERS, compute="_compute_gender", store=True)
    age_group = fields.Selection(
        [(code, label) for _age, code, label in AGE_GROUPS],
        compute="_compute_age_group",
        store=True,
        help="Age reached in the year in which the teaching period starts.",
    )

    _student_course_period = models.Constraint(
        "UNIQUE (student_id, course_id, period_id)",
        "The student is already enrolled on this course in this teaching period."
        " Open that enrolment instead of making a new one.",
    )
    _student_state = models.Index("(student_id, state)")
    _course_period = models.Index("(course_id, period_id)")

    @api.depends("state")
    def _compute_cancelled_on(self):
        for enrolment in self:
            company = enrolment.company_id or self.env.company
            cancelled = enrolment.state == "cancelled"
            enrolment.cancelled_on = cancelled and (enrolment.cancelled_on or company._school_today())

    def _took_place(self):
        """Return those of these enrolments that were not cancelled before their teaching period began."""
        return self.filtered(lambda e: not e.cancelled_on or e.cancelled_on >= e.period_id.date_start)

    @api.depends("student_id.gender")
    def _compute_gender(self):
        for enrolment in self:
            enrolment.gender = enrolment.student_id.gender

    @api.depends("student_id.birth_date", "period_id.date_start")
    def _compute_age_group(self):
        # Years only: a birth date reduced to its year must leave every report as it was.
        for enrolment in self:
            birth, start = enrolment.student_id.birth_date, enrolment.period_id.date_start
            if not birth or not start:
                enrolment.age_group = False
                continue
            age = start.year - birth.year
            enrolment.age_group = next(code for upper, code, _label in AGE_GROUPS if upper is None or age <= upper)

    @api.depends("student_id.display_name", "course_id.display_name")
    def _compute_display_name(self):
        for enrolment in self:
            # A name is shown wherever the enrolment itself may be seen.
            student = enrolment.student_id.sudo().display_name
            enrolment.display_name = f"{student}, {enrolment.course_id.display_name}"

    @api.constrains("lessons_planned", "lessons_attended")
    def _check_lessons(self):
        for enrolment in self:
            if enrolment.lessons_planned < 0 or enrolment.lessons_attended < 0:
                raise ValidationError(self.env._("The number of lessons cannot be negative. Enter 0 or more."))
            if enrolment.lessons_attended > enrolment.lessons_planned:
                raise ValidationError(
                    self.env._(
                        "%(attended)s lessons attended are more than the %(planned)s planned."
                        " Correct one of the two numbers.",
                        attended=enrolment.lessons_attended,
                        planned=enrolment.lessons_planned,
                    )
                )

    @api.constrains("course_id", "period_id", "state")
    def _check_capacity(self):
        limited = self.filtered(lambda e: e.state == "active" and e.course_id.capacity)
        if not limited:
            return
        # A write on the course makes somebody enrolling at the same moment wait, then
        # count again; the count alone cannot see what the other has not saved yet.
        self.env.cr.execute(
            SQL(
                "UPDATE school_course SET write_date = write_date WHERE id = ANY(%s)",
                limited.course_id.ids,
            )
        )
        taken = self.sudo()._read_group(
            [
                ("course_id", "in", limited.course_id.ids),
                ("period_id", "in", limited.period_id.ids),
                ("state", "!=", "cancelled"),
            ],
            ["course_id", "period_id"],
            ["__count"],
        )
        touched = {(e.course_id, e.period_id) for e in limited}
        for course, period, count in taken:
            if (course, period) in touched and count > course.capacity:
                raise ValidationError(
                    self.env._(
                        "%(course)s is full in %(period)s: its capacity is %(capacity)s."
                        " Put the student on the waiting list, or raise the course's capacity.",
                        course=course.name,
                        period=period.name,
                        capacity=course.capacity,
                    )
                )

    def action_complete(self):
        self.write({"state": "completed"})

    def action_cancel(self):
        self.write({"state": "cancelled"})

    def action_reactivate(self):
        self.write({"state": "active"})

    @api.model
    def _cron_complete_ended(self):
        """Complete every active enrolment whose period has ended on its company's own day."""
        for (company,) in self._read_group([("state", "=", "active")], ["company_id"]):
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "active"),
                    ("period_id.date_end", "<", company._school_today()),
                ]
            ).write({"state": "completed"})
