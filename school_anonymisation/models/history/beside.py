"""What keeps its row number leads to contacts of its own: old documents of accounting, messages among others.

A backup knows whose message or invoice a number is. What is moved to new numbers is not found by it; nor may it be by
way of what is not moved.
"""

from odoo import api, models
from odoo.tools import SQL

from ...erasure.sql import quoted, run
from .apart import FORMER_CUSTOMER

FORMER_CONTACT = "Anonymised contact"
OF_ACCOUNTING = ("account_", "payment_")
THEMSELVES = ("res_partner", "school_student")


class AnonymisationHistory(models.AbstractModel):
    _inherit = "school.anonymisation.history"

    @api.model
    def _set_apart(self, profiles):
        result = super()._set_apart(profiles)
        contacts = self._contacts_of(profiles.mapped("anonymisation_label"))
        places = [place for place in self._places_beside() if place[0][1].startswith(OF_ACCOUNTING)]
        customers = self._contact_apart(self._led_to(places, contacts, {}), FORMER_CUSTOMER)
        moves = run(self.env, SQL("SELECT id FROM account_move WHERE partner_id = ANY(%s)", list(customers)))
        self._rename_customers([move for (move,) in moves], customers)
        self._lead(places, customers, {})
        return result

    @api.model
    def _set_rest_apart(self, contacts, rows):
        """Have whatever else leads to these contacts lead to others, but for the rows that are moved with them.

        :param rows: {model: ids} of those.
        """
        moving = {self.env[model]._table: list(ids) for model, ids in rows.items()}
        places = self._places_beside()
        self._lead(places, self._contact_apart(self._led_to(places, contacts, moving), FORMER_CONTACT), moving)

    @api.model
    def _places_beside(self):
        """Return [((schema, table), column)] of what leads to contacts and is nobody's profile."""
        profiles = {
            model._table for model in self.env.registry.values() if hasattr(model, "_anonymisation_make_profiles")
        }
        places = self._pairs(self._columns_to("res_partner"))
        return [place for place in places if place[0][1] not in profiles.union(THEMSELVES)]

    @api.model
    def _led_to(self, places, contacts, moving):
        """Return those of these contacts to which a row leads that is not moved."""
        found = set()
        for place, column in places:
            query = SQL(
                "SELECT DISTINCT %s FROM %s t WHERE %s = ANY(%s) AND %s",
                quoted("t", column),
                quoted(*place),
                quoted("t", column),
                list(contacts),
                self._stays(place[1], moving),
            )
            found.update(contact for (contact,) in run(self.env, query))
        return sorted(found)

    @api.model
    def _lead(self, places, apart, moving):
        """Have rows that are not moved lead to others.

        :param apart: {contact id: id of the one that stands for it}
        """
        for place, column in places if apart else ():
            query = SQL(
                "UPDATE %s t SET %s = v.apart FROM %s WHERE %s = v.contact AND %s",
                quoted(*place),
                quoted(column),
                self._as_rows(apart),
                quoted("t", column),
                self._stays(place[1], moving),
            )
            run(self.env, query)

    @api.model
    def _stays(self, table, moving):
        return SQL("t.id != ALL(%s)", moving[table]) if table in moving else SQL("TRUE")
