# A waiting list entry: a student waiting for a place on a course.
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OPEN_STATES = ("waiting", "offered")


class SchoolWaitingListEntry(models.Model):
    _name = "school.waiting.list.entry"
    _description = "Waiting list entry"
    _order = "requested_on, id"
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
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    # What took place in a company stays there when the student moves to another.
    company_id = fields.Many2one(related="course_id.company_id", store=True, index=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("offered", "Offered"),
            ("enrolled", "Enrolled"),
            ("withdrawn", "Withdrawn"),
        ],
        default="waiting",
        required=True,
    )
    requested_on = fields.Date(
        string="Requested on", required=True, default=lambda self: self.env.company._school_today()
    )
    closed_on = fields.Date(string="Closed on", compute="_compute_closed_on", store=True, readonly=False)

    _closed_after_request = models.Constraint(
        "CHECK (closed_on >= requested_on)",
        "A waiting list entry cannot be closed before it was requested. Change one of the two dates.",
    )
    _one_open_entry = models.UniqueIndex(
        "(student_id, course_id) WHERE state IN ('waiting', 'offered')",
        "The student is already on the waiting list for this course.",
    )
    _student_state = models.Index("(student_id, state)")

    @api.depends("state")
    def _compute_closed_on(self):
        for entry in self:
            if entry.state in OPEN_STATES:
                entry.closed_on = False
            else:
                company = entry.company_id or self.env.company
                entry.closed_on = entry.closed_on or company._school_today()

    @api.model_create_multi
    def create(self, vals_list):
        # An entry closed in the same save makes room for the new one.
        self.flush_model(["student_id", "course_id", "state"])
        return super().create(vals_list)

    @api.depends("student_id.display_name", "course_id.display_name")
    def _compute_display_name(self):
        for entry in self:
            # A name is shown wherever the entry itself may be seen.
            student = entry.student_id.sudo().display_name
            entry.display_name = f"{student}, {entry.course_id.display_name}"

    @api.constrains("state", "closed_on")
    def _check_closed_on(self):
        for entry in self:
            if (entry.state in OPEN_STATES) == bool(entry.closed_on):
                raise ValidationError(
                    self.env._(
                        "A waiting list entry has a closing date exactly when it is enrolled"
                        " or withdrawn. Set the state first."
                    )
                )

    def _check_open(self):
        for entry in self:
            if entry.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%s is no longer on the waiting list. Make a new entry instead.",
                        entry.display_name,
                    )
                )

    def action_offer(self):
        self._check_open()
        self.write({"state": "offered"})

    def action_withdraw(self):
        self._check_open()
        self.write({"state": "withdrawn"})

    def action_enrol(self):
        """Open the wizard that asks for the teaching period."""
        self.ensure_one()
        self._check_open()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enrol"),
            "res_model": "school.waiting.list.enrol",
            "view_mode": "form",
            "target": "new",
            "context": {"default_entry_id": self.id},
        }

    def _enrol(self, period):
        """Enrol the student in ``period``, close the entry and return the enrolment."""
        self.ensure_one()
        self._check_open()
        enrolment = self.env["school.enrolment"].create(
            {
                "student_id": self.student_id.id,
                "course_id": self.course_id.id,
                "period_id": period.id,
            }
        )
        self.state = "enrolled"
        return enrolment
