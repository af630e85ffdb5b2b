"""A request by somebody: what is known of them, in words, for whoever has to answer; each look is in the log."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..erasure import Subjects, places_of_person, places_of_signs, signs_in
from ..models.engine_host import SchoolHost

SHORTEST = 3
"""Characters: fewer would find half of the database."""

MOST_PEOPLE = 20

SECONDS = 6
"""For which a page is waited for; what there was no time to look through is named."""


class AnonymisationInquiry(models.TransientModel):
    """What is typed is answered at once and stored nowhere."""

    _name = "school.anonymisation.inquiry"
    _description = "A request by somebody"

    asked = fields.Char("Name, e-mail address or number", store=False)
    answer = fields.Html(store=False, sanitize=False)

    @api.onchange("asked")
    def _onchange_asked(self):
        self.env.user._check_can_anonymise()
        text = (self.asked or "").strip()
        self.answer = self._answer_to(text) if len(text) >= SHORTEST else False

    @api.model
    def _answer_to(self, text):
        """Return the page about whoever is known by this text."""
        country = self.env.company.country_id.code or ""
        found, signs = None, signs_in(text, country)
        if signs:
            # Everything that knows the person counts; what of it is shown, the reader's own rights say.
            found = places_of_signs(self.sudo().env, signs, country, SchoolHost(self.env.company.id), SECONDS)
        people = self._people(text, found)
        self._note_look()
        values = {"people": people} | (self._values_of(found) if found else {})
        return self.env["ir.qweb"]._render("school_anonymisation.inquiry_answer", values)

    @api.model
    def _people(self, text, found):
        """Return the contacts who may be meant: of this name, address or number, or above or below one that is."""
        contacts = self.env["res.partner"].with_context(active_test=False)
        students = self.env["school.student"].with_context(active_test=False)
        words = Domain.AND(Domain("name", "ilike", _literally(word)) for word in text.split())
        numbered = Domain("student_number", "=ilike", _literally(text))
        domain = words | Domain("email_normalized", "=", text.lower())
        if found:
            domain |= Domain("id", "in", list(found.records.get("res.partner", ())))
            numbered |= Domain("id", "in", list(found.records.get("school.student", ())))
        domain |= Domain("id", "in", students.search(numbered, limit=MOST_PEOPLE).partner_id.ids)
        return contacts.search(domain & Domain("anonymised", "=", False), limit=MOST_PEOPLE)

    @api.model
    def _about(self, contact, seconds=SECONDS):
        """Return the values of the page about one contact: everything that knows the person.

        :param seconds: for which somebody waits; what there was no time to look through is among the values.
        :raise AccessError: the user may not anonymise, or may not read the contact.
        """
        self.env.user._check_can_anonymise()
        contact.check_access("read")
        country = contact.country_id.code or self.env.company.country_id.code or ""
        try:
            found = places_of_person(self.sudo().env, self._subjects(contact), (), country, seconds)
        except ValueError:
            # The school itself, or somebody who works here: nothing is tied to them as to a student.
            signs = signs_in(contact.name, country) | signs_in(contact.email, country)
            found = places_of_signs(self.sudo().env, signs, country, SchoolHost(self.env.company.id), seconds)
            found.add("res.partner", contact.id)
        self._note_look()
        return self._values_of(found)

    @api.model
    def _subjects(self, contact):
        profile = self.env["school.student"].with_context(active_test=False).search([("partner_id", "=", contact.id)])
        if profile:
            return profile[:1].sudo()._anonymisation_subjects({profile[:1].id: "-"})
        return Subjects({"res.partner": contact.ids}, {contact.id: "-"}, host=SchoolHost(self.env.company.id))

    @api.model
    def _note_look(self):
        """Note in the log that somebody looked, and not for whom."""
        log = self.env["school.anonymisation.log"].sudo()
        line = {"kind": "looked", "done_by": self.env.uid, "month": log._this_month(self.env.company)}
        log._append_chained([line | {"company_id": self.env.company.id}])


def _literally(text):
    """Return a text as `ilike` takes it: what is typed is no pattern."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
