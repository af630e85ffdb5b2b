"""What an intruder may know of somebody from before, and what they claim of somebody afterwards."""

from dataclasses import dataclass, field

from odoo.tools import SQL

TO_CONTACTS = """
SELECT k.conrelid::regclass::text, a.attname FROM pg_constraint k
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  JOIN pg_attribute row_number ON row_number.attrelid = k.conrelid AND row_number.attname = 'id'
 WHERE k.contype = 'f' AND k.confrelid = 'res_partner'::regclass
"""


@dataclass(frozen=True)
class Claim:
    """An intruder says: this row is, or belongs to, this person. ``person`` is the number in the Knowledge."""

    person: int
    table: str
    row: object


@dataclass
class Knowledge:
    """What is known from elsewhere, of everybody who was at the school; a person is a number that nothing else bears.

    ``gone``: who has been anonymised since. ``classes``: [(person, course, first day of the teaching period, gender,
    age group)], in the order in which they were written. ``payments``: [(person, day, amount)]. ``links``: [(person,
    address)]. ``numbers``: {student number: person}, in the order in which they were given. ``rows``: {table: {row
    number: person}}. ``beside``: {(table, column that leads to a contact): {row number: person}}, of every table.
    ``together``: [(person, person)] of one family, or who came on the same day.
    """

    gone: set = field(default_factory=set)
    classes: list = field(default_factory=list)
    payments: list = field(default_factory=list)
    links: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    beside: dict = field(default_factory=dict)
    together: list = field(default_factory=list)


def know(env, students):
    """Return the Knowledge of somebody who has seen all of these students' lives; they are all still there.

    :param students: `school.student` records.
    """
    env.flush_all()
    cr, ids = env.cr, students.ids
    found = Knowledge()
    cr.execute(
        "SELECT e.student_id, c.name, p.date_start, e.gender, e.age_group FROM school_enrolment e"
        " JOIN school_course c ON c.id = e.course_id JOIN school_teaching_period p ON p.id = e.period_id"
        " WHERE e.student_id = ANY(%s) ORDER BY e.id",
        [ids],
    )
    found.classes = cr.fetchall()
    cr.execute(
        "SELECT s.id, m.invoice_date, m.amount_total FROM account_move m"
        " JOIN school_student s ON s.partner_id = m.partner_id WHERE s.id = ANY(%s) AND m.state = 'posted'",
        [ids],
    )
    found.payments = cr.fetchall()
    found.links = [(number, f"/odoo/school.student/{number}") for number in ids]
    cr.execute("SELECT student_number, id FROM school_student WHERE id = ANY(%s) ORDER BY student_number", [ids])
    found.numbers = dict(cr.fetchall())
    found.rows = {"school_student": {number: number for number in ids}}
    cr.execute("SELECT partner_id, id FROM school_student WHERE id = ANY(%s)", [ids])
    found.rows["res_partner"] = dict(cr.fetchall())
    for table in ("school_enrolment", "school_waiting_list_entry", "school_instrument_hire"):
        cr.execute(SQL("SELECT id, student_id FROM %s WHERE student_id = ANY(%s)", SQL.identifier(table), ids))
        found.rows[table] = dict(cr.fetchall())
    cr.execute(TO_CONTACTS)
    for table, column in cr.fetchall():
        names = SQL.identifier(table), SQL.identifier("t", column)
        cr.execute(
            SQL(
                "SELECT t.id, s.id FROM %s t JOIN school_student s ON s.partner_id = %s WHERE s.id = ANY(%s)",
                *names,
                ids,
            )
        )
        found.beside[table, column] = dict(cr.fetchall())
    cr.execute(
        "SELECT f.student_id, s.id FROM school_family_association f JOIN school_student s ON s.partner_id ="
        " f.relative_id WHERE f.student_id = ANY(%s)",
        [ids],
    )
    found.together = cr.fetchall()
    return found
