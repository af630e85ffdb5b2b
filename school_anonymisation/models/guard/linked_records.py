"""The models that could bring personal data back to an anonymised profile, each with the way it leads there."""

from odoo import models


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
