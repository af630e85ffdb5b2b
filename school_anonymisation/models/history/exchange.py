"""Values dealt out anew, by chance, among rows: each total stays, and no row says what was true of somebody."""

from odoo import api, models
from odoo.tools import SQL


class LooseParticipation(models.AbstractModel):
    _inherit = "school.anonymisation.participation"

    @api.model
    def _exchange_instruments(self):
        """Deal out instruments of the same name among loose hires: a serial number leads to no hire any more."""
        self._deal(
            "school_instrument_hire",
            "instrument_id",
            SQL(
                "SELECT h.id, (i.company_id, i.name)::text, h.instrument_id FROM school_instrument_hire h"
                " JOIN school_instrument i ON i.id = h.instrument_id JOIN school_student s ON s.id = h.student_id"
                " WHERE s.anonymisation_carrier"
            ),
        )

    @api.model
    def _exchange_what_profiles_say(self, ids):
        """Deal out gender, registration and country among all profiles without a history, each by itself.

        How many students there were of each stays true; which of them went together nobody can tell.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE school_student SET anonymisation_is_loose = TRUE, last_activity_date = NULL,"
                " anonymisation_siblings = NULL WHERE id = ANY(%s)",
                ids,
            )
        )
        empty = SQL(
            " FROM school_student s JOIN res_partner c ON c.id = s.partner_id"
            " WHERE s.anonymisation_is_loose AND s.company_id IN"
            " (SELECT company_id FROM school_student WHERE id = ANY(%s))",
            ids,
        )
        counted = SQL("(s.company_id, s.kind, s.anonymised_while_active)::text")
        for column in ("gender", "registered_on"):
            rows = SQL("SELECT s.id, %s, s.%s %s", counted, SQL.identifier(column), empty)
            self._deal("school_student", column, rows)
        with_contact = SQL("%s || (c.company_id, c.anonymised_while_active)::text", counted)
        self._deal("res_partner", "country_id", SQL("SELECT c.id, %s, c.country_id %s", with_contact, empty))

    @api.model
    def _deal(self, table, column, rows):
        """Deal the values of a column out anew, by chance, among the rows of each group.

        :param rows: SQL of a query of (id, what the group is, value).
        """
        self.env.cr.execute(
            SQL(
                # Two queries, so that two orders are drawn.
                """
                WITH rows(id, kind, value) AS MATERIALIZED (%(rows)s),
                places AS (SELECT id, kind, row_number() OVER (PARTITION BY kind ORDER BY random()) AS n FROM rows),
                dealt AS (SELECT value, kind, row_number() OVER (PARTITION BY kind ORDER BY random()) AS n FROM rows)
                UPDATE %(table)s t SET %(column)s = dealt.value FROM places JOIN dealt USING (kind, n)
                 WHERE places.id = t.id AND t.%(column)s IS DISTINCT FROM dealt.value
                """,
                rows=rows,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
