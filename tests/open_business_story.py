# A process of its own: in a database with many apps, opens and ends business of every kind, and notes who is held back.
import pickle
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import activity_story
import old_documents
from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

KINDS = {}


def kind(rule):
    """Register a way to open business: called with the school and a contact, returns (record, how it ends)."""

    def register(function):
        KINDS[function.__name__] = (rule, function)
        return function

    return register


class School:
    """A company with a chart of accounts, two teaching periods of which one counts, and something to sell."""

    def __init__(self, env):
        self.env = env
        self.company = env.company
        self.company.anonymisation_inactive_periods = 1
        self.now = datetime.now().replace(microsecond=0)  # noqa: DTZ005 (as Odoo stores it)
        env["account.chart.template"].try_loading("generic_coa", company=self.company, install_demo=False)
        today = date.today()
        env["school.teaching.period"].create(
            {"name": "Now", "date_start": today - relativedelta(months=3), "date_end": today + relativedelta(months=3)}
        )
        self.lesson = env["product.product"].create(
            {"name": "Lesson", "type": "service", "list_price": 300, "invoice_policy": "order", "taxes_id": False}
        )

    def student(self, name):
        """Return the student profile of somebody who was here long ago."""
        values = {"name": name, "registered_on": "2014-01-01", "company_id": self.company.id}
        return self.env["school.student"].create(values)


def address_of(contact):
    """Give the contact an e-mail address of its own, and return it as somebody else writes it."""
    contact.email = f"student{contact.id}@example.com"
    return contact.email.upper()


@kind("coming")
def appointment(school, contact):
    in_a_week = school.now + timedelta(days=7)
    values = {"name": "Trial lesson", "start": in_a_week, "stop": in_a_week + timedelta(hours=1)}
    event = school.env["calendar.event"].create({**values, "partner_ids": [Command.link(contact.id)]})
    return event, lambda: event.write({"active": False})


@kind("coming")
def appointment_that_is_declined(school, contact):
    event, _end = appointment(school, contact)
    return event, event.attendee_ids.filtered(lambda attendee: attendee.partner_id == contact).do_decline


@kind("coming")
def appointment_that_passes(school, contact):
    event, _end = appointment(school, contact)
    yesterday = school.now - timedelta(days=2)
    return event, lambda: event.write({"start": yesterday, "stop": yesterday + timedelta(hours=1)})


@kind("coming")
def appointment_about_the_profile(school, contact):
    in_a_week = school.now + timedelta(days=7)
    values = {"name": "Trial lesson", "start": in_a_week, "stop": in_a_week, "res_id": contact.student_ids.id}
    event = school.env["calendar.event"].create(
        {**values, "res_model_id": school.env["ir.model"]._get_id("school.student")}
    )
    return event, event.unlink


@kind("coming")
def ticket(school, contact):
    begin = school.now + timedelta(days=20)
    concert = school.env["event.event"].create({"name": "Concert", "date_begin": begin, "date_end": begin})
    registration = school.env["event.registration"].create({"event_id": concert.id, "partner_id": contact.id})
    return concert, registration.action_cancel


@kind("coming")
def ticket_for_what_passes(school, contact):
    concert, _end = ticket(school, contact)
    past = school.now - timedelta(days=2)
    return concert, lambda: concert.write({"date_begin": past, "date_end": past})


@kind("coming")
def ticket_without_a_contact(school, contact):
    begin = school.now + timedelta(days=20)
    concert = school.env["event.event"].create({"name": "Concert", "date_begin": begin, "date_end": begin})
    registration = school.env["event.registration"].create({"event_id": concert.id, "email": address_of(contact)})
    return concert, registration.action_cancel


@kind("coming")
def talk_without_a_contact(school, contact):
    begin = school.now + timedelta(days=20)
    day = school.env["event.event"].create({"name": "Open day", "date_begin": begin, "date_end": begin})
    values = {"name": "My cello", "event_id": day.id, "partner_email": address_of(contact)}
    talk = school.env["event.track"].create(values)
    return talk, lambda: talk.write({"active": False})


@kind("coming")
def event_that_the_contact_organises(school, contact):
    begin, past = school.now + timedelta(days=20), school.now - timedelta(days=2)
    values = {"name": "Concert", "date_begin": begin, "date_end": begin, "organizer_id": contact.id}
    concert = school.env["event.event"].create(values)
    return concert, lambda: concert.write({"date_begin": past, "date_end": past})


@kind("open_request")
def enquiry_without_a_contact(school, contact):
    values = {"name": "Lessons", "email_from": f'"Anna" <{address_of(contact)}>', "type": "lead"}
    lead = school.env["crm.lead"].create(values)
    return lead, lead.action_set_lost


@kind("open_request")
def task_without_a_contact(school, contact):
    project = school.env["project.project"].create({"name": "Workshop"})
    values = {"name": "Bow", "email_from": address_of(contact), "project_id": project.id}
    bow = school.env["project.task"].create(values)
    return bow, lambda: bow.write({"state": "1_done"})


@kind("open_request")
def project(school, contact):
    workshop = school.env["project.project"].create({"name": "Workshop", "partner_id": contact.id})
    return workshop, lambda: workshop.write({"active": False})


@kind("open_request")
def enquiry(school, contact):
    lead = school.env["crm.lead"].create({"name": "Lessons", "partner_id": contact.id, "type": "opportunity"})
    return lead, lead.action_set_lost


@kind("open_request")
def enquiry_that_is_won(school, contact):
    lead, _end = enquiry(school, contact)
    return lead, lead.action_set_won


@kind("open_request")
def task(school, contact):
    project = school.env["project.project"].create({"name": "Workshop"})
    bow = school.env["project.task"].create({"name": "Bow", "partner_id": contact.id, "project_id": project.id})
    return bow, lambda: bow.write({"state": "1_done"})


@kind("open_request")
def repair(school, contact):
    cello = school.env["product.product"].create({"name": "Cello", "type": "consu"})
    order = school.env["repair.order"].create({"partner_id": contact.id, "product_id": cello.id})
    return order, order.action_repair_cancel


@kind("open_request")
def application(school, contact):
    applicant = school.env["hr.applicant"].create({"partner_id": contact.id, "partner_name": contact.name})
    return applicant, lambda: applicant.write({"active": False})


def order_of(school, contact, **values):
    """Return a quotation over one lesson."""
    line = Command.create({"product_id": school.lesson.id, "product_uom_qty": 1, "price_unit": 300})
    return school.env["sale.order"].create({"partner_id": contact.id, "order_line": [line], **values})


@kind("open_documents")
def order(school, contact):
    sale = order_of(school, contact)
    sale.action_confirm()
    return sale, lambda: old_documents.pay(sale)


@kind("open_documents")
def delivery_to_somebody_else(school, contact):
    aunt = school.env["res.partner"].create({"name": "Aunt"})
    sale = old_documents.bought(school, contact, partner_shipping_id=aunt.id)
    return sale.picking_ids, lambda: old_documents.deliver(sale)


@kind("open_documents")
def order_that_is_cancelled(school, contact):
    sale, _end = order(school, contact)
    return sale, sale._action_cancel


@kind("open_documents")
def quotation(school, contact):
    sale = order_of(school, contact, state="sent")
    return sale, lambda: sale.write({"validity_date": date.today() - timedelta(days=1)})


@kind("school_owes")
def wallet(school, contact):
    values = {"name": "Wallet", "program_type": "ewallet", "applies_on": "future", "trigger": "auto"}
    program = school.env["loyalty.program"].create(values)
    card = school.env["loyalty.card"].create({"program_id": program.id, "partner_id": contact.id, "points": 450})
    return card, lambda: card.write({"points": 0})


@kind("school_owes")
def gift_card_that_expires(school, contact):
    values = {"name": "Gift card", "program_type": "gift_card", "applies_on": "future", "trigger": "auto"}
    program = school.env["loyalty.program"].create(values)
    card = school.env["loyalty.card"].create({"program_id": program.id, "partner_id": contact.id, "points": 450})
    return card, lambda: card.write({"expiration_date": date.today() - timedelta(days=1)})


def codes(env, student):
    """Return what holds a student back, and the records that the sentences link."""
    env.flush_all()
    env.invalidate_all()
    blockers = student._anonymisation_blockers()[student.id]
    return [blocker.code for blocker in blockers], [blocker.records for blocker in blockers]


def tell(env):
    """Return {kind: (rule, codes while open, whether it is linked, codes afterwards)}, what counts, and what opens."""
    school = School(env)
    seen = {}
    for name, (rule, begin) in KINDS.items():
        student = school.student(name)
        record, end = begin(school, student.partner_id)
        while_open, linked = codes(env, student)
        end()
        seen[name] = (rule, while_open, [record] == linked, codes(env, student)[0])
    documents = old_documents.opened(school)
    return seen, activity_story.tell(school, codes), documents


def main(configuration, database, result):
    """Tell the story in ``database``, leave nothing there, and pickle what was seen into the file ``result``."""
    config.parse_config(["-c", configuration, "-d", database, "--no-http", "--log-level=error"], setup_logging=True)
    load_server_wide_modules()
    with Registry(database).cursor() as cr:
        seen = tell(api.Environment(cr, SUPERUSER_ID, {}))
        cr.rollback()
    Path(result).write_bytes(pickle.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
