"""Nothing personal comes back: what every model that could bring it in inherits."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

MODELS_OF_PEOPLE = ("school.student", "res.partner")


class AnonymisedGuard(models.AbstractModel):
    """Refuse to create or change records that belong to an anonymised profile.

    A model inherits this and says how its records lead to a person: in ``_person_fields`` by many2one fields, or by
    several with dots, to a student or a contact, in ``_person_model_field`` by a model's name beside ``res_id``. The
    engine writes by SQL and does not pass here; nothing else is meant to.
    """

    _name = "school.anonymised.guard"
    _description = "Guard of anonymised profiles"

    _person_fields = ()
    _person_model_field = None

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._refuse_anonymised()
        return records

    def write(self, vals):
        """Refuse what would be moved to a profile, or rewritten on it, too."""
        self._refuse_change(vals)
        result = super().write(vals)
        links = {name.partition(".")[0] for name in self._person_fields}
        if not vals.keys().isdisjoint((*links, self._person_model_field, "res_id")):
            self._refuse_anonymised()
        return result

    def _refuse_change(self, vals):
        """Raise UserError when these values may not be written on one of these records as it is now."""
        self._refuse_anonymised()

    def _refuse_anonymised(self):
        """Raise UserError when one of these records belongs to an anonymised profile."""
        for name in self._person_fields:
            # The profile is hidden from most users; that it is anonymised must stop them all the same.
            self._refuse_anonymised_people(self.sudo().mapped(name))
        for model in MODELS_OF_PEOPLE if self._person_model_field else ():
            named = self.sudo().filtered(lambda record, model=model: record[record._person_model_field] == model)
            people = self.env[model].sudo().browse({record.res_id for record in named if record.res_id})
            self._refuse_anonymised_people(people.exists())

    @api.model
    def _refuse_anonymised_people(self, people):
        """Raise UserError when one of these students or contacts is anonymised; hold the profiles until the end."""
        self._hold_people(people)
        if any(person.anonymised for person in people):
            raise UserError(self._anonymised_sentence())

    @api.model
    def _hold_people(self, people):
        """Keep these students or contacts from being anonymised until this transaction ends.

        Without the lock, somebody anonymised between the start of this transaction and its end would not be seen:
        with it, PostgreSQL refuses one of the two, Odoo tries again, and then the sentence is told. It is the weakest
        lock that the eraser's excludes: whoever merely edits the profile is not in the way, and does not wait.
        """
        column = "id" if people._name == "school.student" else "partner_id"
        if people.ids:
            self.env.cr.execute(
                SQL("SELECT 1 FROM school_student WHERE %s = ANY(%s) FOR KEY SHARE", SQL.identifier(column), people.ids)
            )

    @api.model
    def _anonymised_sentence(self):
        return self.env._(
            "This student has been anonymised: nothing can be added to the profile or changed on it, for good."
            " A student who comes back gets a new profile; please create one."
        )
