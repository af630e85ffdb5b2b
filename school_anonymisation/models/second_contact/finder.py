"""Finds second contacts: who has a student's name and e-mail address, phone, ID number or birth date."""

from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...same_person import OTHER, SAME, UNDECIDED, Card, alike, card, number_of

# What addons and schools call the field in which a contact bears a birth date; Odoo's own contacts bear none.
BIRTH_DATES = ("birth_date", "birthdate", "birthdate_date", "birthday", "date_of_birth")
NUMBER = "upper(regexp_replace(vat, '[^[:alnum:]]+', '', 'g'))"


@dataclass(frozen=True, repr=False)
class Found:
    """A student, or a contact that may be one: what it says, and where it belongs.

    ``contact``: id of the student's own contact; of a contact, the one above it. ``kind``: of address.
    """

    card: Card
    company: int | None
    contact: int | None
    kind: str = ""

    def takes(self, other):
        """Return whether a contact may be this student's second one, by where it belongs."""
        # An address below the student's contact is the student's anyway.
        own_address = other.contact == self.contact and other.kind != "contact"
        return other.company in (None, self.company) and not own_address


class SecondContact(models.Model):
    _inherit = "school.anonymisation.second.contact"

    @api.model
    def _find(self, students):
        """Return {student id: {"same": contact ids, "undecided": …, "other": …}}, as sets; three statements.

        A contact is found that has the student's name and e-mail address, phone, national ID or birth date, in the
        student's company or in none, unless it is `_somebody_of_their_own`. One that was decided to be the same person
        stays so when its name or address changes, and no longer counts once it is somebody of their own. Whoever was
        decided to be somebody else stays so. Students who have been anonymised look like nobody.
        """
        own = self._students_found(students.ids)
        decided = self._decided(students.ids)
        contacts = self._contacts_found(own, set().union(*decided.values()))
        similar = alike(
            {key: student.card for key, student in own.items()}, {key: found.card for key, found in contacts.items()}
        )
        result = {key: {SAME: set(), UNDECIDED: set(), OTHER: set()} for key in students.ids}
        for key, student in own.items():
            states = dict.fromkeys(similar[key], UNDECIDED) | decided[key]
            for contact, state in states.items():
                if state == OTHER or (contact in contacts and student.takes(contacts[contact])):
                    result[key][state].add(contact)
        return result

    def _students_found(self, student_ids):
        """Return {student id: Found} of those who have not been anonymised."""
        self.env["school.student"].flush_model(["anonymised", "birth_date", "company_id", "national_id", "partner_id"])
        self.env["res.partner"].flush_model(["name", "email_normalized", "phone_sanitized", "vat"])
        rows = self.env.execute_query(
            SQL(
                "SELECT s.id, s.partner_id, s.company_id, p.name, p.email_normalized, p.phone_sanitized,"
                " s.national_id, p.vat, s.birth_date FROM school_student s JOIN res_partner p ON p.id = s.partner_id"
                " WHERE s.id = ANY(%s) AND s.anonymised IS NOT TRUE",
                student_ids,
            )
        )
        return {
            key: Found(
                card(
                    name,
                    ("email", email),
                    ("phone", phone),
                    ("number", number_of(national_id)),
                    ("number", number_of(vat)),
                    ("birth date", birth_date),
                ),
                company,
                contact,
            )
            for key, contact, company, name, email, phone, national_id, vat, birth_date in rows
        }

    def _decided(self, student_ids):
        """Return a dictionary {student id: {contact id: "same" or "other"}} that has {} for whom nobody decided."""
        self.flush_model(["student_id", "partner_id", "state"])
        rows = self.env.execute_query(
            SQL(
                "SELECT student_id, partner_id, state FROM school_anonymisation_second_contact"
                " WHERE student_id = ANY(%s) AND state <> %s",
                student_ids,
                UNDECIDED,
            )
        )
        decided = defaultdict(dict)
        for student, contact, state in rows:
            decided[student][contact] = state
        return decided

    def _contacts_found(self, own, decided):
        """Return {contact id: Found} of contacts that bear a sign of one of these students, or were decided about.

        :param own: {student id: Found}. :param decided: contact ids.
        """
        signs = defaultdict(set, {"contact": decided})
        for student in own.values():
            for kind, value in student.card.signs:
                signs[kind].add(value)
        births = self._birth_date_columns()
        columns = ("company_id", "parent_id", "type", "name", "email_normalized", "phone_sanitized", "vat", *births)
        self.env["res.partner"].flush_model(["is_company", "anonymised", *columns])
        # Archived or not, readable for the user or not: what may be seen is not what may be erased.
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s FROM res_partner p WHERE is_company IS NOT TRUE AND anonymised IS NOT TRUE"
                " AND id IN (%s) AND %s",
                SQL(", ").join(map(SQL.identifier, columns)),
                _bearers(signs, births),
                # Each by itself, so that of a few contacts it is looked up by index.
                SQL(" AND ").join(
                    SQL("NOT EXISTS (SELECT 1 FROM (%s) role (contact) WHERE contact = p.id)", role)
                    for role in self._somebody_of_their_own()
                ),
            )
        )
        return {
            key: Found(
                card(
                    name,
                    ("email", email),
                    ("phone", phone),
                    ("number", number_of(vat)),
                    *(("birth date", date) for date in dates),
                ),
                company,
                parent,
                kind,
            )
            for key, company, parent, kind, name, email, phone, vat, *dates in rows
        }

    @api.model
    def _somebody_of_their_own(self):
        """Return [SQL of contact ids]: those in a role of their own at the school, who are never a second contact.

        Former and archived ones count. A bridge adds its own roles to what ``super()`` returns.
        """
        roles = (
            ("school.student", "partner_id", Domain.TRUE),
            ("school.family.association", "relative_id", Domain.TRUE),
            ("res.users", "partner_id", Domain("share", "=", False)),
            ("res.company", "partner_id", Domain.TRUE),
        )
        # A role counts though the user may not see it.
        return [
            self.env[model].sudo().with_context(active_test=False)._search(who).subselect(field)
            for model, field, who in roles
        ]

    @api.model
    def _birth_date_columns(self):
        """Return the fields in which contacts bear their birth dates in this database, a school's own included."""
        return [
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.type == "date" and field.store and name.removeprefix("x_").removeprefix("studio_") in BIRTH_DATES
        ]


def _bearers(signs, births):
    """Return the SQL of the ids of contacts that bear one of these signs, {kind: values}."""
    columns = [
        (SQL("id"), "int4", "contact"),
        (SQL("email_normalized"), "text", "email"),
        (SQL("phone_sanitized"), "text", "phone"),
        (SQL(NUMBER), "text", "number"),
        *((SQL.identifier(name), "date", "birth date") for name in births),
    ]
    return SQL(" UNION ").join(
        SQL(
            "SELECT id FROM res_partner WHERE %s = ANY(%s::%s[])",
            column,
            list(signs[kind]),
            SQL.identifier(cast),
        )
        for column, cast, kind in columns
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Each press asks who else bears a student's signs, among all contacts.
    _anonymisation_email = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _anonymisation_phone = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")
    _anonymisation_number = models.Index(f"({NUMBER}) WHERE vat IS NOT NULL")
