"""What another app's student inherits to go by the same rules, list, button and log as the school's own."""

from collections.abc import Collection

from odoo import api, fields, models
from odoo.fields import Domain

from ..who_may import OFFICER


class AnonymisationPerson(models.AbstractModel):
    """A record that is a person, by a contact. One ``school.student`` profile per contact is kept in step.

    ::

        class ClubMember(models.Model):
            _name = "club.member"
            _inherit = ["club.member", "school.anonymisation.person"]

            def _anonymisation_participation(self):
                return self.env["club.evening"].search([("member_id", "in", self.ids)])

    The app's fields want rows in ``personal_data/``: without one the rule ``unknown_role`` holds its people back. What
    it calls open or active is data, too: ``activity/``. Records that are there already get their profiles by
    ``env["club.member"].search([])._anonymisation_make_profiles()``, from a `post_init_hook`.
    """

    _name = "school.anonymisation.person"
    _inherit = ["school.anonymised.guard", "school.anonymised.unseen"]
    _description = "Person of another app"

    _person_fields = ("partner_id",)
    """The one field that leads to the contact."""
    _anonymisation_kind = "student"

    school_student_id = fields.Many2one(
        "school.student",
        string="School profile",
        compute="_compute_school_student_id",
        search="_search_school_student_id",
    )
    anonymised = fields.Boolean(compute="_compute_school_student_id", search="_search_anonymised")
    anonymisation_eligible = fields.Boolean(
        string="Can be anonymised",
        compute="_compute_anonymisation_switches",
        search="_search_anonymisation_eligible",
        groups=OFFICER,
    )
    anonymisation_blocked_by = fields.Char(related="school_student_id.anonymisation_blocked_by", groups=OFFICER)
    anonymisation_explanation = fields.Html(related="school_student_id.anonymisation_explanation", groups=OFFICER)
    anonymisation_prevented = fields.Boolean(
        string="Prevented",
        compute="_compute_anonymisation_switches",
        inverse="_inverse_anonymisation_prevented",
        search="_search_anonymisation_prevented",
        groups=OFFICER,
    )
    anonymisation_prevented_reason = fields.Char(
        related="school_student_id.anonymisation_prevented_reason", readonly=False, groups=OFFICER
    )
    anonymisation_prevented_until = fields.Date(
        related="school_student_id.anonymisation_prevented_until", readonly=False, groups=OFFICER
    )

    @api.depends(lambda self: self._person_fields)
    def _compute_school_student_id(self):
        profiles = self._school_profiles()
        found = profiles.search([("partner_id", "in", self.sudo()[self._person_fields[0]].ids)]).grouped("partner_id")
        for person in self:
            profile = found.get(person.sudo()[self._person_fields[0]], profiles)[:1]
            person.school_student_id = profile.with_env(person.env)
            person.anonymised = profile.anonymised

    @api.model
    def _school_profiles(self):
        # Whether somebody has a profile, and is anonymised, does not depend on who may see it.
        quietly = {"active_test": False, "mail_create_nolog": True, "mail_create_nosubscribe": True}
        return self.env["school.student"].sudo().with_context(**quietly)

    @api.depends("school_student_id.anonymisation_eligible", "school_student_id.anonymisation_prevented")
    def _compute_anonymisation_switches(self):
        for person in self:
            person.anonymisation_eligible = person.school_student_id.anonymisation_eligible
            person.anonymisation_prevented = person.school_student_id.anonymisation_prevented

    def _inverse_anonymisation_prevented(self):
        for person in self:
            person.school_student_id.anonymisation_prevented = person.anonymisation_prevented

    @api.model
    def _search_school_student_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        contact, profiles = self._person_fields[0], self._school_profiles()
        none = isinstance(value, Collection) and False in value
        some = [key for key in value if key] if none else value
        found = Domain(contact, "in", profiles._search(Domain("id", "in", some)).subselect("partner_id"))
        return found | Domain(contact, "not in", profiles._search([]).subselect("partner_id")) if none else found

    @api.model
    def _search_by_profile(self, operator, value, domain):
        if operator != "in":
            return NotImplemented
        contacts = self._school_profiles()._search(domain).subselect("partner_id")
        found = Domain(self._person_fields[0], "in", contacts)
        return Domain.OR(found if item else ~found for item in set(map(bool, value)))

    @api.model
    def _search_anonymised(self, operator, value):
        return self._search_by_profile(operator, value, Domain("anonymised", "=", True))

    @api.model
    def _search_anonymisation_eligible(self, operator, value):
        # A search method answers whoever asks; the field's groups are checked for reading only.
        self._check_field_access(self._fields["anonymisation_eligible"], "read")
        return self._search_by_profile(operator, value, self._school_profiles()._anonymisation_eligible_domain())

    @api.model
    def _search_anonymisation_prevented(self, operator, value):
        self._check_field_access(self._fields["anonymisation_prevented"], "read")
        return self._search_by_profile(operator, value, self._school_profiles()._anonymisation_prevented_domain())

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        people._anonymisation_make_profiles()
        return people

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._person_fields):
            self._anonymisation_make_profiles()
        return result

    @api.model
    def _contact_field(self):
        return self._person_fields[0]

    def _anonymisation_make_profiles(self):
        """Give the contacts of these people who have no profile of their kind one; return the new profiles.

        A guardian's profile becomes a student's; a student's stays one.
        """
        profiles = self._school_profiles()
        by_contact = {
            person[self._person_fields[0]]: person for person in self.sudo() if person[self._person_fields[0]]
        }
        kinds = {self._anonymisation_kind, "student"}
        known = profiles.search([("partner_id", "in", [c.id for c in by_contact]), ("kind", "in", list(kinds))])
        return profiles.create(
            [
                {
                    "kind": self._anonymisation_kind,
                    "partner_id": contact.id,
                    "company_id": person._anonymisation_company().id,
                    "registered_on": person._anonymisation_registered_on(),
                }
                for contact, person in by_contact.items()
                if contact not in known.partner_id
            ]
        )

    def _anonymisation_company(self):
        """Return the company whose person this is."""
        self.ensure_one()
        own = self.company_id if "company_id" in self._fields else None
        return own or self.env.company

    def _anonymisation_registered_on(self):
        """Return the day on which this person came to the school."""
        self.ensure_one()
        return self.create_date.date()

    def _anonymisation_participation(self):
        """Return the records of what these people took part in; shown by name on the anonymised profile."""
        return self.browse()

    def action_anonymise(self):
        """Ask once, and then anonymise these people for good; see `school.student.action_anonymise`."""
        self.env.user._check_can_anonymise()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_anonymisation.action_school_anonymisation_confirm"
        )
        profiles = self.school_student_id
        return {**action, "context": {"active_model": profiles._name, "active_ids": profiles.ids}}

    def action_view_school_profile(self):
        """Open the profile on which everything about anonymising stands."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.student",
            "res_id": self.school_student_id.id,
            "view_mode": "form",
        }
