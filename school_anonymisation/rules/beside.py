"""What goes with a student: contacts that are the same person a second time, and addresses below the student's own.

They are erased with the student, so whatever is open of theirs holds the student back.
"""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..addresses import own_addresses
from ..same_person import SAME
from .once import found_once

# Somebody said that the contact is the student: that counts here whatever has become of the contact since.
BESIDE = """
    SELECT second.student_id, second.partner_id AS contact_id FROM school_anonymisation_second_contact second
     WHERE second.state = %(same)s AND second.student_id IS NOT NULL
     UNION ALL
    SELECT s.id, address.id FROM (%(addresses)s) address JOIN school_student s ON s.partner_id = address.parent_id"""

# A relative may stand below a student like an address, and is somebody of their own.
NO_RELATIVE = "AND NOT EXISTS (SELECT 1 FROM school_family_association f WHERE f.relative_id = a.id)"


class Beside(models.AbstractModel):
    _name = "school.anonymisation.beside"
    _description = "Second contact"

    @api.model
    def _pairs(self):
        """Return SQL of a query (student_id, contact_id), or None: nobody has anything, and nothing has to be asked."""
        return found_once(self.env, "beside", self._find)

    @api.model
    def _find(self):
        self.env["school.anonymisation.second.contact"].flush_model(["student_id", "partner_id", "state"])
        self.env["school.family.association"].flush_model(["relative_id"])
        self.env["school.student"].flush_model(["partner_id"])
        self.env["res.partner"].flush_model(["name", "email", "is_company", "parent_id", "type"])
        pairs = SQL(BESIDE, same=SAME, addresses=SQL("%s %s", own_addresses(self.env), SQL(NO_RELATIVE)))
        return pairs if self.env.execute_query(SQL("SELECT 1 FROM (%s) pairs LIMIT 1", pairs)) else None

    @api.model
    def _students(self, contacts):
        """Return the Domain of the students with whom one of some contacts goes.

        :param contacts: SQL of a subquery of their ids.
        """
        pairs = self._pairs()
        if pairs is None:
            return Domain.FALSE
        goes = SQL("(SELECT pairs.student_id FROM (%s) pairs WHERE pairs.contact_id IN %s)", pairs, contacts)
        return Domain("id", "in", goes)

    @api.model
    def _contacts(self, student):
        """Return the student's own contact and those that go with it."""
        pairs = self._pairs()
        if pairs is None:
            return student.partner_id
        goes = SQL("SELECT pairs.contact_id FROM (%s) pairs WHERE pairs.student_id = %s", pairs, student.id)
        found = found_once(self.env, ("beside", student.id), lambda: self.env.execute_query(goes))
        return student.partner_id | student.partner_id.browse(contact for (contact,) in found)


class ResPartner(models.Model):
    _inherit = "res.partner"

    # The rules ask whether any student has an address; few contacts are one.
    _anonymisation_address = models.Index(
        "(parent_id) WHERE parent_id IS NOT NULL AND type IN ('invoice', 'delivery', 'other')"
    )
