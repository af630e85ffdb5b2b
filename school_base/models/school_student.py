# A student profile: a contact with a number, a birth date and a life at the school.
from odoo import api, fields, models

GENDERS = [("female", "Female"), ("male", "Male"), ("other", "Other")]


class SchoolStudent(models.Model):
    _name = "school.student"
    _description = "Student"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _inherits = {"res.partner": "partner_id"}
    _order = "name, id"
    _rec_names_search = ["name", "student_number", "email"]
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Contact card", required=True, ondelete="restrict", check_company=True
    )
    student_number = fields.Char(string="Student number", copy=False, tracking=True)
    birth_date = fields.Date(string="Birth date")
    gender = fields.Selection(GENDERS)
    national_id = fields.Char(string="ID number", copy=False)
    health_notes = fields.Text(string="Health notes")
    registered_on = fields.Date(
        string="Registered on",
        required=True,
        copy=False,
        default=lambda self: self.env.company._school_today(),
        tracking=True,
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True, tracking=True)
    enrolment_ids = fields.One2many("school.enrolment", "student_id", string="Enrolments")
    waiting_list_entry_ids = fields.One2many("school.waiting.list.entry", "student_id", string="Waiting list")
    instrument_hire_ids = fields.One2many("school.instrument.hire", "student_id", string="Instrument hires")
    family_association_ids = fields.One2many("school.family.association", "student_id", string="Family")
    last_activity_date = fields.Date(
        string="Last activity",
        compute="_compute_last_activity_date",
        store=True,
        index=True,
        help="The latest of: the registration, the end of each teaching period with an"
        " enrolment that was not cancelled before it began, each hire and its return, each waiting list request and"
        " its closing.",
    )

    _partner_unique = models.Constraint(
        "UNIQUE (partner_id)",
        "This contact already has a student profile. Open that one instead.",
    )
    _number_unique = models.Constraint(
        "UNIQUE (company_id, student_number)",
        "Another student already has this number. Leave it empty to get the next free one.",
    )

    @api.depends(
        "registered_on",
        "enrolment_ids.period_id.date_end",
        "enrolment_ids.period_id.date_start",
        "enrolment_ids.cancelled_on",
        "instrument_hire_ids.hired_on",
        "instrument_hire_ids.returned_on",
        "waiting_list_entry_ids.requested_on",
        "waiting_list_entry_ids.closed_on",
    )
    def _compute_last_activity_date(self):
        for student in self:
            dates = [
                student.registered_on,
                *student.enrolment_ids._took_place().period_id.mapped("date_end"),
                *(h.returned_on or h.hired_on for h in student.instrument_hire_ids),
                *(e.closed_on or e.requested_on for e in student.waiting_list_entry_ids),
            ]
            student.last_activity_date = max(filter(None, dates), default=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)
            vals.setdefault("company_id", company.id)
            if not vals.get("student_number") and vals.get("kind") != "guardian":
                vals["student_number"] = company._school_next_student_number()
        students = super().create(vals_list)
        for vals, student in zip(vals_list, students, strict=True):
            # A contact made with the student is no business of the other companies.
            if not vals.get("partner_id"):
                student.partner_id.company_id = student.company_id
        return students

    def write(self, vals):
        company = self.env["res.company"].browse(vals.get("company_id"))
        moving = self.filtered(lambda student: student.company_id != company) if company else self.browse()
        unnumbered = moving._leave_company(company) if moving else moving
        result = super().write(vals)
        for student in unnumbered.filtered(lambda student: not student.student_number):
            student.student_number = company._school_next_student_number()
        return result

    def _leave_company(self, company):
        """Prepare the move of these students to another company; return those who need a new number there.

        The contact is shared from then on: invoices and history of the company that they leave still name it.
        """
        # Contacts of another company may be out of the reader's sight.
        contacts = self.sudo().partner_id
        contacts.filtered(lambda contact: contact.company_id and contact.company_id != company).company_id = False
        numbers = [number for number in self.mapped("student_number") if number]
        there = self.sudo().with_context(active_test=False)
        taken = there.search([("company_id", "=", company.id), ("student_number", "in", numbers)])
        unnumbered = self.filtered(lambda student: student.student_number in taken.mapped("student_number"))
        unnumbered.student_number = False
        return unnumbered

    @api.onchange("phone", "country_id")
    def _onchange_phone(self):
        if self.phone:
            self.phone = self._phone_format(fname="phone", force_format="INTERNATIONAL") or self.phone

    def _phone_get_number_fields(self):
        return ["phone"]

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]
