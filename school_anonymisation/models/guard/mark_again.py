"""Who was anonymised before the addon was uninstalled is known again by the label, which stays on the contact."""

from odoo import api, models
from odoo.tools import SQL

from ...engine_mark import marking
from ..student.identity import PARTICIPATION
from .profile_and_contact import NEUTRAL_CONTACT, NEUTRAL_PROFILE


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _anonymisation_mark_again(self):
        """Mark archived profiles whose contact bears a label and nothing else; return how many.

        The month went with the column, and whether the profile was in view: it is taken to have been. Of two with the
        same label, which nobody but a person can have typed, none is marked.
        """
        self.env.flush_all()
        with marking(self.env.cr):
            contacts = self.env.execute_query(
                SQL(
                    # The conditions are constants of the addon.
                    "UPDATE res_partner SET anonymised = TRUE, anonymised_while_active = TRUE"  # noqa: S608
                    " WHERE anonymised IS NOT TRUE"
                    " AND id IN (SELECT max(known.id) FROM res_partner known JOIN"
                    " (SELECT partner_id FROM school_student WHERE anonymised IS NOT TRUE"
                    f" AND {NEUTRAL_PROFILE}) profile"
                    " ON profile.partner_id = known.id GROUP BY known.name HAVING count(*) = 1)"
                    f" AND {NEUTRAL_CONTACT} RETURNING id"
                )
            )
            self.env.cr.execute(
                SQL(
                    "UPDATE school_student SET anonymised = TRUE, anonymised_while_active = TRUE,"
                    " anonymisation_label = contact.name FROM res_partner contact"
                    " WHERE contact.id = school_student.partner_id AND contact.id = ANY(%s)",
                    [contact_id for (contact_id,) in contacts],
                )
            )
            self.env.cr.execute(
                SQL(
                    "WITH carrier AS (UPDATE school_student SET anonymisation_carrier = TRUE,"
                    " anonymised_while_active = FALSE WHERE anonymisation_label LIKE %s RETURNING partner_id)"
                    " UPDATE res_partner SET anonymisation_carrier = TRUE, anonymised_while_active = FALSE"
                    " WHERE id IN (SELECT partner_id FROM carrier)",
                    f"Anonymised {PARTICIPATION} %",
                )
            )
        self.env.invalidate_all(flush=False)
        return len(contacts)
