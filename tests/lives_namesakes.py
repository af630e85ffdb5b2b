# People whom the school knows through one app alone, each with a pupil of the same name who leaves.
from datetime import date

from dateutil.relativedelta import relativedelta

NAME = "Torben {}osterlund"
LETTERS = "BDFGHKLMNPRSTV"
# Ways in which a lead bears the pupil's values, and the nearest ways in which it does not.
SPELLED = [
    ("phone", "20112233", "20112234"),
    ("phone", "+45 20 11 22 33", "+46 20 11 22 33"),
    ("phone", "0045 20-11-22-33", "0045 20-11-22-32"),
    ("email_from", '"Mum" <ronja@skovhjem.example.com>', '"Mum" <xronja@skovhjem.example.com>'),
    ("email_from", "RONJA@Skovhjem.example.com", "ronja@skovhjem.example.com.au"),
    ("email_from", "ronja+web@skovhjem.example.com", "ronja@hjemme.example.com"),
]


def kinds(env, school):
    """Return {kind: (function from name and address to a record of a namesake, its fields that must stay)}."""

    def attendee(name, address):
        contact = env["res.partner"].create({"name": name, "email": address})
        then = {"name": "Meeting", "start": "2020-01-01 10:00:00", "stop": "2020-01-01 11:00:00"}
        return (
            env["calendar.event"]
            .create({**then, "partner_ids": contact.ids})
            .attendee_ids.filtered(lambda one: one.partner_id == contact)
        )

    return {
        "lead": (
            lambda name, address: env["crm.lead"].create(
                {"name": "Piano", "contact_name": name, "email_from": address, "phone": "+45 99 88 77 66"}
            ),
            ("contact_name", "email_from", "phone"),
        ),
        "subscriber": (
            lambda name, address: env["mailing.contact"].create({"name": name, "email": address}),
            ("name", "email"),
        ),
        "registration": (
            lambda name, address: env["event.registration"].create(
                {"event_id": school.event.id, "name": name, "email": address}
            ),
            ("name", "email"),
        ),
        "guest of a survey": (
            lambda name, address: env["survey.user_input"].create(
                {"survey_id": school.survey.id, "nickname": name, "email": address}
            ),
            ("nickname", "email"),
        ),
        "applicant": (
            lambda name, address: env["hr.applicant"].create({"partner_name": name, "email_from": address}),
            ("partner_name", "email_from"),
        ),
        "speaker": (
            lambda name, address: env["event.track"].create(
                {"name": "Talk", "event_id": school.event.id, "partner_name": name, "partner_email": address}
            ),
            ("partner_name", "partner_email"),
        ),
        "who gets copies of a task": (
            lambda name, address: env["project.task"].create({"name": "Task", "email_cc": f'"{name}" <{address}>'}),
            ("email_cc",),
        ),
        "attendee": (attendee, ("common_name", "email")),
    }


class Namesakes:
    """Plants them, and says afterwards what became of them; ``student_ids``: the pupils who leave."""

    def __init__(self):
        self.student_ids, self._bearers, self._spelled, self._booked = [], {}, [], {}

    def plant(self, env, school):
        """Make a namesake of every kind with their pupil and a note, leads by value, and what a mother has booked."""
        for letter, (kind, (make, fields)) in zip(LETTERS, kinds(env, school).items(), strict=False):
            name = NAME.format(letter)
            record = make(name, f"torben.{letter.lower()}@office.example.com")
            self._leave(env, name, email=f"torben.{letter.lower()}@home.example.com")
            before = {field: record[field] for field in fields}
            self._bearers[kind] = record._name, record.id, before, _note(env, name).id
        self._leave(env, "Ronja Kirkebysen", email="ronja@skovhjem.example.com", phone="+45 20 11 22 33")
        for field, own, other in SPELLED:
            leads = env["crm.lead"].create([{"name": "Piano", field: value} for value in (own, other)])
            self._spelled.append((field, own, other, leads.ids))
        mother = env["res.partner"].create({"name": "Lone Ebstrupsen", "email": "lone@skovhjem.example.com"})
        for letter, address in (("A", mother.email), ("B", "viljab@skovhjem.example.com")):
            name = f"Vilja{letter.lower()} Ebstrupsen"
            self._leave(env, name, email=f"vilja{letter.lower()}@skovhjem.example.com")
            values = {"event_id": school.event.id, "partner_id": mother.id, "name": name, "email": address}
            booked = env["event.registration"].create(values)
            self._booked[letter] = booked.id, _note(env, name).id

    def _leave(self, env, name, **values):
        long_ago = date.today() - relativedelta(years=6)
        country = env.ref("base.dk").id
        student = env["school.student"].create(
            {"name": name, "country_id": country, "registered_on": long_ago, **values}
        )
        self.student_ids.append(student.id)

    def bearers(self, env):
        """Return {kind: (whether the namesake is as before, the caretaker's note, whether it is asked about)}."""
        looks = env["school.anonymisation.look"].sudo()
        found = {}
        for kind, (model, record_id, before, note_id) in self._bearers.items():
            record = env[model].browse(record_id)
            same = bool(record.exists()) and {field: record[field] for field in before} == before
            asked = looks.search_count([("model", "=", "res.partner"), ("res_id", "=", note_id)])
            found[kind] = same, str(env["res.partner"].browse(note_id).comment), bool(asked)
        return found

    def spelled(self, env):
        """Return [(what a lead bore, what it bears, what its twin bore, what that bears)]; nothing where it is gone."""
        found = []
        for field, own, other, ids in self._spelled:
            now = [lead.exists() and lead[field] for lead in map(env["crm.lead"].browse, ids)]
            found.append((own, now[0] or "", other, now[1] or ""))
        return found

    def booked(self, env):
        """Return {letter: (name and address of a registration that a mother has made, the note about her child)}."""
        found = {}
        for letter, (booked_id, note_id) in self._booked.items():
            booked, note = env["event.registration"].browse(booked_id), env["res.partner"].browse(note_id)
            found[letter] = booked.name, booked.email, str(note.comment)
        return found


def _note(env, name):
    return env["res.partner"].create({"name": "Caretaker", "comment": f"<p>{name} is ill</p>"})
