# Writes what else a school keeps of people: messages, letters, photos, logins, bank accounts.
import base64
import io
from datetime import datetime, time

from PIL import Image, ImageDraw

from odoo.fields import Command

from .people import partner_of


def write(env, people, lives, author):
    """Leave traces of about half of the students and some guardians; ``author`` wrote to them."""
    students = [life for life in lives.all if people.random.random() < 0.5]
    _messages(env, people, lives, students, author)
    _letters(env, students[::4])
    _photos(people, students[::4])
    _portal_logins(env, students[1::6], lives)
    _bank_accounts(env, people, students[2::8])
    _changes(people, students[3::10])
    _activities(students[4::16])


def _moment(life):
    return datetime.combine(life.record.last_activity_date, time(10))


def _messages(env, people, lives, students, author):
    comment = env.ref("mail.mt_comment").id
    values = []
    for life in students:
        student = life.record
        on = min(_moment(life), datetime.combine(lives.today, time(6)))
        shared = {"model": "school.student", "res_id": student.id, "date": on, "subtype_id": comment}
        values += [
            {
                **shared,
                "author_id": author.id,
                "message_type": "comment",
                "body": f"<p>Called {student.name} on {student.phone} about the next concert.</p>",
            },
            {
                **shared,
                "author_id": student.partner_id.id,
                "email_from": f"{student.name} <{student.email}>",
                "message_type": "email",
                "subject": people.random.choice(("Ill this week", "New address", "About the concert")),
                "body": f"<p>Dear school, greetings from {student.name}, {student.street}.</p>",
            },
        ]
    env["mail.message"].create(values)


def _letters(env, students):
    messages = env["mail.message"]
    for life in students:
        student = life.record
        text = f"Dear {student.name},\n\n{student.street}\n{student.zip} {student.city}\n{student.national_id}\n"
        attachment = env["ir.attachment"].create(
            {
                "name": f"Letter to {student.name}.txt",
                "raw": text.encode(),
                "mimetype": "text/plain",
                "res_model": "school.student",
                "res_id": student.id,
            }
        )
        message = messages.search([("model", "=", "school.student"), ("res_id", "=", student.id)], limit=1)
        message.attachment_ids = [Command.link(attachment.id)]


def _photos(people, students):
    for life in students:
        colour = tuple(people.random.randint(60, 200) for _channel in range(3))
        image = Image.new("RGB", (256, 256), colour)
        draw = ImageDraw.Draw(image)
        draw.ellipse((88, 50, 168, 130), fill="white")
        draw.ellipse((48, 150, 208, 330), fill="white")
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        life.record.image_1920 = base64.b64encode(buffer.getvalue())


def _portal_logins(env, students, lives):
    guardians = [life.family[0][0] for life in lives.all if life.family][::6]
    partners = env["res.partner"].union(*map(partner_of, [*students, *guardians]))
    taken = {login for (login,) in env["res.users"]._read_group([], ["login"])}
    values = []
    for partner in partners.filtered(lambda partner: not partner.user_ids):
        if partner.email not in taken:
            taken.add(partner.email)
            values.append({"partner_id": partner.id, "login": partner.email})
    company, portal = env.company, env.ref("base.group_portal")
    shared = {
        "group_ids": [Command.set(portal.ids)],
        "company_id": company.id,
        "company_ids": [Command.set(company.ids)],
    }
    env["res.users"].create([{**vals, **shared} for vals in values])


def _bank_accounts(env, people, students):
    env["res.partner.bank"].create(
        [{"acc_number": people.fake.iban(), "partner_id": life.record.partner_id.id} for life in students]
    )


def _changes(people, students):
    """Change a phone number with tracking on, so that the old one stays in the history."""
    for life in students:
        contact = life.record.partner_id.with_context(tracking_disable=False, mail_notrack=False)
        contact.phone = people.fake.numerify("+45 2# ## ## ##")


def _activities(students):
    for life in students:
        life.record.activity_schedule("mail.mail_activity_data_todo", summary=f"Call {life.values['name']} back")
