# A guardian: a relative's profile, made when somebody links the relative to a student. Guardians are no students.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class SchoolStudent(models.Model):
    _inherit = "school.student"

    kind = fields.Selection(
        [("student", "Student"), ("guardian", "Guardian")],
        default="student",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        help="A guardian is a relative of students; a guardian who becomes a student goes on in the same profile.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Make profiles; on the contact of a guardian the guardian's profile becomes the student's."""
        guardians = self._guardians_among(vals_list)
        new = super().create([vals for vals in vals_list if id(vals) not in guardians])
        made = iter(new)
        profiles = self.browse()
        for vals in vals_list:
            guardian = guardians.get(id(vals))
            if guardian:
                guardian._become_student(vals)
            profiles += guardian or next(made)
        return profiles

    @api.model
    def _guardians_among(self, vals_list):
        """Return {id() of a dictionary of values: the guardian who is to become this student}."""
        by_contact = {
            vals["partner_id"]: vals
            for vals in reversed(vals_list)
            if vals.get("partner_id") and vals.get("kind", "student") == "student"
        }
        if not by_contact:
            return {}
        # Whether there is a profile does not depend on who may see it.
        profiles = self.sudo().with_context(active_test=False)
        found = profiles.search([("partner_id", "in", list(by_contact)), ("kind", "=", "guardian")])
        return {id(by_contact[profile.partner_id.id]): self.browse(profile.id) for profile in found}

    def _become_student(self, vals):
        """Turn a guardian into a student, registered today unless told, with a number."""
        self.ensure_one()
        company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)
        today = {"registered_on": company._school_today(), "company_id": company.id, "active": True}
        number = vals.get("student_number") or company._school_next_student_number()
        self.write({**today, **vals, "kind": "student", "student_number": number})

    @api.model
    def _read_group(self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None):
        domain = self._without_guardians(domain, groupby)
        return super()._read_group(domain, groupby, aggregates, having, offset, limit, order)

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        domain = self._without_guardians(domain, [name for names in grouping_sets for name in names])
        return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)

    @api.model
    def _without_guardians(self, domain, groupings):
        """Return the Domain of the students in it, for reports; of guardians, too, where ``kind`` is named."""
        domain = Domain(domain)
        named = "kind" in groupings or any(condition.field_expr == "kind" for condition in domain.iter_conditions())
        return domain if named else domain & Domain("kind", "=", "student")

    def _check_are_students(self):
        """Raise ValidationError when one of these is a guardian, who takes no part in anything."""
        for profile in self.filtered(lambda profile: profile.kind == "guardian"):
            name = profile.display_name
            raise ValidationError(self.env._("%s is a guardian. Add a student with the same contact card first.", name))


class SchoolEnrolment(models.Model):
    _inherit = "school.enrolment"

    @api.constrains("student_id")
    def _check_student(self):
        self.student_id._check_are_students()


class SchoolWaitingListEntry(models.Model):
    _inherit = "school.waiting.list.entry"

    @api.constrains("student_id")
    def _check_student(self):
        self.student_id._check_are_students()


class SchoolInstrumentHire(models.Model):
    _inherit = "school.instrument.hire"

    @api.constrains("student_id")
    def _check_student(self):
        self.student_id._check_are_students()


class SchoolFamilyAssociation(models.Model):
    _inherit = "school.family.association"

    @api.model_create_multi
    def create(self, vals_list):
        associations = super().create(vals_list)
        associations._make_guardians()
        return associations

    def write(self, vals):
        result = super().write(vals)
        if "relative_id" in vals:
            self._make_guardians()
        return result

    @api.model
    def _of_missing_guardians(self):
        """Return the associations of relatives who should have a profile and have none.

        Since they were linked they have left the staff, have turned out to be no company, or their profile was deleted.
        """
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        linked = Domain("relative_of_ids", "!=", False)
        relatives = contacts.search(linked & contacts._school_without_profile_domain())
        return self.sudo().search([("relative_id", "in", relatives.ids)])

    def _make_guardians(self):
        """Give the relatives in these associations who have no profile one of kind guardian; return the profiles.

        It is registered on the first day of these associations. Companies and staff have none.
        """
        # Who may link a relative need not be able to see every contact and company.
        profiles = self.env["school.student"].sudo().with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        first = {}
        for association in self.sudo().sorted("date_start", reverse=True):
            first[association.relative_id.id] = association
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        without = contacts.search(Domain("id", "in", list(first)) & contacts._school_without_profile_domain())
        return profiles.create(
            [
                {
                    "kind": "guardian",
                    "partner_id": contact.id,
                    "company_id": first[contact.id].company_id.id,
                    "registered_on": first[contact.id].date_start,
                }
                for contact in without
            ]
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def unlink(self):
        """Take along the profile of a guardian who is linked to nobody: it was made without being asked for."""
        # Who may delete contacts need not be able to delete students.
        profiles = self.env["school.student"].sudo().with_context(active_test=False)
        guardians = profiles.search([("partner_id", "in", self.ids), ("kind", "=", "guardian")])
        guardians.filtered(lambda guardian: not guardian.relative_of_ids).unlink()
        return super().unlink()

    @api.model
    def _school_staff_domain(self):
        """Return the Domain of contacts of those who work or worked here, and of the companies themselves.

        To be asked past access rights, with archived records in view. An app in which staff are kept adds its own.
        """
        companies = self.env["res.company"]._search([]).subselect("partner_id")
        return Domain("user_ids", "any", [("share", "=", False)]) | Domain("id", "in", companies)

    @api.model
    def _school_without_profile_domain(self):
        """Return the Domain of people who have no profile and are no staff; asked as `_school_staff_domain` is."""
        people = Domain("is_company", "=", False) & Domain("student_ids", "=", False)
        return people & ~self._school_staff_domain()
