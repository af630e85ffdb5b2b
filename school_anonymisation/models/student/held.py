"""Asks the database whom the rules hold back: all of them at once, each alone where one cannot be asked."""

import psycopg2

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...erasure.sql import without_compiling
from ...trouble import concerns_everybody

# Whom the rules hold back is found out once, though others of the family are asked for as well.
WITH_REASONS = """
    WITH held_back (id, holds_family, place, code) AS MATERIALIZED (%s)
    SELECT id AS student_id, place, code FROM held_back UNION %s"""


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _anonymisation_held_with_reasons(self):
        """Return SQL of a query (student_id, place, code) of everybody who is held back, in every company.

        The place of a code is that in which a profile tells it.
        """
        without_compiling(self.env)
        students = self.sudo().with_context(active_test=False)
        here = Domain("anonymised", "=", False)
        rules = self.env["school.anonymisation.rule"]._all_rules()
        places = {code: place for place, code in enumerate(["prevented", *(rule._code for rule in rules)], 1)}
        kept = students._search(here & self._anonymisation_prevented_domain())
        first = [("prevented", False, kept)]
        first += [
            (rule._code, rule._holds_family, query)
            for rule in rules
            if not rule._asks_of_others
            for query in rule._held_back_queries(here)
        ]
        row_id = SQL.identifier(self._table, "id")
        held = [
            query.select(row_id, SQL("%s", holds), SQL("%s", places[code]), SQL("%s::text", code))
            for code, holds, query in first
            if not query.is_empty()
        ]
        nobody = SQL("SELECT NULL::int, NULL::bool, NULL::int, NULL::text WHERE FALSE")
        beside = [
            query.select(row_id, SQL("%s", places[rule._code]), SQL("%s::text", rule._code))
            for rule, query in self._anonymisation_held_beside()
        ]
        return SQL(
            WITH_REASONS,
            SQL(" UNION ALL ").join(held or [nobody]),
            SQL(" UNION ").join(beside or [SQL("SELECT NULL::int, NULL::int, NULL::text WHERE FALSE")]),
        )


def held_places(students, queries_by_place):
    """Return [(student id, place)] of whom the Queries of each place find, ordered by place; one statement.

    What cannot be answered for a place finds all of these students: nobody is anonymised by an addon's error.

    :param queries_by_place: lists of Queries that are confined to these students.
    """
    selections = {
        place: [
            query.select(SQL.identifier(students._table, "id"), SQL("%s AS place", place))
            for query in queries
            if not query.is_empty()
        ]
        for place, queries in enumerate(queries_by_place)
    }
    everything = [selection for several in selections.values() for selection in several]
    found = _answer(students, everything)
    if found is not None:
        return found
    found = []
    for place, several in selections.items():
        answer = _answer(students, several)
        found += [(student_id, place) for student_id in students.ids] if answer is None else answer
    return found


def _answer(students, selections):
    """Return the rows of some selections, or None when they cannot be answered."""
    if not selections:
        return []
    try:
        with students.env.cr.savepoint():
            return students.env.execute_query(SQL("(%s) ORDER BY place", SQL(") UNION (").join(selections)))
    except psycopg2.Error as error:
        if concerns_everybody(error):
            raise
        return None
