"""Where second contacts are shown and decided: on the profile, on the contact, in a cycle and on its list."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...same_person import UNDECIDED
from ..who_may import OFFICER


class SchoolStudent(models.Model):
    _inherit = "school.student"

    second_contact_ids = fields.Many2many(
        "res.partner",
        string="Second contacts to decide",
        compute="_compute_second_contact_ids",
        context={"active_test": False},
        groups=OFFICER,
    )
    decided_contact_ids = fields.One2many(
        "school.anonymisation.second.contact",
        "student_id",
        string="Second contacts decided",
        domain=[("state", "!=", UNDECIDED)],
        groups=OFFICER,
    )

    def _compute_second_contact_ids(self):
        found = self._second_contacts()
        for student in self:
            student.second_contact_ids = sorted(found.get(student._origin.id, {}).get(UNDECIDED, ()))

    def _second_contacts(self):
        """Return {student id: {"same": contact ids, "undecided": …, "other": …}}, as sets; three statements."""
        return self.env["school.anonymisation.second.contact"]._find(self._origin)

    def _action_second_contacts(self):
        """Return the action that shows the second contacts of these students, to decide about several at once."""
        rows = self.env["school.anonymisation.second.contact"]._propose(self)
        action = self.env["ir.actions.act_window"]._for_xml_id("school_anonymisation.action_second_contacts")
        return action | {"domain": [("id", "in", rows.ids)]}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_second_contact_same(self):
        """Decide that this contact is the student of the context (``second_contact_of``)."""
        self._second_contact_row().action_same()

    def action_second_contact_other(self):
        """Decide that this contact is not the student of the context (``second_contact_of``)."""
        self._second_contact_row().action_other()

    def _second_contact_row(self):
        """Return the row in which this contact is proposed for the student of the context.

        :raise UserError: it is not, or not any more.
        """
        self.ensure_one()
        student = self.env["school.student"].browse(self.env.context.get("second_contact_of") or []).exists()
        row = self.env["school.anonymisation.second.contact"]._propose(student)
        row = row.filtered(lambda row: row.partner_id == self)
        if not row:
            raise UserError(
                self.env._("This contact does not look like the student any more. Nothing has been changed.")
            )
        return row


class SchoolAnonymisationCandidate(models.Model):
    _inherit = "school.anonymisation.candidate"

    second_contact_count = fields.Integer("Second contacts", compute="_compute_second_contact_count")

    def _compute_second_contact_count(self):
        found = self.student_id._second_contacts()
        for candidate in self:
            candidate.second_contact_count = len(found.get(candidate.student_id.id, {}).get(UNDECIDED, ()))

    def action_second_contacts(self):
        """Show the contacts that may be these students a second time."""
        self.env.user._check_can_anonymise()
        self.check_access("read")
        return self.student_id._action_second_contacts()


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    second_contact_count = fields.Integer("Second contacts", compute="_compute_second_contact_count")

    def _compute_second_contact_count(self):
        contacts = self.env["school.anonymisation.second.contact"]
        for cycle in self:
            cycle.second_contact_count = contacts._undecided_count(cycle._second_contact_rows().student_id)

    def action_second_contacts(self):
        """Show the contacts that may be students on the list a second time."""
        self.env.user._check_can_anonymise()
        self.check_access("read")
        return self._second_contact_rows().action_second_contacts()

    def _second_contact_rows(self):
        listed = Domain("cycle_id", "in", self.ids) & Domain("state", "in", ("candidate", "new"))
        return self.env["school.anonymisation.candidate"].search(listed)
