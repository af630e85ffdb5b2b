"""Chatter, activities and files: nothing is attached to an anonymised profile or its contact."""

from odoo import api, models

GUARDED = ("school.student", "res.partner")


class AnonymisedThreadGuard(models.AbstractModel):
    """For models that name their record by a model's name and an id."""

    _name = "school.anonymised.thread.guard"
    _description = "Guard of what is attached to anonymised profiles"

    _anonymised_guard_model_field = "res_model"
    # Many2one fields to a contact by which the record would be somebody's, wherever it hangs.
    _anonymised_guard_people = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._refuse_anonymised_thread()
        return records

    def write(self, vals):
        """Refuse what would be moved to a profile, or rewritten on it, too."""
        self._refuse_anonymised_thread()
        result = super().write(vals)
        if not vals.keys().isdisjoint(("res_id", self._anonymised_guard_model_field, *self._anonymised_guard_people)):
            self._refuse_anonymised_thread()
        return result

    def _refuse_anonymised_thread(self):
        """Raise UserError when one of these records belongs to an anonymised profile or contact."""
        guard = self.env["school.anonymised.guard"]
        for model in GUARDED:
            ids = {
                record.res_id
                for record in self.sudo()
                if record[self._anonymised_guard_model_field] == model and record.res_id
            }
            if ids:
                guard._refuse_anonymised_people(self.env[model].sudo().browse(ids).exists())
        for name in self._anonymised_guard_people:
            guard._refuse_anonymised_people(self.sudo()[name])


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["mail.message", "school.anonymised.thread.guard"]

    _anonymised_guard_model_field = "model"
    _anonymised_guard_people = ("author_id",)


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["mail.activity", "school.anonymised.thread.guard"]


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["mail.followers", "school.anonymised.thread.guard"]

    _anonymised_guard_people = ("partner_id",)


class IrAttachment(models.Model):
    _name = "ir.attachment"
    _inherit = ["ir.attachment", "school.anonymised.thread.guard"]
