"""Asks the database whom the rules hold back: all of them at once, each alone where one cannot be asked."""

import psycopg2

from odoo.tools import SQL

from ...trouble import concerns_everybody


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
