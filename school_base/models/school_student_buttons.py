# What the buttons at the top of a student's form count and open.
from odoo import api, fields, models
from odoo.fields import Domain

ACCOUNTANTS = "account.group_account_readonly,account.group_account_invoice"


class SchoolStudent(models.Model):
    _inherit = "school.student"

    enrolment_count = fields.Integer(compute="_compute_enrolment_count")
    waiting_list_entry_count = fields.Integer(compute="_compute_waiting_list_entry_count")
    instrument_hire_count = fields.Integer(compute="_compute_instrument_hire_count")
    family_association_count = fields.Integer(compute="_compute_family_association_count")
    invoice_count = fields.Integer(compute="_compute_invoice_count", groups=ACCOUNTANTS)

    def _count_of(self, model):
        groups = self.env[model]._read_group([("student_id", "in", self.ids)], ["student_id"], ["__count"])
        return {student.id: count for student, count in groups}

    @api.depends("enrolment_ids")
    def _compute_enrolment_count(self):
        count_of = self._count_of("school.enrolment")
        for student in self:
            student.enrolment_count = count_of.get(student.id, 0)

    @api.depends("waiting_list_entry_ids")
    def _compute_waiting_list_entry_count(self):
        count_of = self._count_of("school.waiting.list.entry")
        for student in self:
            student.waiting_list_entry_count = count_of.get(student.id, 0)

    @api.depends("instrument_hire_ids")
    def _compute_instrument_hire_count(self):
        count_of = self._count_of("school.instrument.hire")
        for student in self:
            student.instrument_hire_count = count_of.get(student.id, 0)

    def _family_domain(self):
        """Return the domain of associations in which these students are either side."""
        return Domain("student_id", "in", self.ids) | Domain("relative_id", "in", self.partner_id.ids)

    @api.depends("family_association_ids", "partner_id.relative_of_ids")
    def _compute_family_association_count(self):
        for student in self:
            student.family_association_count = self.env["school.family.association"].search_count(
                student._family_domain()
            )

    def _invoice_domain(self):
        """Return the domain of the customer invoices to these students or for them."""
        return Domain("move_type", "in", ("out_invoice", "out_refund", "out_receipt")) & (
            Domain("partner_id", "in", self.partner_id.ids) | Domain("student_id", "in", self.ids)
        )

    @api.depends_context("uid")
    def _compute_invoice_count(self):
        for student in self:
            student.invoice_count = self.env["account.move"].search_count(student._invoice_domain())

    def action_view_family(self):
        """Open the family associations in which the student is either side."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_base.school_family_association_action")
        return {
            **action,
            "domain": list(self._family_domain()),
            "context": {"default_student_id": self.id, "active_test": False},
        }

    def action_view_invoices(self):
        """Open the invoices to the student, or for the student to somebody else."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        return {
            **action,
            "domain": list(self._invoice_domain()),
            "context": {
                "default_move_type": "out_invoice",
                "default_partner_id": self.partner_id.id,
                "default_student_id": self.id,
            },
        }
