# Makes students of contacts: of one, of several, of all of a filter. Nobody twice, no companies, no staff.
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class SchoolMakeStudents(models.TransientModel):
    _name = "school.make.students"
    _description = "Make students of contacts"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    line_ids = fields.One2many("school.make.students.line", "wizard_id", string="Contacts")
    found = fields.Text(readonly=True, string="What was found")

    @api.model
    def default_get(self, names):
        """Propose the contacts that were chosen, with whoever stands below them; all contacts when none was."""
        values = super().default_get(names)
        contacts = self._chosen()
        proposed = self._proposed(contacts)
        first = proposed._school_first_traces()
        if "line_ids" in names:
            values["line_ids"] = [Command.create(line) for line in self._lines(proposed, first)]
        if "found" in names:
            values["found"] = self._found(contacts, proposed, first)
        return values

    @api.model
    def _chosen(self):
        contacts = self.env["res.partner"]
        if self.env.context.get("active_model") == "res.partner":
            chosen = contacts.browse(self.env.context.get("active_ids") or [])
            return chosen | contacts.search([("parent_id", "in", chosen.ids), ("type", "=", "contact")])
        return contacts.search([("type", "=", "contact")])

    @api.model
    def _proposed(self, contacts):
        """Return those of these contacts who are people, nobody's profile, no staff and nobody's address."""
        # Whether somebody has a profile, or works here, does not depend on who may see it.
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)
        among = Domain("id", "in", contacts.ids) & Domain("type", "=", "contact")
        proposed = everybody.search(among & everybody._school_without_profile_domain(), order="complete_name, id")
        return contacts.browse(proposed.ids)

    @api.model
    def _lines(self, contacts, first):
        """Return the values of a line for each of these contacts; on whom nobody has decided yet it is switched on."""
        parents = contacts.parent_id & contacts
        known = self._known_already(contacts)
        today = self.env.company._school_today()
        lines = []
        for contact in contacts:
            parent = contact.parent_id
            guardian = parent if parent and not parent.is_company else parent.browse()
            why = False
            if contact in parents:
                why = self.env._("Other contacts stand below this one: probably their guardian.")
            elif contact.id in known:
                why = self.env._(
                    "Somebody of the same name with the same e-mail address or phone is a student, or above."
                )
            lines.append(
                {
                    "partner_id": contact.id,
                    "guardian_id": guardian.id,
                    "registered_on": min(first.get(contact.id, today), contact.create_date.date()),
                    "has_traces": contact.id in first,
                    "wanted": not why,
                    "remark": why,
                }
            )
        return lines

    @api.model
    def _known_already(self, contacts):
        """Return the ids of those who are, by name and address, a student already, or another of these contacts."""
        students = self.env["school.student"].sudo().with_context(active_test=False)
        mails, phones = (set(filter(None, contacts.mapped(name))) for name in ("email_normalized", "phone_sanitized"))
        alike = Domain("email_normalized", "in", mails) | Domain("phone_sanitized", "in", phones)
        known = {key for student in students.search(alike) for key in _keys(student)}
        again = set()
        for contact in contacts.sorted("id"):
            keys = _keys(contact)
            if keys & known:
                again.add(contact.id)
            known |= keys
        return again

    @api.model
    def _found(self, contacts, proposed, first):
        left_out = len(contacts) - len(proposed)
        sentences = [
            self.env._(
                "%(contacts)s contacts are nobody's profile; %(traces)s of them have registrations or orders.",
                contacts=len(proposed),
                traces=len(first),
            )
        ]
        if left_out:
            sentences.append(
                self.env._(
                    "%s were left out: companies, addresses, staff, and whoever has a profile already.", left_out
                )
            )
        return " ".join(sentences)

    def action_make(self):
        """Make the students who are wanted, link those below a parent to the parent, and open the students.

        :raise UserError: nobody is wanted.
        """
        self.ensure_one()
        lines = self.line_ids.filtered("wanted")
        if not lines:
            raise UserError(self.env._("Nobody is chosen. Switch on whoever should become a student."))
        students = self.env["school.student"].create(
            [
                {
                    "partner_id": line.partner_id.id,
                    "company_id": self.company_id.id,
                    "registered_on": line.registered_on,
                }
                for line in lines
            ]
        )
        self.env["school.family.association"].create(
            [
                {
                    "student_id": student.id,
                    "relative_id": line.guardian_id.id,
                    "relation": "guardian",
                    "date_start": line.registered_on,
                }
                for student, line in zip(students, lines, strict=True)
                if line.guardian_id
            ]
        )
        self._made(students)
        action = self.env["ir.actions.act_window"]._for_xml_id("school_base.school_student_action")
        return {**action, "domain": [("id", "in", students.ids)]}

    def _made(self, students):
        """Hook for addons: these students have just been made of contacts."""


class SchoolMakeStudentsLine(models.TransientModel):
    _name = "school.make.students.line"
    _description = "Contact of whom a student is made"

    wizard_id = fields.Many2one("school.make.students", "List", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Contact", required=True, ondelete="cascade")
    guardian_id = fields.Many2one("res.partner", ondelete="cascade")
    registered_on = fields.Date(required=True)
    has_traces = fields.Boolean(string="Has registrations or orders", readonly=True)
    wanted = fields.Boolean(string="Make a student")
    remark = fields.Char(readonly=True)


def _keys(contact):
    """Return the signs by which a contact is recognised, each with the name: {(name, address or number)}."""
    name = " ".join((contact.name or "").casefold().split())
    return {(name, sign) for sign in (contact.email_normalized, contact.phone_sanitized) if name and sign}
