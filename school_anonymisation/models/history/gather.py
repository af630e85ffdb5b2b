"""Hires and waiting list entries that are nobody's say less where fewer than five share it and a school wants that."""

from odoo import api, models
from odoo.tools import SQL

from .kept import hires, requests
from .pooling import gathered_hires, gathered_requests


class LooseParticipation(models.AbstractModel):
    _inherit = "school.anonymisation.participation"

    @api.model
    def _say_less_of_few(self):
        """Let no loose hire or waiting list entry say what fewer than five share, in companies that want it."""
        companies = self.env["res.company"].sudo().search([("anonymisation_history_small_courses", "=", True)])
        for company in companies:
            periods_of = company._school_periods_company().id
            instrument, course = company._anonymisation_small_instrument(), company._anonymisation_small_course()
            rows = self._loose_of(hires, company, periods_of)
            self._say(
                "school_instrument_hire",
                gathered_hires(rows, instrument.id),
                ("hired_on", "returned_on"),
                # Of instruments of one name each hire keeps its own.
                instrument_id=SQL(
                    "CASE WHEN l.instrument_id = %s THEN l.instrument_id ELSE t.instrument_id END", instrument.id
                ),
            )
            rows = self._loose_of(requests, company, periods_of)
            less = gathered_requests(rows, course.id)
            self._say("school_waiting_list_entry", less, ("course_id", "requested_on", "closed_on"))

    @api.model
    def _loose_of(self, query, company, periods_of):
        carriers = SQL("SELECT id FROM school_student WHERE anonymisation_carrier")
        return SQL("SELECT * FROM (%s) nobodys WHERE company_id = %s", query(carriers, periods_of), company.id)

    @api.model
    def _say(self, table, rows, columns, **values):
        """Write what a query says into these columns of a table, and these values of rows ``t`` and ``l``."""
        said = {name: SQL.identifier("l", name) for name in columns} | values
        self.env.cr.execute(
            SQL(
                "UPDATE %s t SET %s FROM (%s) l WHERE l.id = t.id",
                SQL.identifier(table),
                SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value) for name, value in said.items()),
                rows,
            )
        )
