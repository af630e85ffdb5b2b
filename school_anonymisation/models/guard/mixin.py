"""Nothing personal comes back: what every model that could bring it in inherits."""

from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

MODELS_OF_PEOPLE = ("school.student", "res.partner")
# Numbers that nobody else locks by: shared by whoever writes about students, and had alone by whom they never let in.
WRITING = (5_114_021, 0)


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
        if any(map(self._names_people, vals_list)):
            # Before a row is written that the eraser would have to wait for while it lets nobody in.
            self._share_writing()
        records = super().create(vals_list)
        records._refuse_anonymised()
        return records

    def write(self, vals):
        """Refuse what would be moved to a profile, or rewritten on it, too."""
        if self._name in MODELS_OF_PEOPLE:
            self._share_writing()
        self._refuse_change(vals)
        result = super().write(vals)
        links = {name.partition(".")[0] for name in self._person_fields}
        if not vals.keys().isdisjoint((*links, self._person_model_field, "res_id")):
            self._refuse_anonymised()
        return result

    def _names_people(self, vals):
        """Whether a record of these values is about a student or a contact."""
        named = self._person_model_field and vals.get(self._person_model_field) in MODELS_OF_PEOPLE
        return named or any(vals.get(name.partition(".")[0]) for name in self._person_fields)

    @api.model
    def _share_writing(self):
        """Be one of those who write about students until this transaction ends; wait while nobody may."""
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock_shared(%s, %s)", *WRITING))

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
                SQL(
                    "SELECT pg_advisory_xact_lock_shared(%s, %s);"
                    " SELECT 1 FROM school_student WHERE %s = ANY(%s) FOR KEY SHARE",
                    *WRITING,
                    SQL.identifier(column),
                    people.ids,
                )
            )

    @api.model
    @contextmanager
    def _without_writers(self, seconds, commit):
        """Let whoever begins to write about students wait until this ends; say whether the others ended in time.

        A lock of rows that many share is never had alone while one of them follows upon the other: PostgreSQL lets each
        new one in. Of this one it lets nobody in who comes after whoever wants it alone.

        :param seconds: how long to wait for those who are writing; :param commit: ends the transaction, so that the
            next one sees what they have written.
        """
        commit()
        try:
            self.env.cr.execute(SQL("SELECT set_config('lock_timeout', %s, TRUE)", f"{seconds}s"))
            self.env.cr.execute(SQL("SELECT pg_advisory_lock(%s, %s)", *WRITING))
        except LockNotAvailable:
            self.env.cr.rollback()
            yield False
            return
        try:
            commit()
            yield True
        except BaseException:
            # Nothing can be said to PostgreSQL in a transaction that has failed.
            self.env.cr.rollback()
            raise
        finally:
            self.env.cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", *WRITING))

    @api.model
    def _anonymised_sentence(self):
        return self.env._(
            "This student has been anonymised: nothing can be added to the profile or changed on it, for good."
            " A student who comes back gets a new profile; please create one."
        )
