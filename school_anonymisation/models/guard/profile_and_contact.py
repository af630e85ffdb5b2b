"""What an anonymised profile and its contact refuse themselves."""

from odoo import api, models
from odoo.exceptions import UserError

from ... import triggers

LABEL_FORM = "^(Anonymised [a-z]+|Former (customer|login)) [0-9A-Z]{4}-[0-9A-Z]{4}$"
# What an anonymised profile and its contact look like in their own tables.
NEUTRAL_PROFILE = """active IS NOT TRUE
    AND num_nonnulls(student_number, national_id, health_notes, birth_date) = 0"""
NEUTRAL_CONTACT = f"""active IS NOT TRUE AND name ~ '{LABEL_FORM}' AND complete_name = name
    AND num_nonnulls(email, email_normalized, phone, phone_sanitized, street, street2, city, vat, ref, function,
        website, comment, company_name, parent_id, user_id, barcode) = 0"""


class SchoolStudent(models.Model):
    _name = "school.student"
    _inherit = ["school.student", "school.anonymised.guard"]

    _anonymised_is_neutral = models.Constraint(
        f"""CHECK (anonymised IS NOT TRUE OR (
            anonymisation_label IS NOT NULL AND anonymisation_prevented_reason IS NULL AND {NEUTRAL_PROFILE}))""",
        "This student has been anonymised. A student who comes back gets a new profile; please create one.",
    )

    def init(self):
        super().init()
        triggers.install(self.env.cr, self._table)

    def _refuse_anonymised(self):
        if any(student.anonymised for student in self.sudo()):
            raise UserError(self._anonymised_sentence())

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a profile on the contact of an anonymised student; a new profile gets a new contact."""
        students = super().create(vals_list)
        students.partner_id._refuse_anonymised()
        return students

    def copy(self, default=None):
        self._refuse_anonymised()
        return super().copy(default)

    def message_post(self, **kwargs):
        self._refuse_anonymised()
        return super().message_post(**kwargs)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_anonymised(self):
        """Keep the history: deleting the profile would delete what it took part in."""
        self._refuse_anonymised()


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "school.anonymised.guard"]

    _person_fields = ("parent_id",)

    _anonymised_is_neutral = models.Constraint(
        f"CHECK (anonymised IS NOT TRUE OR ({NEUTRAL_CONTACT}))",
        "This student has been anonymised. A student who comes back gets a new profile; please create one.",
    )

    def init(self):
        super().init()
        triggers.install(self.env.cr, self._table)

    def _refuse_change(self, vals):
        """Refuse changes of the anonymised contact; whoever stands below it can be edited, and taken away from it."""
        self._refuse_anonymised_itself()

    def _refuse_anonymised(self):
        super()._refuse_anonymised()
        self._refuse_anonymised_itself()

    def _refuse_anonymised_itself(self):
        if gone := self.sudo().filtered("anonymised"):
            sentence = self._anonymised_sentence()
            raise UserError(sentence if len(self) == 1 else f"{sentence} {self._anonymised_among(gone)}")

    @api.model
    def _anonymised_among(self, gone):
        """Return a sentence that names those of several who are in the way, by their labels."""
        return self.env._("Leave these out to change the others: %s.", ", ".join(gone.mapped("name")))

    def _fields_sync(self, values):
        """Share no address and no tax number with an anonymised parent, in either direction."""
        if self.sudo().parent_id.anonymised:
            self._children_sync(values)
        else:
            super()._fields_sync(values)

    def copy(self, default=None):
        self._refuse_anonymised()
        return super().copy(default)

    def message_post(self, **kwargs):
        self._refuse_anonymised_itself()
        return super().message_post(**kwargs)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_anonymised(self):
        self._refuse_anonymised_itself()
