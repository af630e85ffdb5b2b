# People whose lives run through many apps of Odoo: who they are, and the school in which they live.
import uuid
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.fields import Command

COUNTRY = "base.dk"


@dataclass
class Person:
    """Somebody and what they are known by. ``number`` keeps the values of people apart; ``shared`` replaces some."""

    name: str
    number: int
    shared: dict = field(default_factory=dict)
    student_id: int = 0
    partner_id: int = 0
    user_id: int = 0

    def __getattr__(self, known_by):
        if known_by.startswith("_") or known_by not in self.values():
            raise AttributeError(known_by)
        return self.values()[known_by]

    def values(self):
        """Return {what: value} of what the person is known by."""
        first, *_middle, last = self.name.split(" ")
        n = self.number
        return {
            "reversed": f"{last}, {first}",
            "email": f"elev{n}.xq{n * 7919}@skole{n}.example.com",
            "phone": f"+45 {40 + n} {40 + n} {52 + n} {61 + n}",
            "login": f"login{n}.zw{n * 104729}@portal{n}.example.com",
            "national_id": f"{n:02}{n + 10:02}12-4{n:03}",
            "student_number": f"XQ-77{n}88{n}",
            "iban": f"DK50004004401162{n:02}",
            "street": f"Kvæsthusgårdsvej {n + 100}",
            "health": f"Spelt-allergi-{n * 31337}",
            **self.shared,
        }

    def searched(self):
        """Return the values that only this person bears: what must be found nowhere afterwards."""
        first, *_middle, last = self.name.split(" ")
        own = {key: value for key, value in self.values().items() if key not in self.shared}
        if "name" not in self.shared:
            own.update(name=self.name, reversed=f"{last}, {first}", run_together=f"{last},{first}")
        else:
            own.pop("reversed", None)
        digits = "".join(character for character in self.phone if character.isdigit())
        if "phone" not in self.shared:
            own.update(digits=digits, national=digits[-8:])
        return sorted(set(own.values()))


def make_student(env, person):
    """Make the student, with a bank account and a portal login, as staff would."""
    student = env["school.student"].create(
        {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "street": person.street,
            "zip": "8000",
            "city": "Aarhus",
            "country_id": env.ref(COUNTRY).id,
            "student_number": person.student_number,
            "national_id": person.national_id,
            "health_notes": person.health,
            "birth_date": date(2009, 3, 4),
            "registered_on": date.today() - relativedelta(years=6),
        }
    )
    person.student_id, person.partner_id = student.id, student.partner_id.id
    env["res.partner.bank"].create({"acc_number": person.iban, "partner_id": person.partner_id})
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": person.login,
                "partner_id": person.partner_id,
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
                "password": uuid.uuid4().hex,
                "signature": f"<p>{person.name}</p>",
            }
        )
    )
    person.user_id = user.id
    student.partner_id.write({"name": person.name, "email": person.email})
    return student


def make_officer(env):
    """Make the user "officer": a SuperUser with the permission."""
    groups = ("school_base.group_school_superuser", "school_anonymisation.group_r_can_anonymize_users")
    env["res.users"].sudo().create(
        {"name": "Officer", "login": "officer", "group_ids": [Command.link(env.ref(group).id) for group in groups]}
    )


class School:
    """What a school has set up before anybody comes: a course, an event, a shop, a survey, ..."""

    def __init__(self, env):
        self.env = env
        company = env.company.sudo()
        company.country_id = env.ref(COUNTRY)
        company.anonymisation_inactive_periods = 1
        company.anonymisation_retention_years = 0
        for rule in ("school_owes", "open_documents", "coming", "open_request", "in_touch"):
            # Lives are in full swing when they are erased here.
            company[f"anonymisation_rule_{rule}"] = False
        env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
        today = date.today()
        self.period = env["school.teaching.period"].create(
            {"name": "Then", "date_start": today - relativedelta(years=5), "date_end": today - relativedelta(years=4)}
        )
        env["school.teaching.period"].create(
            {"name": "Now", "date_start": today - relativedelta(months=3), "date_end": today + relativedelta(months=3)}
        )
        self.course = env["school.course"].create({"name": "Violin"})
        self.product = env["product.product"].create(
            {
                "name": "Violin strings",
                "list_price": 120,
                "available_in_pos": True,
                "type": "consu",
                "taxes_id": [Command.clear()],
                "invoice_policy": "order",
            }
        )
        self.teacher = env["res.users"].create(
            {
                "name": "Teacher Holm",
                "login": "teacher@example.com",
                "email": "teacher@example.com",
                "group_ids": [Command.link(env.ref("base.group_user").id)],
            }
        )
        self._learning()
        self._meeting()
        self._selling()

    def _learning(self):
        env = self.env
        self.survey = env["survey.survey"].create(
            {
                "title": "How was it?",
                "users_login_required": False,
                "access_mode": "public",
                "scoring_type": "scoring_without_answers",
                "question_and_page_ids": [
                    Command.create({"title": "Tell us", "question_type": "text_box"}),
                    Command.create({"title": "Your name", "question_type": "char_box", "save_as_nickname": True}),
                    Command.create({"title": "Your birthday", "question_type": "date"}),
                    Command.create(
                        {
                            "title": "Again?",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create({"value": "Yes", "is_correct": True, "answer_score": 10}),
                                Command.create({"value": "No"}),
                            ],
                        }
                    ),
                ],
            }
        )
        self.channel = env["slide.channel"].create({"name": "Harmony", "enroll": "public", "visibility": "public"})
        self.slide = env["slide.slide"].create(
            {
                "name": "Chords",
                "channel_id": self.channel.id,
                "slide_category": "article",
                "html_content": "<p>Chords</p>",
                "is_published": True,
            }
        )
        self.forum = env["forum.forum"].create({"name": "Questions"})
        for right in ("karma_ask", "karma_answer", "karma_post", "karma_comment_own"):
            if right in self.forum:
                self.forum[right] = 0
        self.badge = env["gamification.badge"].create({"name": "Diligent", "rule_auth": "everyone"})

    def _meeting(self):
        env = self.env
        now = date.today()
        self.event = env["event.event"].create(
            {
                "name": "Summer concert",
                "date_begin": now + relativedelta(days=5),
                "date_end": now + relativedelta(days=6),
                "question_ids": [
                    Command.create({"title": "Allergies", "question_type": "text_box"}),
                ],
            }
        )
        self.ticket = env["event.event.ticket"].create({"name": "Seat", "event_id": self.event.id, "price": 50})
        self.project = env["project.project"].create({"name": "Moving house"})
        self.livechat = env["im_livechat.channel"].create(
            {"name": "Ask us", "user_ids": [Command.link(self.teacher.id)]}
        )
        self.list = env["mailing.list"].create({"name": "News"})
        self.group = env["mail.group"].create({"name": "Parents", "access_mode": "public", "moderation": False})
        self.equipment = env["maintenance.equipment"].create({"name": "Grand piano"})
        properties = [
            {"name": "telephone", "string": "Telephone", "type": "integer"},
            {"name": "player", "string": "Player", "type": "char"},
        ]
        self.instruments = env["maintenance.equipment.category"].create(
            {"name": "Instruments", "equipment_properties_definition": properties}
        )
        self.lunch = env["lunch.product"].create(
            {
                "name": "Soup",
                "price": 5,
                "category_id": env["lunch.product.category"].create({"name": "Warm"}).id,
                "supplier_id": env["lunch.supplier"]
                .create({"partner_id": env["res.partner"].create({"name": "Canteen"}).id})
                .id,
            }
        )

    def _selling(self):
        env = self.env
        self.loyalty = env["loyalty.program"].create(
            {"name": "Points", "program_type": "loyalty", "applies_on": "both", "trigger": "auto"}
        )
        cash = env["account.journal"].search([("type", "=", "cash"), ("company_id", "=", env.company.id)], limit=1)
        self.payment_method = env["pos.payment.method"].create({"name": "Card reader", "journal_id": cash.id})
        self.till = env["pos.config"].create(
            {"name": "Shop", "payment_method_ids": [Command.set(self.payment_method.ids)]}
        )
        self.till.open_ui()
        self.session = self.till.current_session_id
        self.session.set_opening_control(0, "")
