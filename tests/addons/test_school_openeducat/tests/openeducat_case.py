"""A school that teaches with OpenEduCat: students, parents, applicants and courses, as its forms make them."""

from datetime import datetime, timedelta

from odoo import Command
from odoo.addons.school_anonymisation.testing import AnonymisationCase


class OpenEduCatCase(AnonymisationCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.violin = cls.env["op.course"].create({"name": "Violin", "code": "VIO"})
        cls.emma = cls.make_op_student("Emma", "Bruun", email="emma@bruun.example")
        cls.profile = cls.emma.school_student_id

    @classmethod
    def make_user(cls, login, *args, **values):
        """Odoo's factory gives everybody the same e-mail address, which OpenEduCat wants to be on one contact only."""
        return super().make_user(login, *args, email=f"{login}@school.example", **values)

    @classmethod
    def make_op_student(cls, first, last, **values):
        person = cls.env["op.student"].create(
            {
                "name": f"{first} {last}",
                "first_name": first,
                "last_name": last,
                "birth_date": "2010-03-04",
                **values,
            }
        )
        person.school_student_id.registered_on = cls.periods[0].date_start - timedelta(days=1)
        return person

    @classmethod
    def make_batch(cls, start, end, code="B1"):
        values = {"name": code, "code": code, "course_id": cls.violin.id, "start_date": start, "end_date": end}
        return cls.env["op.batch"].create(values)

    @classmethod
    def take_course(cls, person, batch=None, **values):
        return cls.env["op.student.course"].create(
            {"student_id": person.id, "course_id": cls.violin.id, "batch_id": batch and batch.id, **values}
        )

    @classmethod
    def make_parent(cls, name, *children, **values):
        contact = cls.make_contact(name, **values)
        children = [Command.link(child.id) for child in children]
        parent = cls.env["op.parent"].create({"name": contact.id, "student_ids": children})
        cls.env["op.student"]._openeducat_keep_in_step()
        return parent

    @classmethod
    def apply(cls, number, state, day, **values):
        return cls.env["op.admission"].create(
            {
                "name": "Ida Bruun Holst",
                "first_name": "Ida",
                "middle_name": "Bruun",
                "last_name": "Holst",
                "application_number": number,
                "application_date": datetime.combine(day, datetime.min.time()),
                "birth_date": "2011-05-06",
                "course_id": cls.violin.id,
                "email": "ida.holst@post.example",
                "phone": "+45 20998877",
                "street": "Bakkevej 7",
                "family_business": "Holst Bakery",
                "family_income": 1234.5,
                "state": state,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def lend(cls, person, state):
        card = cls.env["op.library.card"].create(
            {"number": f"CARD{person.id}", "partner_id": person.partner_id.id, "student_id": person.id}
        )
        media = cls.env["op.media"].create({"name": "Suzuki 1"})
        return cls.env["op.media.movement"].create(
            {
                "media_id": media.id,
                "student_id": person.id,
                "library_card_id": card.id,
                "issued_date": "2015-01-01",
                "return_date": "2015-02-01",
                "reserver_name": person.name,
                "state": state,
            }
        )
