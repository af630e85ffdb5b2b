# What students did in other apps: one way to do it for each kind of record that counts as activity.
from datetime import timedelta

from odoo.fields import Command
from odoo.tools import SQL

RULES = ("activity_elsewhere", "in_touch")
DONE = {}


def done(model, way="partner_id"):
    """Register how a contact comes to have a record of this model, by this way; the function returns it."""

    def register(function):
        DONE[model, way] = function
        return function

    return register


@done("account.move")
def invoice(school, contact):
    line = Command.create({"name": "Lessons", "price_unit": 100, "tax_ids": False})
    values = {"move_type": "out_invoice", "partner_id": contact.id, "invoice_date": school.now.date()}
    move = school.env["account.move"].create({**values, "invoice_line_ids": [line]})
    move.action_post()
    return move


@done("sale.order")
def order(school, contact):
    line = Command.create({"product_id": school.lesson.id, "price_unit": 300})
    sale = school.env["sale.order"].create({"partner_id": contact.id, "order_line": [line]})
    sale.action_confirm()
    return sale


@done("pos.order")
def till(school, contact):
    config = school.env["pos.config"].create({"name": "Till"})
    session = school.env["pos.session"].create({"config_id": config.id, "user_id": school.env.uid})
    amounts = dict.fromkeys(("amount_tax", "amount_total", "amount_paid", "amount_return"), 0)
    return school.env["pos.order"].create({"session_id": session.id, "partner_id": contact.id, **amounts})


@done("loyalty.history", "card_id.partner_id")
def points(school, contact):
    program = school.env["loyalty.program"].create({"name": "Points", "program_type": "loyalty"})
    card = school.env["loyalty.card"].create({"program_id": program.id, "partner_id": contact.id})
    return school.env["loyalty.history"].create({"card_id": card.id, "description": "Given", "issued": 10})


@done("calendar.attendee")
def appointment(school, contact):
    yesterday = school.now - timedelta(days=2)
    values = {"name": "Trial lesson", "start": yesterday, "stop": yesterday + timedelta(hours=1)}
    event = school.env["calendar.event"].create({**values, "partner_ids": [Command.link(contact.id)]})
    return event.attendee_ids.filtered(lambda attendee: attendee.partner_id == contact)


@done("event.registration")
def seat(school, contact):
    day = school.now - timedelta(days=2)
    concert = school.env["event.event"].create({"name": "Concert", "date_begin": day, "date_end": day})
    registration = school.env["event.registration"].create({"event_id": concert.id, "partner_id": contact.id})
    registration.action_set_done()
    return registration


@done("event.registration", "email=email")
def seat_without_a_contact(school, contact):
    return without_a_contact(seat(school, contact), "email", contact)


@done("crm.lead", "email_from=email")
def enquiry_without_a_contact(school, contact):
    return without_a_contact(enquiry(school, contact), "email_from", contact)


@done("project.task", "email_from=email")
def task_without_a_contact(school, contact):
    return without_a_contact(task(school, contact), "email_from", contact)


@done("survey.user_input", "email=email")
def answers_without_a_contact(school, contact):
    return without_a_contact(answers(school, contact), "email", contact)


@done("crm.lead")
def enquiry(school, contact):
    lead = school.env["crm.lead"].create({"name": "Lessons", "partner_id": contact.id, "type": "opportunity"})
    lead.action_set_lost()
    return lead


@done("project.task")
def task(school, contact):
    project = school.env["project.project"].create({"name": "Workshop"})
    values = {"name": "Bow", "partner_id": contact.id, "project_id": project.id, "state": "1_done"}
    return school.env["project.task"].create(values)


@done("survey.user_input")
def answers(school, contact):
    return school.env["survey.survey"].create({"title": "How was it?"})._create_answer(partner=contact)


@done("slide.channel.partner")
def membership(school, contact):
    channel = school.env["slide.channel"].create({"name": "Notes"})
    return school.env["slide.channel.partner"].create({"channel_id": channel.id, "partner_id": contact.id})


@done("slide.slide.partner")
def page(school, contact):
    channel = school.env["slide.channel"].create({"name": "Chords"})
    slide = school.env["slide.slide"].create({"name": "First", "channel_id": channel.id})
    return school.env["slide.slide.partner"].create({"slide_id": slide.id, "partner_id": contact.id})


@done("forum.post", "create_uid")
def question(school, contact):
    forum = school.env["forum.forum"].create({"name": "Strings"})
    post = school.env["forum.post"].with_user(login_of(school, contact)).sudo()
    return post.create({"forum_id": forum.id, "name": "Where?", "content": "<p>Here</p>"})


@done("res.users.log", "create_uid")
def visit(school, contact):
    return school.env["res.users.log"].with_user(login_of(school, contact)).sudo().create({})


@done("mail.message", "author_id")
def mail(school, contact):
    return school.env["mail.message"].create({"message_type": "email", "author_id": contact.id, "body": "Hello"})


def without_a_contact(record, column, contact):
    """Have a record bear the address of a contact in a column, and lead to nobody; return it."""
    contact.email = f"student{contact.id}@example.com"
    record.write({"partner_id": False, column: contact.email})
    return record


def login_of(school, contact):
    """Return a portal login of a contact."""
    values = {"login": f"portal{contact.id}@example.com", "partner_id": contact.id}
    portal = [Command.set(school.env.ref("base.group_portal").ids)]
    return school.env["res.users"].with_context(no_reset_password=True).create({**values, "group_ids": portal})


def tell(school, codes):
    """Return {(rule, model, way): (codes while it is recent, codes when it was long ago)} of each row that counts days.

    A row that nobody here knows a way to do is told as None.
    """
    env, seen = school.env, {}
    for code in RULES:
        school.company[f"anonymisation_rule_{code}"] = True
    for rule in (env[f"school.anonymisation.rule.{code}"].sudo() for code in RULES):
        for row in rule._rows():
            key = rule._code, row.model, row.person
            if do := DONE.get((row.model, row.person)):
                student = school.student(f"Student of {row.model}")
                record = do(school, student.partner_id)
                recent = codes(env, student)[0]
                long_ago(env, record, row)
                seen[key] = recent, codes(env, student)[0]
            else:
                seen[key] = None
    return seen


def long_ago(env, record, row):
    """Move the day that a row asks for to long ago, in the database: no flow of an app does that."""
    (way,) = {leaf[0] for leaf in row.condition if isinstance(leaf, tuple) and leaf[2] == "counted_from"}
    steps, _dot, field = way.rpartition(".")
    records = record.mapped(steps) if steps else record
    env.flush_all()
    table, column = SQL.identifier(records._table), SQL.identifier(field)
    env.cr.execute(SQL("UPDATE %s SET %s = '2015-01-01' WHERE id = ANY(%s)", table, column, records.ids))
    env.invalidate_all()
