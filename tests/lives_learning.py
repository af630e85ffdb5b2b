# What a person takes part in: courses at the school and on the website, events, surveys, forums.
from datetime import date

from markupsafe import Markup

from odoo.fields import Command


def enrolment(env, school, person):
    """A course that has ended."""
    env["school.enrolment"].create(
        {
            "student_id": person.student_id,
            "course_id": school.course.id,
            "period_id": school.period.id,
            "state": "completed",
            "lessons_planned": 20,
            "lessons_attended": 17,
        }
    )


def survey(env, school, person):
    """Answers with texts, a birthday and a score."""
    answer = school.survey._create_answer(partner=env["res.partner"].browse(person.partner_id), check_attempts=False)
    tell, nickname, birthday, again = school.survey.question_ids
    answer._save_lines(tell, f"{person.name} liked it; write to {person.email}")
    answer._save_lines(nickname, person.name)
    answer._save_lines(birthday, date(2009, 3, 4))
    answer._save_lines(again, str(again.suggested_answer_ids[0].id))
    answer._mark_done()


def course(env, school, person):
    """A course on the website, completed, with a comment and a review."""
    partner = env["res.partner"].browse(person.partner_id)
    school.channel._action_add_members(partner)
    school.slide.with_user(person.user_id).sudo()._action_mark_completed()
    school.slide.with_user(person.user_id).sudo().message_post(
        body=f"Good chords, says {person.name}", message_type="comment", author_id=partner.id
    )
    school.channel.with_user(person.user_id).sudo().message_post(
        body=f"{person.name} recommends it", message_type="comment", author_id=partner.id, rating_value=4
    )


def event(env, school, person):
    """A seat at a concert, with an answer about allergies; attended."""
    registration = env["event.registration"].create(
        {
            "event_id": school.event.id,
            "event_ticket_id": school.ticket.id,
            "partner_id": person.partner_id,
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "registration_answer_ids": [
                Command.create({"question_id": school.event.question_ids[-1].id, "value_text_box": person.health})
            ],
        }
    )
    registration.action_set_done()
    registration.message_post(body=f"{person.name} sat in the first row")


def forum(env, school, person):
    """A question in the forum."""
    env["forum.post"].with_user(person.user_id).sudo().create(
        {
            "forum_id": school.forum.id,
            "name": f"Where does {person.name} find strings?",
            "content": Markup("<p>I am {}</p>").format(person.name),
        }
    )


def badge(env, school, person):
    """A badge with a comment."""
    env["gamification.badge.user"].create(
        {"badge_id": school.badge.id, "user_id": person.user_id, "comment": f"Well done {person.name}"}
    )


def lunch(env, school, person):
    """A dish with a note."""
    env["lunch.order"].create(
        {"product_id": school.lunch.id, "user_id": person.user_id, "note": person.health, "quantity": 1}
    )


FLOWS = (enrolment, survey, course, event, forum, badge, lunch)
