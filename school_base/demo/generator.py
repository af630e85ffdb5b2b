# Writes the demo school into a database: periods, courses, students and what they did.
from odoo.exceptions import UserError
from odoo.fields import Command

from . import invoices, kinds, traces
from .people import People, partner_of

SEED = 19
COURSES = (
    ("Violin", 0),
    ("Cello", 40),
    ("Piano", 0),
    ("Guitar", 60),
    ("Drums", 0),
    ("Flute", 40),
    ("Clarinet", 0),
    ("Trumpet", 0),
    ("Singing", 60),
    ("Choir", 0),
    ("Band", 50),
    ("Music theory", 0),
)
QUIET = {"tracking_disable": True, "no_reset_password": True, "mail_notrack": True}


def load(company, teacher, secretary):
    """Fill ``company`` with the demo school, as it stands on the company's own today.

    ``teacher`` is a user who gives some of the courses, ``secretary`` one who wrote the messages.
    """
    company.partner_id.tz = "Europe/Copenhagen"
    env = company.with_company(company).with_context(**QUIET).env
    logins = env["res.users"].sudo().with_context(active_test=False)._read_group([], ["login"])
    try:
        people = People(SEED, {login for (login,) in logins})
    except ImportError as error:
        raise UserError(
            env._("The demo school needs the Python package Faker. Install it: pip install faker")
        ) from error
    lives = kinds.build(people, company._school_today())
    Writer(env, company.with_env(env), people, lives, teacher).fill()
    invoices.write(env, company, lives)
    traces.write(env, people, lives, secretary.partner_id)


class Writer:
    """Creates the records of lives, a batch a model."""

    def __init__(self, env, company, people, lives, teacher):
        self.env, self.company, self.teacher = env, company, teacher
        self.people, self.lives = people, lives

    def fill(self):
        self._contacts()
        self._students()
        self._courses()
        self._periods()
        self._enrolments()
        self._waiting_lists()
        self._hires()
        self._families()

    def _create(self, model, values):
        return self.env[model].create([{"company_id": self.company.id, **vals} for vals in values])

    def _lines(self, model, attribute, values):
        """Create what every life has in the list ``attribute``; ``values`` turns an item into vals."""
        return self.env[model].create(
            [
                {"student_id": life.record.id, **values(*item)}
                for life in self.lives.all
                for item in getattr(life, attribute)
            ]
        )

    def _contacts(self):
        country = {"country_id": self.env.ref("base.dk").id, "lang": "en_US"}
        contacts = dict.fromkeys(
            person
            for life in self.lives.all
            for person in [*(link[0] for link in life.family), *(bill[0] for bill in life.invoices)]
            if person not in self.lives.all
        )
        records = self.env["res.partner"].create([contact.values | country for contact in contacts])
        for contact, record in zip(contacts, records, strict=True):
            contact.record = record

    def _students(self):
        country = {"country_id": self.env.ref("base.dk").id, "lang": "en_US"}
        records = self._create("school.student", [life.values | country for life in self.lives.all])
        for life, record in zip(self.lives.all, records, strict=True):
            life.record = record

    def _courses(self):
        group = self.env.ref("school_base.group_school_user")
        values = [
            {"partner_id": life.record.partner_id.id, "login": life.values["email"]}
            for life in self.lives.all
            if life.teaches
        ]
        values += [
            {"name": person["name"], "login": person["email"], "email": person["email"]}
            for person, _gender in (self.people.person(self.people.household()) for _teacher in range(3))
        ]
        shared = {"group_ids": [Command.set(group.ids)], "company_ids": [Command.set(self.company.ids)]}
        teachers = self._create("res.users", [{**vals, **shared} for vals in values])
        teachers |= self.teacher.with_env(self.env)
        self.courses = self._create(
            "school.course",
            [
                {"name": name, "capacity": capacity, "teacher_id": teachers[number % len(teachers)].id}
                for number, (name, capacity) in enumerate(COURSES)
            ],
        )

    def _periods(self):
        self.periods = self._create(
            "school.teaching.period",
            [{"name": name, "date_start": start, "date_end": end} for name, start, end in self.lives.periods],
        )

    def _enrolments(self):
        self._lines(
            "school.enrolment",
            "enrolments",
            lambda period, course, state, planned, attended: {
                "period_id": self.periods[period].id,
                "course_id": self.courses[course].id,
                "state": state,
                "lessons_planned": planned,
                "lessons_attended": attended,
            },
        )

    def _waiting_lists(self):
        self._lines(
            "school.waiting.list.entry",
            "waiting",
            lambda course, state, requested, closed: {
                "course_id": self.courses[course].id,
                "state": state,
                "requested_on": requested,
                "closed_on": closed,
            },
        )

    def _hires(self):
        hires = sum(len(life.hires) for life in self.lives.all)
        names = ("Violin 3/4", "Cello 1/2", "Guitar", "Flute", "Clarinet", "Trumpet")
        instruments = self._create(
            "school.instrument",
            [
                {"name": names[number % len(names)], "serial_number": self.people.fake.bothify("??-####").upper()}
                for number in range(hires + 10)
            ],
        )
        free = iter(instruments)
        self._lines(
            "school.instrument.hire",
            "hires",
            lambda hired, returned: {"instrument_id": next(free).id, "hired_on": hired, "returned_on": returned},
        )

    def _families(self):
        self._lines(
            "school.family.association",
            "family",
            lambda relative, relation, start, end: {
                "relative_id": partner_of(relative).id,
                "relation": relation,
                "date_start": start,
                "date_end": end,
            },
        )
