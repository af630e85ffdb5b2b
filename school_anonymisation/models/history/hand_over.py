"""What is loose is laid on carriers by chance, and gets new numbers: their order says nothing of whose it was."""

from odoo import api, models
from odoo.tools import SQL

from ...erasure.row_numbers import fresh_numbers, renumber

# Nobody made it, at no time.
UNWRITTEN = SQL("create_uid = 1, write_uid = 1, create_date = NULL, write_date = NULL")


class LooseParticipation(models.AbstractModel):
    _inherit = "school.anonymisation.participation"

    @api.model
    def _hand_over_enrolments(self, company, ids):
        """Lay enrolments on carriers of their gender, by chance, one of a course and teaching period on each.

        Those of earlier years move when fewer is stated of them now.
        """
        loose = self._as_loose(company, ids)
        for gender, number in self._places_needed(company, loose):
            self.env["school.student"]._anonymisation_carriers(company, gender or False, number)
        self.env.cr.execute(
            SQL(
                """
                WITH moving AS MATERIALIZED (
                    SELECT l.*, row_number() OVER (PARTITION BY l.gender, l.course_id, l.period_id ORDER BY random())
                           AS number
                      FROM (%(loose)s) l JOIN school_enrolment e ON e.id = l.id
                      JOIN school_student s ON s.id = e.student_id
                     WHERE s.anonymisation_carrier IS NOT TRUE
                        OR (s.gender, e.age_group, e.course_id, e.period_id)
                           IS DISTINCT FROM (l.gender, l.age_group, l.course_id, l.period_id)
                ), taken AS (
                    SELECT s.gender, e.course_id, e.period_id, count(*) AS number FROM school_enrolment e
                      JOIN school_student s ON s.id = e.student_id
                     WHERE s.anonymisation_carrier AND s.company_id = %(company)s GROUP BY 1, 2, 3
                ), seats AS MATERIALIZED (
                    SELECT id, gender, row_number() OVER (PARTITION BY gender ORDER BY random()) - 1 AS seat,
                           count(*) OVER (PARTITION BY gender) AS seats
                      FROM school_student WHERE anonymisation_carrier AND company_id = %(company)s
                ), places AS MATERIALIZED (
                    SELECT place.*, seats.seats, floor(random() * seats.seats)::int AS first,
                           least(seats.seats, place.number + coalesce(taken.number, 0)) AS asked
                      FROM (SELECT gender, course_id, period_id, count(*) AS number FROM moving GROUP BY 1, 2, 3) place
                      JOIN (SELECT DISTINCT gender, seats FROM seats) seats
                           ON seats.gender IS NOT DISTINCT FROM place.gender
                      LEFT JOIN taken ON taken.course_id = place.course_id AND taken.period_id = place.period_id
                           AND taken.gender IS NOT DISTINCT FROM place.gender
                ), free AS (
                    -- As many seats in a row as are needed, from one drawn by chance; taken ones are left out.
                    SELECT seats.id AS carrier_id, places.gender, places.course_id, places.period_id,
                           row_number() OVER (PARTITION BY places.gender, places.course_id, places.period_id) AS number
                      FROM places CROSS JOIN generate_series(0, asked - 1) further
                      JOIN seats ON seats.seat = (first + further) %% places.seats
                           AND seats.gender IS NOT DISTINCT FROM places.gender
                     WHERE NOT EXISTS (
                           SELECT 1 FROM school_enrolment lying
                            WHERE lying.student_id = seats.id AND lying.course_id = places.course_id
                              AND lying.period_id = places.period_id)
                )
                UPDATE school_enrolment e
                   SET student_id = free.carrier_id, gender = moving.gender, age_group = moving.age_group,
                       course_id = moving.course_id, period_id = moving.period_id, cancelled_on = NULL, %(unwritten)s
                  FROM moving JOIN free USING (course_id, period_id, number)
                 WHERE moving.id = e.id AND free.gender IS NOT DISTINCT FROM moving.gender
                """,
                loose=loose,
                company=company.id,
                unwritten=UNWRITTEN,
            )
        )

    @api.model
    def _places_needed(self, company, loose):
        """Return [(gender or None, how many carriers)]: for whatever is to lie there, and for what has yet to leave."""
        return self.env.execute_query(
            SQL(
                """
                SELECT gender, max(size) FROM (
                    SELECT gender, count(*) AS size FROM (
                        SELECT gender, course_id, period_id FROM (%(loose)s) l
                        UNION ALL
                        SELECT s.gender, e.course_id, e.period_id FROM school_enrolment e
                          JOIN school_student s ON s.id = e.student_id JOIN (%(loose)s) l ON l.id = e.id
                         WHERE s.anonymisation_carrier
                           AND (s.gender, e.age_group, e.course_id, e.period_id)
                               IS DISTINCT FROM (l.gender, l.age_group, l.course_id, l.period_id)
                    ) lying GROUP BY gender, course_id, period_id
                ) places GROUP BY gender
                """,
                loose=loose,
            )
        )

    @api.model
    def _hand_over(self, model, ids):
        """Lay the records of a model on carriers that say no gender, by chance."""
        table = SQL.identifier(self.env[model]._table)
        rows = self.env.execute_query(SQL("SELECT DISTINCT company_id FROM %s WHERE student_id = ANY(%s)", table, ids))
        for company in self.env["res.company"].sudo().browse(company_id for (company_id,) in rows):
            carriers = self.env["school.student"]._anonymisation_carriers(company, False, 1)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET student_id = (%s::int[])[1 + floor(random() * %s)::int], %s"
                    " WHERE student_id = ANY(%s) AND company_id = %s",
                    table,
                    carriers.ids,
                    len(carriers),
                    UNWRITTEN,
                    ids,
                    company.id,
                )
            )

    @api.model
    def _renumber(self, models):
        """Give all loose rows of these models new numbers, in an order drawn by chance, wherever they are referred to.

        All of them, so that neither a number nor the transaction that wrote it last says in which year one came here.
        """
        numbers = {model: self._fresh_numbers_of_loose(model) for model in models}
        for model, pairs in numbers.items():
            self.env.cr.execute(
                SQL("DELETE FROM ir_model_data WHERE model = %s AND res_id = ANY(%s)", model, list(pairs))
            )
        renumber(self.env, numbers)

    @api.model
    def _fresh_numbers_of_loose(self, model):
        """Return {id: new id} of the rows of a model that lie on carriers."""
        table = self.env[model]._table
        loose = self.env.execute_query(
            SQL(
                "SELECT r.id FROM %s r JOIN school_student s ON s.id = r.student_id WHERE s.anonymisation_carrier",
                SQL.identifier(table),
            )
        )
        return fresh_numbers(self.env, table, [record_id for (record_id,) in loose])
