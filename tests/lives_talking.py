# What is said with and about a person: messages, mails, files, meetings, enquiries, chats, requests.
import base64
import io
from datetime import timedelta

from markupsafe import Markup
from PIL import Image
from reportlab.pdfgen import canvas
from xlsxwriter import Workbook

from odoo import fields
from odoo.fields import Command


def pdf(text):
    """Return a PDF, its text compressed, as a letter is kept."""
    file = io.BytesIO()
    page = canvas.Canvas(file, pageCompression=1)
    page.drawString(72, 720, text)
    page.save()
    return file.getvalue()


def xlsx(*cells):
    """Return a spreadsheet with these texts."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, cells)
    return file.getvalue()


def photo(number):
    """Return a small picture, base64, that is nobody else's."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (number * 20, 40, 80)).save(file, "PNG")
    return base64.b64encode(file.getvalue())


def correspondence(env, school, person):
    """Messages, mails, an activity, files, changes of what is known."""
    student = env["school.student"].browse(person.student_id)
    partner = student.partner_id
    student.image_1920 = photo(person.number)
    student.message_post(
        body=f"{person.name} called from {person.phone}",
        subject=f"About {person.name}",
        message_type="comment",
        attachments=[
            (f"{person.name}.pdf", pdf(f"{person.name}, {person.national_id}")),
            ("grades.xlsx", xlsx(person.name, person.email)),
            ("note.txt", f"{person.name}\n{person.street}".encode()),
        ],
    )
    partner.message_post(body=f"Wrote to {person.email}", partner_ids=partner.ids)
    partner.with_user(person.user_id).sudo().message_post(body=f"It is me, {person.name}", message_type="comment")
    student.activity_schedule(
        "mail.mail_activity_data_todo", summary=f"Call {person.name}", note=person.phone, user_id=school.teacher.id
    )
    for old in ("street", "phone"):
        kept = partner[old]
        partner.write({old: f"{kept} old"})
        env.cr.flush()
        partner.write({old: kept})
    env["mail.mail"].create(
        {
            "subject": f"Dear {person.name}",
            "body_html": Markup("<p>{}</p>").format(person.name),
            "email_to": f'"{person.name}" <{person.email}>',
            "recipient_ids": [Command.link(partner.id)],
        }
    )
    if "email" not in person.shared:
        env["mail.blacklist"]._add(person.email)
    env["phone.blacklist"].add(person.phone)
    env["ir.filters"].create(
        {"name": f"Only {person.name}", "model_id": "res.partner", "domain": repr([("email", "=", person.email)])}
    )
    env["bus.bus"]._sendone(school.teacher.partner_id, "simple_notification", {"message": f"{person.name} is here"})


def sms(env, _school, person):
    """A text message that waits to be sent, and one on the student's chatter."""
    env["res.partner"].browse(person.partner_id)._message_sms(
        f"Dear {person.name}, your lesson is cancelled", put_in_queue=True
    )
    env["sms.sms"].create({"number": person.phone, "body": f"Dear {person.name}"})


def meetings(env, school, person):
    """A meeting with a teacher, who stays."""
    start = fields.Datetime.now() + timedelta(days=1)
    env["calendar.event"].create(
        {
            "name": f"Talk with {person.name}",
            "description": Markup("<p>About {}</p>").format(person.name),
            "location": person.street,
            "start": start,
            "stop": start + timedelta(hours=1),
            "partner_ids": [Command.link(person.partner_id), Command.link(school.teacher.partner_id.id)],
        }
    )


def enquiries(env, _school, person):
    """Opportunities: one of the contact's, one that came in by a form."""
    lead = env["crm.lead"].create(
        {
            "name": f"{person.name}'s opportunity",
            "partner_id": person.partner_id,
            "type": "opportunity",
            "expected_revenue": 500,
            "email_cc": person.email,
        }
    )
    lead.description = Markup("<p>{} wants the violin</p>").format(person.name)
    lead.message_post(body=f"{person.name} is keen")
    lead.action_set_won()
    env["crm.lead"].create(
        {
            "name": f"{person.name}: price?",
            "contact_name": person.name,
            "email_from": person.email,
            "phone": person.phone,
            "type": "lead",
        }
    )


def chats(env, school, person):
    """A live chat with rating, and a message to a mailing group."""
    user = env["res.users"].browse(person.user_id)
    livechat = school.livechat.with_user(user).sudo()
    info = {
        "agent": school.teacher,
        "operator_partner": school.teacher.partner_id,
        "operator_model": "res.users",
        "chatbot_script": env["chatbot.script"],
    }
    channel = env["discuss.channel"].create(livechat._get_livechat_discuss_channel_vals(**info))
    channel.with_user(user).sudo().message_post(body=f"Hello, I am {person.name}", message_type="comment")
    channel.with_user(school.teacher).sudo().message_post(body=f"Hello {person.name}", message_type="comment")
    channel.livechat_note = Markup("<p>{} was angry</p>").format(person.name)
    env["rating.rating"].create(
        {
            "res_model_id": env["ir.model"]._get_id("discuss.channel"),
            "res_id": channel.id,
            "rating": 5,
            "partner_id": person.partner_id,
            "rated_partner_id": school.teacher.partner_id.id,
            "feedback": f"Thank you, says {person.name}",
            "consumed": True,
        }
    )
    channel._close_livechat_session()
    school.group._join_group(person.email, person.partner_id)
    school.group.message_post(
        body=f"{person.name} sells a bow",
        subject=person.name,
        email_from=f'"{person.name}" <{person.email}>',
        author_id=person.partner_id,
    )


def requests(env, school, person):
    """A task, a repair that is tied to the person by its title only, and a thing with properties."""
    task = env["project.task"].create(
        {
            "name": f"Fetch the cello at {person.name}'s",
            "project_id": school.project.id,
            "partner_id": person.partner_id,
            "description": Markup("<p>{}</p>").format(person.street),
            "email_cc": person.email,
        }
    )
    task.description = Markup("<p>{} is away</p>").format(person.name)
    task.message_post(body=f"{person.name} moves", attachments=[("plan.pdf", pdf(person.street))])
    env["maintenance.request"].create(
        {
            "name": f"Violin of {person.name}",
            "description": Markup("<p>{} broke it</p>").format(person.name),
            "equipment_id": school.equipment.id,
        }
    )
    env["maintenance.equipment"].create(
        {
            "name": "Violin",
            "partner_id": person.partner_id,
            "category_id": school.instruments.id,
            "equipment_properties": {"telephone": int(person.phone[3:].replace(" ", "")), "player": person.name},
        }
    )
    school.project.message_post(body=f"Spoke with {person.name} about the move")


def mailings(env, school, person):
    """A subscription, and a mailing that was sent."""
    env["mailing.contact"].create(
        {"name": person.name, "email": person.email, "list_ids": [Command.link(school.list.id)]}
    )
    mailing = env["mailing.mailing"].create(
        {
            "subject": "News",
            "email_from": "school@example.com",
            "body_html": "<p>News <t t-out='object.name'/></p>",
            "mailing_model_id": env["ir.model"]._get_id("res.partner"),
            "mailing_domain": repr([("id", "=", person.partner_id)]),
        }
    )
    mailing.action_send_mail()


def imports(env, _school, person):
    """A list of students that was imported from a file."""
    env["base_import.import"].create(
        {
            "res_model": "res.partner",
            "file": f"Name,Email\n{person.name},{person.email}\n".encode(),
            "file_name": f"{person.name}.csv",
            "file_type": "text/csv",
        }
    )


FLOWS = (correspondence, sms, meetings, enquiries, chats, requests, mailings, imports)
