"""What an anonymised profile and its contact refuse themselves."""

from odoo import api, models
from odoo.exceptions import UserError

from . import database


class SchoolStudent(models.Model):
    _name = "school.student"
    _inherit = ["school.student", "school.anonymised.guard", "school.anonymisation.null.character"]

    _anonymised_is_neutral = models.Constraint(
        """CHECK (anonymised IS NOT TRUE OR (
            active IS NOT TRUE AND anonymisation_label IS NOT NULL AND anonymised_month IS NOT NULL
            AND num_nonnulls(student_number, national_id, health_notes, anonymisation_prevented_reason) = 0
            AND (birth_date IS NULL OR extract(doy FROM birth_date) = 1)))""",
        "This student has been anonymised. A student who comes back gets a new profile; please create one.",
    )

    def init(self):
        super().init()
        database.install(self.env.cr, self._table)

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
    _inherit = ["res.partner", "school.anonymised.guard", "school.anonymisation.null.character"]

    _person_fields = ("parent_id",)

    _anonymised_is_neutral = models.Constraint(
        r"""CHECK (anonymised IS NOT TRUE OR (
            active IS NOT TRUE AND name ~ '^Anonymised student [0-9A-Z]{4}-[0-9A-Z]{4}$' AND complete_name = name
            AND num_nonnulls(email, email_normalized, phone, phone_sanitized, street, street2, city, vat, ref, function,
                website, comment, company_name, parent_id, user_id, barcode) = 0))""",
        "This student has been anonymised. A student who comes back gets a new profile; please create one.",
    )

    def init(self):
        super().init()
        database.install(self.env.cr, self._table)

    def _refuse_anonymised(self):
        super()._refuse_anonymised()
        if any(partner.anonymised for partner in self.sudo()):
            raise UserError(self._anonymised_sentence())

    def copy(self, default=None):
        self._refuse_anonymised()
        return super().copy(default)

    def message_post(self, **kwargs):
        self._refuse_anonymised()
        return super().message_post(**kwargs)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_anonymised(self):
        self._refuse_anonymised()
