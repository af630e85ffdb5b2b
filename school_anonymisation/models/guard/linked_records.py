"""The models that could bring personal data back to an anonymised profile, each with the way it leads there."""

from odoo import api, models


class SchoolEnrolment(models.Model):
    _name = "school.enrolment"
    _inherit = ["school.enrolment", "school.anonymised.guard"]

    _person_fields = ("student_id",)


class SchoolWaitingListEntry(models.Model):
    _name = "school.waiting.list.entry"
    _inherit = ["school.waiting.list.entry", "school.anonymised.guard"]

    _person_fields = ("student_id",)


class SchoolInstrumentHire(models.Model):
    _name = "school.instrument.hire"
    _inherit = ["school.instrument.hire", "school.anonymised.guard"]

    _person_fields = ("student_id",)


class SchoolFamilyAssociation(models.Model):
    _name = "school.family.association"
    _inherit = ["school.family.association", "school.anonymised.guard"]

    _person_fields = ("student_id", "relative_id")


class ResPartnerBank(models.Model):
    _name = "res.partner.bank"
    _inherit = ["res.partner.bank", "school.anonymised.guard"]

    _person_fields = ("partner_id",)


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "school.anonymised.guard"]

    _person_fields = ("partner_id",)


class AccountMove(models.Model):
    """None for an anonymised student, nor for the contact; what is posted stays open to accounting."""

    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves._refuse_anonymised_student()
        return moves

    def write(self, vals):
        """Old documents stay open to accounting (reconciling, locking); only the person on them is guarded."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(("partner_id", "student_id")) or vals.get("state") == "posted":
            self._refuse_anonymised_student()
        return result

    def _refuse_anonymised_student(self):
        # Who may invoice need not be able to see profiles, anonymised ones least of all.
        moves = self.sudo()
        guard = self.env["school.anonymised.guard"]
        guard._refuse_anonymised_people(moves.student_id)
        guard._refuse_anonymised_people(moves.partner_id)


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["mail.message", "school.anonymised.guard"]

    _person_model_field = "model"
    _person_fields = ("author_id",)


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "school.anonymised.guard"]

    _person_model_field = "res_model"


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["mail.followers", "school.anonymised.guard"]

    _person_model_field = "res_model"
    _person_fields = ("partner_id",)


class IrAttachment(models.Model):
    _name = "ir.attachment"
    _inherit = ["ir.attachment", "school.anonymised.guard"]

    _person_model_field = "res_model"
