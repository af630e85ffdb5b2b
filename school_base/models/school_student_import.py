# Importing students: whoever is known already is found, not made a second time, and an empty cell empties nothing.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql


class SchoolStudent(models.Model):
    _inherit = "school.student"

    import_as_somebody_else = fields.Boolean(
        string="Somebody else of the same name",
        store=False,
        help="For imports: yes in this column makes a student although somebody of this name is known already.",
    )

    def _load_records(self, data_list, update=False):
        """Recognise whom an imported row is about, unless it says so by an external or database id."""
        if self.env.context.get("import_file") and not update:
            for data in data_list:
                self._import_recognise(data)
        return super()._load_records(data_list, update)

    @api.model
    def _import_recognise(self, data):
        """Turn the values of a row into a change of the profile, or a profile on the contact, that it is about.

        :raise ValidationError: somebody of the name is known, and nothing says whether it is the same person.
        """
        values = data["values"]
        somebody_else = values.pop("import_as_somebody_else", False)
        if data.get("xml_id") or values.get("id") or values.get("partner_id") or somebody_else:
            return
        contacts = self._import_known(values)
        if not contacts and (namesakes := self._import_namesakes(values)):
            contacts = namesakes
        elif len(contacts) == 1:
            profile = self.sudo().with_context(active_test=False).search([("partner_id", "=", contacts.id)])
            known = {"id": profile.id} if profile.kind == "student" else {"partner_id": contacts.id}
            filled = {name: value for name, value in values.items() if value not in (False, None, "")}
            values.clear()
            values.update(filled | known)
            return
        if contacts:
            raise ValidationError(
                self.env._(
                    "Somebody called %s is known already. Fill in the e-mail address, the birth date or the ID number,"
                    " so that it is clear who is meant, or put yes into a column “Somebody else of the same name”.",
                    values.get("name"),
                )
            )

    @api.model
    def _import_known(self, values):
        """Return the contacts with the ID number, or with the name and the e-mail address or birth date, of a row."""
        named = self._import_named(values)
        known = self.env["res.partner"]
        if number := values.get("national_id"):
            known |= self._import_search("school.student", values, Domain("national_id", "=", number))
        if not known and (email := email_normalize(values.get("email") or "")):
            known |= self._import_search("res.partner", values, named & Domain("email_normalized", "=", email))
        if not known and values.get("birth_date"):
            known |= self._import_search(
                "school.student", values, named & Domain("birth_date", "=", values["birth_date"])
            )
        return known

    @api.model
    def _import_namesakes(self, values):
        """Return the contacts of the name of a row whose birth date and ID number do not say that they are others."""
        people = self._import_named(values) & Domain("is_company", "=", False)
        found = self._import_search("res.partner", values, people)
        others = found.student_ids.filtered(
            lambda known: any(
                values.get(name) and known[name] and str(values[name]) != str(known[name])
                for name in ("birth_date", "national_id")
            )
        )
        return found - others.partner_id

    @api.model
    def _import_named(self, values):
        return Domain("name", "=ilike", escape_psql((values.get("name") or "").strip()))

    @api.model
    def _import_search(self, model, values, domain):
        """Return the contacts, archived ones too, of this company or of none, that meet a Domain on this model."""
        company = values.get("company_id") or self.env.company.id
        # Whoever is archived, or out of the importer's sight, is known all the same.
        records = self.env[model].sudo().with_context(active_test=False)
        found = records.search(domain & Domain("company_id", "in", (False, company)))
        return found.partner_id if model == "school.student" else found
